import {
  addressOrName,
  bool,
  like,
  menu,
  num,
  oneOf,
  readOnly,
  required,
  type SchemaMenu,
  start,
  text,
  time,
  timeOr,
  usual,
} from './property.ts';

const FILTER = 'M Filter';
const PORTS = like(/^!?\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*$/);
const NEGATED = like(/^!?[A-Za-z0-9._-]+$/);
const ADDRESS = like(/^!?\d{1,3}(\.\d{1,3}){3}(\/\d{1,2}|-\d{1,3}(\.\d{1,3}){3})?$/);
const STATES = ['established', 'invalid', 'new', 'related', 'untracked'];
const PROTOCOL = like(/^!?(tcp|udp|icmp|icmpv6|gre|ipsec-esp|ipsec-ah|igmp|ospf|vrrp|sctp|\d{1,3})$/);

const MATCHERS = [
  ['src-address', ADDRESS],
  ['dst-address', ADDRESS],
  ['src-address-list', NEGATED],
  ['dst-address-list', NEGATED],
  ['protocol', PROTOCOL],
  ['src-port', PORTS],
  ['dst-port', PORTS],
  ['in-interface', NEGATED],
  ['out-interface', NEGATED],
  ['in-interface-list', NEGATED],
  ['out-interface-list', NEGATED],
  ['dst-address-type', like(/^!?(unicast|local|broadcast|multicast)(,.*)?$/)],
  ['connection-state', { type: 'list', values: STATES, negatable: true }],
  ['connection-nat-state', like(/^!?(srcnat|dstnat)$/)],
  ['icmp-options', text],
  ['hotspot', text],
  ['limit', text],
  ['ipsec-policy', text],
  ['log', bool, start('false')],
  ['log-prefix', text, start('')],
  ['bytes', num(0, Number.MAX_SAFE_INTEGER), readOnly],
  ['packets', num(0, Number.MAX_SAFE_INTEGER), readOnly],
  ['dynamic', bool, readOnly],
  ['invalid', bool, readOnly],
] as const;

/** Rules of the firewall. */
export const FIREWALL_SCHEMA: readonly SchemaMenu[] = [
  menu(
    '/ip/firewall/filter',
    FILTER,
    [
      ['chain', text, required],
      [
        'action',
        oneOf(
          'accept',
          'add-dst-to-address-list',
          'add-src-to-address-list',
          'drop',
          'fasttrack-connection',
          'jump',
          'log',
          'passthrough',
          'reject',
          'return',
          'tarpit',
        ),
        start('accept'),
      ],
      ['jump-target', text],
      ['address-list', text],
      ['address-list-timeout', timeOr('none-dynamic', 'none-static')],
      ['reject-with', text],
      ...MATCHERS,
      ...usual,
    ],
    { ordered: true },
  ),
  menu(
    '/ip/firewall/nat',
    'M NAT',
    [
      ['chain', text, required],
      [
        'action',
        oneOf(
          'accept',
          'dst-nat',
          'jump',
          'log',
          'masquerade',
          'netmap',
          'passthrough',
          'redirect',
          'return',
          'same',
          'src-nat',
        ),
        start('accept'),
      ],
      ['to-addresses', text],
      ['to-ports', PORTS],
      ['jump-target', text],
      ...MATCHERS,
      ...usual,
    ],
    { ordered: true },
  ),
  menu(
    '/ip/firewall/address-list',
    'M Address lists',
    [
      ['list', text, required],
      ['address', addressOrName, required],
      ['timeout', time],
      ['dynamic', bool, readOnly],
      ...usual,
    ],
    { unique: 'failure: already have such entry' },
  ),
];
