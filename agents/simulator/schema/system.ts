import {
  addressOrName,
  bool,
  ip,
  type Line,
  like,
  list,
  listLike,
  menu,
  num,
  oneOf,
  readOnly,
  required,
  type SchemaMenu,
  script,
  start,
  text,
  time,
  usual,
  v6,
  v7,
  words,
} from './property.ts';

/** What device-mode switches (manual, page Device-mode). */
const FEATURES = words(
  'scheduler socks fetch pptp l2tp bandwidth-test traffic-gen sniffer ipsec romon proxy hotspot smb email zerotier container install-any-version partitions routerboard',
);
const CLOCK = 'M Clock';
const NTP = 'M NTP';
const RB = 'facts §2.2 routerboard';
const RES = 'facts §2.2 resource';
const MODE = 'M Device-mode';

/** Menus below `/system` but the log's. */
export const SYSTEM_SCHEMA: readonly SchemaMenu[] = [
  menu('/system/identity', 'M Identity', [['name', text]], { single: true }),
  menu(
    '/system/clock',
    CLOCK,
    [
      ['time', like(/^\d\d:\d\d(:\d\d)?$/)],
      ['date', like(/^([a-z]{3}\/\d\d\/\d{4}|\d{4}-\d\d-\d\d)$/)],
      ['time-zone-name', like(/^(manual|[A-Z][A-Za-z_]+(\/[A-Za-z_+-]+)*)$/)],
      ['time-zone-autodetect', bool],
      ['gmt-offset', text, readOnly],
      ['dst-active', bool, readOnly],
    ],
    { single: true },
  ),
  menu(
    '/system/ntp/client',
    NTP,
    [
      ['enabled', bool],
      ['mode', oneOf('unicast', 'broadcast', 'multicast', 'manycast'), { since: v7 }],
      ['servers', listLike(/^[A-Za-z0-9.:-]+$/), { since: v7 }],
      ['vrf', text, { since: v7 }],
      ['primary-ntp', ip, { since: v6 }],
      ['secondary-ntp', ip, { since: v6 }],
      ['server-dns-names', list, { since: v6 }],
      ['mode', text, { since: v6, readOnly: true }],
      ['status', text, { since: v7, readOnly: true }],
    ],
    { single: true },
  ),
  menu(
    '/system/ntp/client/servers',
    NTP,
    [
      ['address', addressOrName, required],
      ['iburst', bool, start('true')],
      ['min-poll', num(3, 17), start('6')],
      ['max-poll', num(3, 17), start('10')],
      ['auth-key', text, start('none')],
      ...usual,
    ],
    { since: v7 },
  ),
  menu(
    '/system/resource',
    RES,
    [
      ['uptime', time, readOnly],
      ...words('version build-time factory-software cpu architecture-name board-name platform').map(
        (name): Line => [name, text, readOnly],
      ),
      ...words(
        'free-memory total-memory cpu-count cpu-frequency cpu-load free-hdd-space total-hdd-space write-sect-since-reboot write-sect-total bad-blocks',
      ).map((name): Line => [name, num(0, Number.MAX_SAFE_INTEGER), readOnly]),
    ],
    { single: true, readOnly: true },
  ),
  menu(
    '/system/routerboard',
    RB,
    [
      ['routerboard', bool, readOnly],
      ...words(
        'board-name model revision serial-number firmware-type factory-firmware current-firmware upgrade-firmware',
      ).map((name): Line => [name, text, readOnly]),
    ],
    { single: true, readOnly: true },
  ),
  menu(
    '/system/license',
    'M License: levels 0..6, names of fields as printed',
    [
      ['software-id', text, readOnly],
      ['nlevel', num(0, 6), readOnly],
      ['features', text, readOnly],
    ],
    { single: true, readOnly: true },
  ),
  menu(
    '/system/package',
    'facts §2.2 package',
    [
      ['name', text, readOnly],
      ['version', text, readOnly],
      ['build-time', text, readOnly],
      ['scheduled', text, readOnly],
      ['disabled', bool, readOnly],
    ],
    { readOnly: true },
  ),
  menu(
    '/system/device-mode',
    MODE,
    [
      ['mode', oneOf('home', 'basic', 'advanced', 'enterprise', 'rose'), readOnly],
      ['allowed-versions', text, readOnly],
      ['flagged', bool, readOnly],
      ['flagging-enabled', bool, readOnly],
      ['attempt-count', num(0, 3), readOnly],
      ...FEATURES.map((name): Line => [name, bool, readOnly]),
    ],
    {
      single: true,
      readOnly: true,
      since: v7,
      verbs: {
        update: {
          named: ['mode', 'flagging-enabled', 'activation-timeout', ...FEATURES],
          source: MODE,
        },
      },
    },
  ),
  menu(
    '/system/script',
    'M Scripting, Script repository',
    [
      ['name', text, required],
      ['source', script, start('')],
      ['policy', list, {}],
      ['dont-require-permissions', bool, start('false')],
      ['owner', text, {}],
      ['comment', text],
      ['run-count', num(0, Number.MAX_SAFE_INTEGER), readOnly],
      ['last-started', text, readOnly],
      ['invalid', bool, readOnly],
    ],
    {
      verbs: {
        run: { unnamed: ['number'], named: ['number', 'use-script-permissions'], source: 'M Scripting' },
      },
    },
  ),
  menu(
    '/system/script/environment',
    'M Scripting, Environment',
    [
      ['name', text, readOnly],
      ['value', text, {}],
      ['user', text, readOnly],
    ],
    { fixed: true, verbs: { remove: { unnamed: ['numbers'], named: ['numbers'], source: 'M Scripting' } } },
  ),
  menu(
    '/system/scheduler',
    'M Scheduler',
    [
      ['name', text, {}],
      ['interval', time, start('0s')],
      ['start-date', text, {}],
      ['start-time', text, start('startup')],
      ['on-event', script, start('')],
      ['policy', list, {}],
      ['run-count', num(0, Number.MAX_SAFE_INTEGER), readOnly],
      ['next-run', text, readOnly],
      ['owner', text, readOnly],
      ...usual,
    ],
    { unique: 'failure: item with this name already exists' },
  ),
  menu('/system', 'facts §3.1', [], {
    readOnly: true,
    verbs: {
      reboot: { source: 'facts §3.1' },
      shutdown: { source: 'facts §3.1' },
    },
  }),
];
