import type { Row } from '../api/sentence.ts';
import { noSuchItem } from './generic.ts';
import { monitored } from './interfaces.ts';
import type { Menus } from './menu.ts';

export const RADIUS: Menus = {
  '/radius': {
    fields: [
      'service',
      'called-id',
      'domain',
      'address',
      'protocol',
      'secret',
      'authentication-port',
      'accounting-port',
      'timeout',
      'accounting-backup',
      'realm',
      'src-address',
      'certificate',
      'require-message-auth',
      'disabled',
      'comment',
    ],
    required: ['address'],
    sensitive: ['secret'],
    check: (call, values, old) => {
      if (old) return values;
      const { features } = call;
      const start = {
        service: '',
        'called-id': '',
        domain: '',
        secret: '',
        'authentication-port': '1812',
        'accounting-port': '1813',
        timeout: features.major < 7 ? '300ms' : '1s100ms',
        'accounting-backup': 'false',
        realm: '',
        protocol: 'udp',
        'src-address': '0.0.0.0',
      };
      return {
        ...start,
        ...(features.messageAuthenticator ? { 'require-message-auth': 'yes-for-request-resp' } : {}),
        ...values,
      };
    },
    commands: {
      monitor: {
        policy: ['read'],
        run: (call) => {
          const { args } = call.request;
          const id = args.get('.id') ?? args.get('numbers') ?? '';
          const counters = (now: number): Row => {
            const row = call.router.radius.counters(id, now);
            if (!row) throw noSuchItem();
            return row;
          };
          return monitored(call, (now) => [counters(now)]);
        },
      },
      'reset-counters': {
        policy: ['write'],
        run: ({ router }) => {
          router.radius.resetCounters();
          return {};
        },
      },
    },
  },
  '/radius/incoming': { single: true, fields: ['accept', 'port', 'vrf'] },
};
