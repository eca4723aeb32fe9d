import type { Row } from './api/sentence.ts';
import { FACTORY } from './factory-rows.ts';
import type { RouterState } from './router-state.ts';
import { schemaRows } from './schema/initial.ts';
import { hash } from './world/chance.ts';

/** Ethernet address of a port: MikroTik's own prefix and numbers of this router. */
function portMac(seed: number, port: number): string {
  const tail = (hash(seed, 31) & 0xff_ff00) + port;
  return `48:8F:5A:${tail
    .toString(16)
    .padStart(6, '0')
    .toUpperCase()
    .replace(/(..)(?!$)/g, '$1:')}`;
}

const nameless = ({ 'default-name': _none, ...row }: Record<string, string>): Record<string, string> => row;

function interfaces({ board, features, seed, factory }: RouterState): Row[] {
  const port = (name: string, type: string, i: number): Record<string, string> => ({
    name,
    'default-name': name,
    type,
    mtu: '1500',
    'actual-mtu': '1500',
    'mac-address': portMac(seed, i),
    disabled: 'false',
  });
  const rows = ['ether1', 'ether2', 'ether3', 'ether4'].map((name, i) => port(name, 'ether', i));
  if (board.uplink === 'lte1') rows.push({ ...port('lte1', 'lte', 9), comment: 'uplink' });
  else rows[0] = { ...rows[0]!, comment: 'uplink' };
  rows[1] = { ...rows[1]!, comment: 'AP balai desa', slave: 'true' };
  rows.push({
    ...port(board.radio, board.radio === 'wifi1' ? 'wifi' : 'wlan', 6),
    slave: 'true',
  });
  const bridge = factory ? 'bridge' : 'bridge-hotspot';
  rows.push({ ...nameless(port(bridge, 'bridge', 7)), 'made-by': '/interface/bridge*1' });
  if (factory) return rows.map(({ comment: _none, ...row }) => row);
  const old = features.major < 7;
  rows.push({
    ...nameless(old ? port('l2tp-hub', 'l2tp-out', 8) : port('wg-hub', 'wg', 8)),
    mtu: '1420',
    'actual-mtu': '1420',
    ...(old ? {} : { 'made-by': '/interface/wireguard*1' }),
  });
  return rows;
}

const PORTS = {
  ftp: 21,
  ssh: 22,
  telnet: 23,
  api: 8728,
  'api-ssl': 8729,
  winbox: 8291,
  www: 80,
  'www-ssl': 443,
} as const;

function services(state: RouterState): Row[] {
  return Object.entries(PORTS).map(([name, port]) => ({
    name,
    port: String(port),
    address: '',
    ...(name.endsWith('-ssl')
      ? { certificate: name === 'api-ssl' && !state.factory ? 'self' : 'none', 'tls-version': 'any' }
      : {}),
    vrf: 'main',
    ...(state.features.serviceSessions ? { 'max-sessions': '20' } : {}),
    disabled: String(state.factory ? name === 'www-ssl' : !['api', 'api-ssl', 'winbox'].includes(name)),
    invalid: 'false',
  }));
}

export const ALL_POLICIES = [
  'local',
  'telnet',
  'ssh',
  'ftp',
  'reboot',
  'read',
  'write',
  'policy',
  'test',
  'winbox',
  'password',
  'web',
  'sniff',
  'sensitive',
  'api',
  'romon',
  'rest-api',
] as const;

/** `read,api,!local,…`: what is given, then what is denied. */
export const policyText = (given: ReadonlySet<string>): string =>
  [
    ...ALL_POLICIES.filter((name) => given.has(name)),
    ...ALL_POLICIES.filter((name) => !given.has(name)).map((name) => `!${name}`),
  ].join(',');

function groups(): Row[] {
  const group = (name: string, without: readonly string[]): Row => ({
    name,
    policy: policyText(new Set(ALL_POLICIES.filter((policy) => !without.includes(policy)))),
    skin: 'default',
  });
  return [
    group('read', ['ftp', 'write', 'policy', 'rest-api']),
    group('write', ['ftp', 'policy', 'rest-api']),
    group('full', []),
  ];
}

