import { InspectionFacts } from '#contract/inspection-facts.ts';
import { GROUPS } from '../router-script/accounts.ts';
import {
  ALONE_FILES,
  FETCHER,
  GUARD,
  LOG_ACTION,
  MARK,
  PAGES_FOLDER,
  RESIDENTS,
  TUNNEL,
  WATCHED,
} from '../router-script/index.ts';
import type { Expected } from './expected.ts';
import { portalOf } from './expected-of.ts';

const HUB = '10.77.0.1';
const OWN = '10.77.0.2';
export const NAS = 'sd-abcdefghjk';
const BRIDGE = 'bridge-hotspot';

export const expected: Expected = {
  monitor: 'sd-monitor',
  action: 'sd-tech',
  controller: HUB,
  tunnel: { kind: 'wireguard', address: OWN, endpoint: 'hub.example.go.id:13231' },
  api: { tls: false, port: 8728 },
  serial: 'HF1234',
  nasIdentifier: NAS,
  minimum: ['7.24.3', '7.23.6', '6.49.21'],
  ntpServers: ['0.id.pool.ntp.org', '1.id.pool.ntp.org'],
  radius: { authPort: 1812, acctPort: 1813, sourceAddress: OWN, proved: true },
  portal: portalOf('https://wifi.example.go.id', 'k'.repeat(20)),
};
export const behindSstp: Expected = {
  ...expected,
  tunnel: { kind: 'sstp', address: OWN, endpoint: 'hub.example.go.id:443' },
};

export const service = (name: string, disabled: boolean, address = '') => ({
  name,
  port: name === 'api' ? '8728' : '1',
  disabled,
  address,
  certificate: null,
});
const rule = (name: string, action: string, protocol: string, dstPort: string, more: object = {}) => ({
  chain: 'input',
  action,
  protocol,
  dstPort,
  srcAddress: '',
  inInterface: '',
  inInterfaceList: '',
  disabled: false,
  comment: `${MARK} ${name}`,
  ...more,
});
const RUN = `/system script run ${GUARD}`;
const watch = (way: string, host: string) => ({
  host,
  interval: '30s',
  timeout: '3s',
  status: 'up',
  disabled: false,
  downScript: `:log warning "${MARK} ${way} putus"; ${RUN}`,
  upScript: `:log warning "${MARK} ${way} pulih"; ${RUN}`,
  comment: `${MARK} ${way}`,
});
export const garden = (port: string, dstHost = 'wifi.example.go.id') => ({
  dstHost,
  dstPort: port,
  protocol: 'tcp',
  action: 'accept',
  disabled: false,
});

