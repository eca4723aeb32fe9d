import {
  bool,
  ip,
  like,
  list,
  menu,
  num,
  oneOf,
  port,
  readOnly,
  refersTo,
  type SchemaMenu,
  start,
  text,
  v6,
  v7,
  words,
} from './property.ts';

const LOG = 'M Log';
/** Topics of log lines (manual, page Log). */
const TOPICS = words(
  'account acme-client async backup bfd bgp bridge calc caps certificate client clock container critical ddns debug dhcp disk dns dot1x e-mail error event fetch firewall gps gsm health hotspot igmp-proxy info interface ipsec iscsi isdn kidcontrol kvm l2tp lte manager mme mpls netinstall netwatch ntp ospf ovpn packet pim poe-out ppp pppoe pptp queue radius radvd raw read rip route rpki rsvp script sertcp simulator smb snmp socksify ssh sstp state store stp system telephony tftp timer tr069 ups upnp vrrp warning watchdog web-proxy wireguard wireless write zerotier',
);

/** The log and where it is kept. */
export const LOGGING_SCHEMA: readonly SchemaMenu[] = [
  menu('/system/logging', LOG, [
    ['topics', { type: 'list', values: TOPICS, negatable: true }, start('info')],
    ['action', refersTo('/system/logging/action'), start('memory')],
    ['prefix', text, start('')],
    ['regex', text, { since: v7, start: '' }],
    ['disabled', bool, start('false')],
    ['comment', text, { since: v7, source: 'M Log [?]' }],
    ['default', bool, readOnly],
    ['invalid', bool, readOnly],
  ]),
  menu(
    '/system/logging/action',
    LOG,
    [
      ['name', like(/^[A-Za-z0-9]+$/), { required: true, source: 'M Log: letters and digits only [?]' }],
      ['target', oneOf('disk', 'echo', 'email', 'memory', 'remote'), start('memory')],
      ['disk-file-name', text, start('log')],
      ['disk-file-count', num(1, 65_535), start('2')],
      ['disk-lines-per-file', num(1, 65_535), start('1000')],
      ['disk-stop-on-full', bool, start('false')],
      ['memory-lines', num(1, 65_535), start('1000')],
      ['memory-stop-on-full', bool, start('false')],
      ['remember', bool, start('true')],
      ['remote', ip, start('0.0.0.0')],
      ['remote-port', port, start('514')],
      ['remote-protocol', oneOf('tcp', 'udp'), { since: v7, start: 'udp' }],
      ['src-address', ip, start('0.0.0.0')],
      ['bsd-syslog', bool, { since: v6, start: 'false' }],
      ['remote-log-format', oneOf('bsd-syslog', 'cef', 'default', 'syslog'), { since: v7, start: 'default' }],
      ['email-to', text, start('')],
      ['default', bool, readOnly],
    ],
    { unique: 'failure: already have action with such name' },
  ),
  menu(
    '/log',
    'facts §2.2 log',
    [
      ['time', text, readOnly],
      ['topics', list, readOnly],
      ['message', text, readOnly],
      ['buffer', text, readOnly],
    ],
    {
      readOnly: true,
      verbs: Object.fromEntries(
        ['info', 'warning', 'error', 'debug'].map((level) => [
          level,
          { unnamed: ['message'], named: ['message'], source: 'M Scripting, :log' },
        ]),
      ),
    },
  ),
];
