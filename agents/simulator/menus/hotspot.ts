import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import { logIn } from '../hotspot/login.ts';
import type { Router } from '../router.ts';
import { noSuchItem } from './generic.ts';
import { hostRows, idOf, leaseRows, phoneHostRows, phoneLeaseRows, residentRows } from './hotspot-rows.ts';
import type { Menus } from './menu.ts';

function kick(router: Router, id: string): void {
  const phone = router.hotspot.bySessionId(id);
  if (!phone) throw noSuchItem();
  router.hotspot.end(phone, 'admin-reset');
}

export const HOTSPOT: Menus = {
  '/ip/hotspot': {
    fields: [
      'name',
      'interface',
      'address-pool',
      'profile',
      'idle-timeout',
      'keepalive-timeout',
      'login-timeout',
      'addresses-per-mac',
      'disabled',
    ],
    required: ['interface'],
    rows: ({ state }, now) =>
      state.table('/ip/hotspot').rows.map((row) => ({
        ...row,
        disabled: String(row.disabled === 'true' || !state.allows('hotspot')),
        invalid: String(state.has('hotspot-invalid')),
        HTTPS: 'false',
        'proxy-status': state.hotspotOk(now) ? 'running' : 'stopped',
        'ip-of-dns-name': '10.5.50.1',
      })),
    changed: ({ router }) => router.hotspotChanged(),
  },
  '/ip/hotspot/active': {
    rows: (router, now) => [...residentRows(router, now), ...router.hotspot.activeRows(now)],
    commands: {
      remove: {
        policy: ['write'],
        run: ({ router, request, now }) => {
          const keys = (request.args.get('.id') ?? request.args.get('numbers') ?? '')
            .split(',')
            .filter(Boolean);
          if (keys.length === 0) throw noSuchItem();
          const present = router.state.physics.present(now);
          for (const key of keys) {
            const presence = present.find((one) => idOf(one) === key);
            if (presence)
              router.state.timeline.close({
                from: now,
                to: now + 240_000,
                resident: presence.stay.resident,
              });
            else kick(router, key);
          }
          return {};
        },
      },
      login: {
        policy: ['write'],
        run: async ({ router, request }) => {
          const field = (name: string): string => request.args.get(name) ?? '';
          const phone = router.hotspot.byMac(field('mac-address').toUpperCase());
          if (!phone || (field('ip') !== '' && field('ip') !== phone.ip))
            throw new Trap('failure: host not found', CATEGORY.general);
          const refusal = await logIn(router.hotspot, phone, {
            user: field('user'),
            password: field('password'),
            domain: field('domain'),
            by: 'http-pap',
          });
          if (refusal) throw new Trap(`failure: ${refusal.original || refusal.key}`, CATEGORY.general);
          return {};
        },
      },
    },
  },
  '/ip/hotspot/host': { rows: (router, now) => [...hostRows(router, now), ...phoneHostRows(router, now)] },
  '/ip/hotspot/user': {
    fields: [
      'name',
      'password',
      'server',
      'profile',
      'address',
      'mac-address',
      'email',
      'limit-uptime',
      'limit-bytes-in',
      'limit-bytes-out',
      'limit-bytes-total',
      'routes',
      'disabled',
      'comment',
    ],
    required: ['name'],
    sensitive: ['password'],
    check: (call, values, old) => {
      const name = values.name;
      if (name && name !== old?.name && call.router.state.table('/ip/hotspot/user').find(name))
        throw new Trap('failure: already have user with this name for this server', CATEGORY.general);
      const start = {
        server: 'all',
        profile: 'default',
        uptime: '0s',
        'bytes-in': '0',
        'bytes-out': '0',
        'packets-in': '0',
        'packets-out': '0',
        dynamic: 'false',
        default: 'false',
      };
      return { ...(old ? {} : start), ...values };
    },
    commands: {
      'reset-counters': {
        policy: ['write'],
        run: ({ router }) => {
          for (const row of router.state.table('/ip/hotspot/user').rows)
            Object.assign(row, { uptime: '0s', 'bytes-in': '0', 'bytes-out': '0' });
          return {};
        },
      },
    },
  },
  '/ip/hotspot/user/profile': {
    fields: [
      'name',
      'address-pool',
      'session-timeout',
      'idle-timeout',
      'keepalive-timeout',
      'status-autorefresh',
      'shared-users',
      'rate-limit',
      'add-mac-cookie',
      'mac-cookie-timeout',
      'transparent-proxy',
      'on-login',
      'on-logout',
      'open-status-page',
      'advertise',
    ],
    required: ['name'],
    check: (call, values, old) => ({
      ...(old ? {} : withoutId(call.router.state.table('/ip/hotspot/user/profile').single)),
      ...values,
    }),
  },
  '/ip/hotspot/profile': {
    fields: [
      'name',
      'hotspot-address',
      'dns-name',
      'html-directory',
      'html-directory-override',
      'rate-limit',
      'http-proxy',
      'smtp-server',
      'login-by',
      'http-cookie-lifetime',
      'split-user-domain',
      'use-radius',
      'radius-accounting',
      'radius-interim-update',
      'radius-default-domain',
      'radius-location-id',
      'radius-location-name',
      'radius-mac-format',
      'nas-port-type',
      'mac-auth-mode',
      'mac-auth-password',
      'trial-uptime-limit',
      'trial-uptime-reset',
      'trial-user-profile',
      'https-redirect',
      'ssl-certificate',
      'install-hotspot-queue',
    ],
    required: ['name'],
    sensitive: ['mac-auth-password'],
    check: (call, values, old) => {
      const methods = ['cookie', 'http-chap', 'http-pap', 'https', 'mac', 'mac-cookie', 'trial'];
      for (const method of (values['login-by'] ?? '').split(',').filter(Boolean))
        if (!methods.includes(method))
          throw new Trap('input does not match any value of login-by', CATEGORY.argument);
      return { ...(old ? {} : withoutId(call.router.state.table('/ip/hotspot/profile').single)), ...values };
    },
  },
  '/ip/hotspot/cookie': { rows: () => [], commands: {} },
  '/ip/hotspot/walled-garden': {
    fields: [
      'action',
      'server',
      'src-address',
      'method',
      'dst-host',
      'dst-port',
      'path',
      'disabled',
      'comment',
    ],
    check: (_call, values, old) => ({
      ...(old ? {} : { action: 'allow', hits: '0', dynamic: 'false' }),
      ...values,
    }),
  },
  '/ip/hotspot/walled-garden/ip': {
    fields: [
      'action',
      'server',
      'src-address',
      'dst-address',
      'protocol',
      'dst-port',
      'dst-host',
      'disabled',
      'comment',
    ],
    check: (_call, values, old) => ({
      ...(old ? {} : { action: 'accept', invalid: 'false', dynamic: 'false' }),
      ...values,
    }),
  },
  '/ip/hotspot/ip-binding': {
    fields: ['mac-address', 'address', 'to-address', 'server', 'type', 'disabled', 'comment'],
  },
  '/ip/dhcp-server/lease': {
    rows: (router, now) => [...leaseRows(router, now), ...phoneLeaseRows(router, now)],
  },
};

function withoutId({ '.id': _id, default: _default, ...row }: Row): Row {
  return { ...row, default: 'false' };
}