/** Rows that a router has when it is taken out of its box and set up as a village hotspot. */
const INITIAL: Readonly<Record<string, (state: RouterState) => readonly Row[]>> = {
  '/system/identity': () => [{ name: 'MikroTik' }],
  '/system/clock': () => [{ 'time-zone-autodetect': 'true', 'time-zone-name': 'Asia/Jakarta' }],
  '/system/ntp/client': ({ features }): Row[] => [
    features.major < 7
      ? {
          enabled: 'true',
          'primary-ntp': '162.159.200.1',
          'secondary-ntp': '0.0.0.0',
          'server-dns-names': '',
        }
      : { enabled: 'true', mode: 'unicast', servers: '0.id.pool.ntp.org', vrf: 'main' },
  ],
  '/interface': interfaces,
  '/interface/bridge': () => [{ name: 'bridge-hotspot', 'protocol-mode': 'rstp', disabled: 'false' }],
  '/interface/wireguard': () => [
    { name: 'wg-hub', 'listen-port': '13231', mtu: '1420', 'private-key': '', disabled: 'false' },
  ],
  '/ip/route': ({ board }) => [
    {
      'dst-address': '0.0.0.0/0',
      gateway: board.uplink === 'lte1' ? 'lte1' : '192.168.1.1',
      distance: '1',
      active: 'true',
      dynamic: 'true',
      static: 'false',
      disabled: 'false',
    },
  ],
  '/user/group': groups,
  '/ip/service': services,
  '/ip/address': (state) => [
    {
      address: '10.5.50.1/24',
      network: '10.5.50.0',
      interface: 'bridge-hotspot',
      dynamic: 'false',
      invalid: 'false',
      disabled: 'false',
    },
    {
      address: `${state.tunnelAddress}/32`,
      network: state.tunnelAddress,
      interface: state.features.major < 7 ? 'l2tp-hub' : 'wg-hub',
      dynamic: 'false',
      invalid: 'false',
      disabled: 'false',
    },
  ],
  '/ip/pool': () => [{ name: 'hs-pool', ranges: '10.5.50.10-10.5.50.254' }],
  '/ip/hotspot': () => [
    {
      name: 'hotspot1',
      interface: 'bridge-hotspot',
      'address-pool': 'hs-pool',
      profile: 'hsprof1',
      'idle-timeout': '5m',
      'keepalive-timeout': 'none',
      'login-timeout': 'none',
      'addresses-per-mac': '2',
      disabled: 'false',
    },
  ],
  '/ip/hotspot/profile': (state) => {
    const profile = (name: string): Row => ({
      name,
      'hotspot-address': name === 'default' ? '0.0.0.0' : '10.5.50.1',
      'dns-name': name === 'default' ? '' : state.hotspotHost,
      'html-directory': 'flash/hotspot',
      'html-directory-override': '',
      'rate-limit': '',
      'login-by': name === 'default' ? 'cookie,http-chap' : 'http-pap,trial',
      'http-cookie-lifetime': '3d',
      'split-user-domain': 'false',
      'use-radius': 'false',
      'radius-accounting': 'true',
      'radius-interim-update': 'received',
      'radius-default-domain': '',
      'radius-location-id': '',
      'radius-location-name': '',
      'radius-mac-format': 'XX:XX:XX:XX:XX:XX',
      'nas-port-type': 'wireless-802.11',
      'mac-auth-mode': 'mac-as-username',
      'mac-auth-password': '',
      'trial-uptime-limit': '30m',
      'trial-uptime-reset': '1d',
      'trial-user-profile': 'default',
      'https-redirect': 'false',
      default: String(name === 'default'),
    });
    return [profile('default'), profile('hsprof1')];
  },
  '/ip/hotspot/user/profile': () => [
    {
      name: 'default',
      'idle-timeout': 'none',
      'keepalive-timeout': '2m',
      'session-timeout': '0s',
      'status-autorefresh': '1m',
      'shared-users': '1',
      'add-mac-cookie': 'true',
      'mac-cookie-timeout': '3d',
      'rate-limit': '',
      'transparent-proxy': 'false',
      default: 'true',
    },
  ],
  '/ip/hotspot/user': () => [
    {
      name: 'default-trial',
      comment: 'counters and limits for trial users',
      default: 'true',
      dynamic: 'false',
      disabled: 'false',
    },
  ],
  '/ip/hotspot/service-port': () => [{ name: 'ftp', ports: '21', disabled: 'false' }],
  '/ip/dhcp-server': () => [
    {
      name: 'dhcp1',
      interface: 'bridge-hotspot',
      'address-pool': 'hs-pool',
      'lease-time': '1h',
      dynamic: 'false',
      invalid: 'false',
      disabled: 'false',
    },
  ],
  '/ip/dns': () => [
    { servers: '1.1.1.1', 'allow-remote-requests': 'true', 'cache-size': '2048', 'cache-used': '321' },
  ],
  '/radius/incoming': () => [{ accept: 'false', port: '1700' }],
  '/tool/netwatch': () => [
    { host: '1.1.1.1', type: 'icmp', interval: '10s', timeout: '3s', disabled: 'false' },
  ],
  '/file': () => [
    { name: 'flash', type: 'disk', contents: '' },
    { name: 'flash/hotspot', type: 'directory', contents: '' },
  ],
};

export const initialRows = (path: string, state: RouterState): readonly Row[] =>
  (state.factory ? FACTORY[path]?.(state) : undefined) ??
  INITIAL[path]?.(state) ??
  schemaRows(path, state.features);