/** What a router with RouterOS 7 says after the script, by hand from what the script sets. */
export const whole = InspectionFacts.parse({
  version: '7.24.3',
  board: 'hAP ax lite',
  uptimeSeconds: 90_000,
  freeFlashBytes: 40e6,
  totalFlashBytes: 128e6,
  identity: NAS,
  serial: 'HF1234',
  licence: '4',
  deviceMode: { mode: 'home', flagged: false, hotspot: true, scheduler: true, fetch: true },
  clockSkewSeconds: 1,
  ntp: { enabled: true, servers: [...expected.ntpServers], status: 'synchronized' },
  monitor: {
    username: 'sd-monitor',
    loggedIn: true,
    group: GROUPS.monitor.name,
    address: `${HUB}/32`,
    policies: [...GROUPS.monitor.granted],
  },
  action: {
    username: 'sd-tech',
    loggedIn: true,
    group: GROUPS.action.name,
    address: `${HUB}/32`,
    policies: [...GROUPS.action.granted],
  },
  services: [
    service('api', false, `${HUB}/32`),
    service('api-ssl', true),
    ...['telnet', 'ftp', 'www', 'www-ssl'].map((name) => service(name, true)),
    ...['ssh', 'winbox'].map((name) => service(name, false, `${HUB}/32`)),
  ],
  hotspots: [{ name: 'sd-warga', interface: BRIDGE, profile: 'sd-default', disabled: false, invalid: false }],
  hotspotProfiles: [
    {
      name: 'sd-default',
      useRadius: true,
      radiusAccounting: true,
      radiusInterimUpdate: 'received',
      loginBy: 'mac,http-pap',
      dnsName: 'login.sukamaju.lan',
      htmlDirectory: 'hotspot',
      htmlDirectoryOverride: `flash/${PAGES_FOLDER}`,
      httpsRedirect: false,
    },
  ],
  hotspotUserProfiles: [
    {
      name: 'default',
      keepaliveTimeout: 'none',
      idleTimeout: '20m',
      addMacCookie: false,
      transparentProxy: false,
    },
  ],
  radius: [
    {
      service: 'hotspot',
      address: HUB,
      sourceAddress: OWN,
      timeout: '3s',
      authenticationPort: '1812',
      accountingPort: '1813',
      disabled: false,
      requests: '9',
      accepts: '9',
      rejects: '0',
      timeouts: '0',
      badReplies: '0',
    },
  ],
  walledGarden: [],
  walledGardenIp: [garden('443'), garden('80')],
  dhcpServers: [{ name: RESIDENTS, interface: BRIDGE, addressPool: 'sd-warga', disabled: false }],
  dhcpNetworks: [{ address: '10.5.50.0/24', gateway: '10.5.50.1', dnsServer: '10.5.50.1', comment: MARK }],
  nat: [{ chain: 'srcnat', action: 'masquerade', srcAddress: '10.5.50.0/24', disabled: false }],
  pages: [
    ...Object.entries(expected.portal!.pages).map(([name, bytes]) => ({
      name: `flash/${PAGES_FOLDER}/${name}`,
      bytes,
    })),
    ...ALONE_FILES.map((name) => ({ name: `flash/${name}`, bytes: 1_500 })),
  ],
  scripts: [GUARD, FETCHER].map((name) => ({ name, bytes: 900, policies: ['read', 'write', 'ftp', 'test'] })),
  schedulers: [{ name: GUARD, onEvent: RUN, interval: '1m', disabled: false }],
  flashFolder: true,
  netwatch: [
    watch('internet', WATCHED),
    watch('pusat', HUB),
    watch('gateway', '192.168.1.1'),
    { ...watch('portal', HUB), type: 'tcp-conn' },
  ],
  gateways: ['192.168.1.1%ether1'],
  logActions: [
    {
      name: LOG_ACTION,
      target: 'disk',
      diskFileName: 'flash/sinyal-log',
      diskLinesPerFile: '200',
      diskFileCount: '2',
      diskStopOnFull: false,
    },
  ],
  logging: [{ topics: 'script,warning', action: LOG_ACTION, disabled: false }],
  tunnels: [
    {
      kind: 'wireguard',
      name: TUNNEL,
      disabled: false,
      running: true,
      endpoint: 'hub.example.go.id:13231',
      allowedAddress: `${HUB}/32`,
      keepalive: '25s',
      lastHandshake: '1m40s',
    },
  ],
  addresses: [
    { address: `${OWN}/32`, interface: TUNNEL, disabled: false },
    { address: '10.5.50.1/24', interface: BRIDGE, disabled: false },
  ],
  dnsRemoteRequests: true,
  bandwidthServer: false,
  macServer: { telnet: 'none', winbox: 'none', ping: false },
  firewall: [
    rule('kantor', 'accept', 'tcp', '8728,22,8291', { srcAddress: HUB }),
    rule('dns-udp', 'drop', 'udp', '53', { inInterfaceList: `!${RESIDENTS}` }),
    rule('dns-tcp', 'drop', 'tcp', '53', { inInterfaceList: `!${RESIDENTS}` }),
  ],
  listMembers: [{ list: RESIDENTS, interface: BRIDGE, disabled: false }],
  ipv6Advertisements: [{ interface: BRIDGE, disabled: false, raLifetime: 'none' }],
});
