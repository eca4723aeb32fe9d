import { expect, test } from 'vitest';
import { type StepKind, stepKinds, type Why, whys } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';
import { GROUPS } from '../router-script/accounts.ts';
import type { Expected } from './expected.ts';
import { judge, type Seen } from './judge.ts';
import { behindSstp, expected, garden, NAS, service, whole } from './testing.ts';

type Facts = InspectionFacts;
/** The first row of a menu, changed. */
const first = <K extends keyof Facts>(menu: K, values: object): Partial<Facts> => {
  const [row, ...others] = whole[menu] as readonly object[];
  return { [menu]: [{ ...row, ...values }, ...others] };
};
const without = <K extends keyof Facts>(menu: K, index: number): Partial<Facts> => ({
  [menu]: (whole[menu] as readonly object[]).toSpliced(index, 1),
});
const sstp = (values: object = {}) => ({
  tunnels: [
    {
      ...whole.tunnels![0]!,
      kind: 'sstp' as const,
      endpoint: 'hub.example.go.id:443',
      user: NAS,
      authentication: 'mschap2',
      addDefaultRoute: false,
      keepalive: '60',
      lastHandshake: null,
      ...values,
    },
  ],
});

const answered = (facts: Partial<Facts>): Seen => ({
  outcome: 'answered',
  detail: null,
  facts: { ...whole, ...facts },
});
const failed = (outcome: Seen['outcome']): Seen => ({ outcome, detail: 'x', facts: null });
const board = whole.deviceMode!;
const ntp = whole.ntp!;

type Row = [kind: StepKind, why: Why, seen: Seen, asked?: Expected];
const DEVIATIONS: readonly Row[] = [
  ['reachable', 'no-answer', failed('timeout')],
  ['reachable', 'refused', failed('refused')],
  ['reachable', 'unreadable', failed('protocol-error')],
  ['login', 'wrong-password', failed('auth-failed')],
  [
    'monitor-rights',
    'rights-too-wide',
    answered({ monitor: { ...whole.monitor, policies: ['read', 'api', 'test', 'write'] } }),
  ],
  [
    'monitor-rights',
    'rights-too-narrow',
    answered({ monitor: { ...whole.monitor, policies: ['read', 'api'] } }),
  ],
  ['monitor-rights', 'from-anywhere', answered({ monitor: { ...whole.monitor, address: '' } })],
  ['action-rights', 'account-missing', answered({ action: null })],
  ['action-rights', 'account-missing', answered({}), { ...expected, action: null }],
  ['action-rights', 'wrong-password', answered({ action: { ...whole.action!, loggedIn: false } })],
  [
    'action-rights',
    'rights-too-wide',
    answered({ action: { ...whole.action!, policies: [...GROUPS.action.granted, 'sensitive'] } }),
  ],
  ['serial', 'other-router', answered({ serial: 'HF9999' })],
  ['identity', 'other-identity', answered({ identity: 'MikroTik' })],
  ['version', 'red-version', answered({ version: '7.24.2' })],
  ['clock', 'clock-wrong', answered({ clockSkewSeconds: -301 })],
  ['clock', 'ntp-off', answered({ ntp: { ...ntp, enabled: false } })],
  ['clock', 'ntp-off', answered({ ntp: { ...ntp, servers: [] } })],
  ['clock', 'ntp-servers', answered({ ntp: { ...ntp, servers: ['192.0.2.1'] } })],
  ['tunnel', 'tunnel-missing', answered({ tunnels: [] })],
  ['tunnel', 'tunnel-settings', answered(first('tunnels', { endpoint: 'lain.id:13231' }))],
  ['tunnel', 'tunnel-settings', answered(first('addresses', { address: '10.77.0.9/32' }))],
  ['tunnel', 'tunnel-settings', answered(sstp({ authentication: 'pap,mschap2' })), behindSstp],
  ['tunnel', 'tunnel-silent', answered(first('tunnels', { lastHandshake: '3m11s' }))],
  ['tunnel', 'tunnel-silent', answered(first('tunnels', { lastHandshake: '1d00:00:01' }))],
  ['tunnel', 'tunnel-silent', answered(sstp({ running: false })), behindSstp],
  ['services', 'api-open', answered(first('services', { address: '' }))],
  ['services', 'service-open', answered({ services: [whole.services![0]!, service('telnet', false)] })],
  ['services', 'service-open', answered({ services: [whole.services![0]!, service('winbox', false)] })],
  ['services', 'service-open', answered({ services: [whole.services![0]!, service('api-ssl', false)] })],
  ['leaks', 'dns-off', answered({ dnsRemoteRequests: false })],
  ['leaks', 'dns-open', answered(without('firewall', 2))],
  ['leaks', 'dns-residents', answered({ listMembers: [] })],
  ['leaks', 'office-rule', answered(without('firewall', 0))],
  ['leaks', 'bandwidth-server', answered({ bandwidthServer: true })],
  ['leaks', 'mac-server', answered({ macServer: { telnet: 'all', winbox: 'none', ping: false } })],
  ['leaks', 'ipv6', answered(first('ipv6Advertisements', { raLifetime: '30m' }))],
  ['hotspot', 'hotspot-missing', answered({ hotspots: [] })],
  ['hotspot', 'hotspot-off', answered(first('hotspots', { disabled: true }))],
  ['hotspot', 'hotspot-invalid', answered(first('hotspots', { invalid: true }))],
  ['hotspot', 'hotspot-address', answered(without('addresses', 1))],
  ['hotspot', 'dhcp-missing', answered({ dhcpServers: [] })],
  ['hotspot', 'dhcp-missing', answered({ dhcpNetworks: [] })],
  ['hotspot', 'nat-missing', answered(first('nat', { disabled: true }))],
  [
    'hotspot-profile',
    'profile-not-ours',
    answered({
      ...first('hotspots', { profile: 'default' }),
      hotspotProfiles: [...whole.hotspotProfiles!, { ...whole.hotspotProfiles![0]!, name: 'default' }],
    }),
  ],
  [
    'hotspot-profile',
    'profile-settings',
    answered(first('hotspotProfiles', { loginBy: 'mac,http-pap,trial' })),
  ],
  ['user-profile', 'user-profile-settings', answered(first('hotspotUserProfiles', { addMacCookie: true }))],
  ['radius', 'radius-missing', answered({ radius: [] })],
  ['radius', 'radius-settings', answered(first('radius', { timeout: '300ms' }))],
  [
    'radius',
    'radius-others',
    answered({ radius: [{ ...whole.radius![0]!, address: '192.0.2.9' }, whole.radius![0]!] }),
  ],
  ['radius', 'radius-secret', answered(first('radius', { accepts: '0', badReplies: '4' }))],
  ['radius', 'radius-no-answer', answered(first('radius', { accepts: '0', timeouts: '4' }))],
  ['walled-garden', 'garden-missing', answered({ walledGardenIp: [garden('443')] })],
  [
    'walled-garden',
    'garden-others',
    answered({ walledGardenIp: [garden('443'), garden('80'), garden('443', 'www.google.com')] }),
  ],
  ['pages', 'pages-missing', answered(without('pages', 0))],
  ['pages', 'pages-other', answered(first('pages', { bytes: 17 }))],
  ['alone', 'alone-missing', answered(without('netwatch', 3))],
  ['alone', 'alone-missing', answered({ schedulers: [] })],
  ['alone', 'alone-missing', answered(first('scripts', { bytes: 0 }))],
  ['alone', 'alone-missing', answered(without('pages', whole.pages!.length - 1))],
  ['alone', 'alone-settings', answered(first('schedulers', { interval: '1h' }))],
  ['alone', 'alone-settings', answered(first('schedulers', { onEvent: '' }))],
  ['device-mode', 'mode-forbids', answered({ deviceMode: { ...board, hotspot: false } })],
  ['device-mode', 'mode-flagged', answered({ deviceMode: { ...board, flagged: true } })],
  ...['0', '1', '3', 'free'].map((licence): Row => ['licence', 'few-users', answered({ licence })]),
  ['flash', 'flash-full', answered({ freeFlashBytes: 1024 * 1024 - 1, totalFlashBytes: 16e6 })],
  ['flash', 'flash-full', answered({ freeFlashBytes: 6e6 })],
  ['witness', 'netwatch-missing', answered(without('netwatch', 2))],
  ['witness', 'netwatch-settings', answered(first('netwatch', { host: '192.0.2.1' }))],
  ['witness', 'log-missing', answered({ logging: [] })],
  ['witness', 'log-settings', answered(first('logActions', { diskFileName: 'sinyal-log' }))],
];

const wrongsOf = (seen: Seen, asked: Expected = expected) =>
  judge(seen, asked)
    .filter(({ result }) => result === 'wrong')
    .map(({ kind, why }) => [kind, why]);

test('a router as the script leaves it: every step is well, in the order of the steps', () => {
  const steps = judge(answered({}), expected);
  expect(steps.map(({ kind }) => kind)).toEqual([...stepKinds]);
  expect(steps.filter(({ result }) => result !== 'well')).toEqual([]);
  expect(wrongsOf(answered(sstp()), behindSstp)).toEqual([]);
});

test.each<Row>([...DEVIATIONS])('%s: %s is found by that step, and by no other', (kind, why, seen, asked) =>
  expect(wrongsOf(seen, asked)).toEqual([[kind, why]]),
);

test('each sentence on the screen has a router that leads to it', () => {
  const found = new Set(DEVIATIONS.map(([, why]) => why));
  expect(whys.filter((why) => !found.has(why))).toEqual(['radius-unproved']);
});

const unproved = { ...expected, radius: { ...expected.radius, proved: false } };
test.each<[what: string, kind: StepKind, why: Why | null, seen: Seen, asked: Expected]>([
  ['no resident yet', 'radius', 'radius-unproved', answered({}), unproved],
  [
    'just started',
    'clock',
    'clock-wrong',
    answered({ clockSkewSeconds: -1.7e9, uptimeSeconds: 60 }),
    expected,
  ],
  ['no serial is registered', 'serial', null, answered({}), { ...expected, serial: null }],
  ['no portal yet', 'pages', null, answered({}), { ...expected, portal: null }],
  ['the profile was not heard', 'hotspot-profile', null, answered({ hotspotProfiles: [] }), expected],
  [
    'the action account was not tried',
    'action-rights',
    null,
    answered({ action: { ...whole.action!, loggedIn: null } }),
    expected,
  ],
])('%s: %s is neither well nor wrong', (_, kind, why, seen, asked) => {
  const steps = judge(seen, asked);
  expect(steps.find((step) => step.kind === kind)).toMatchObject({ result: 'not-known', why });
  expect(wrongsOf(seen, asked)).toEqual([]);
});

const NULL = { addresses: null, dhcpServers: null, dhcpNetworks: null, nat: null } as const;
/** A menu that is refused or cut off on the way: nothing of it may pass for well, nor raise a false alarm. */
test.each<[menu: string, kind: StepKind, untold: Partial<Facts>]>([
  ['/system/identity', 'identity', { identity: null }],
  ['/system/ntp/client', 'clock', { ntp: null }],
  ['/interface/wireguard', 'tunnel', { tunnels: [] }],
  [
    '/interface/wireguard/peers',
    'tunnel',
    first('tunnels', { endpoint: '', allowedAddress: '', keepalive: '' }),
  ],
  ['/ip/service', 'services', { services: null }],
  ['/ip/firewall/filter', 'leaks', { firewall: null }],
  ['/interface/list/member', 'leaks', { listMembers: null }],
  ['/tool/bandwidth-server', 'leaks', { bandwidthServer: null }],
  ['/tool/mac-server', 'leaks', { macServer: { telnet: null, winbox: 'none', ping: false } }],
  ['/ip/dns', 'leaks', { dnsRemoteRequests: null }],
  ['/ipv6/nd', 'leaks', { ipv6Advertisements: null }],
  ['/ip/hotspot', 'hotspot', { hotspots: null }],
  ['/ip/hotspot', 'leaks', { hotspots: null }],
  ['/ip/address', 'hotspot', NULL],
  ['/ip/dhcp-server', 'hotspot', { dhcpServers: null }],
  ['/ip/dhcp-server/network', 'hotspot', { dhcpNetworks: null }],
  ['/ip/firewall/nat', 'hotspot', { nat: null }],
  ['/ip/hotspot/profile', 'hotspot-profile', { hotspotProfiles: null }],
  ['/ip/hotspot/user/profile', 'user-profile', { hotspotUserProfiles: null }],
  ['/radius', 'radius', { radius: null }],
  ['/ip/hotspot/walled-garden', 'walled-garden', { walledGarden: null }],
  ['/ip/hotspot/walled-garden/ip', 'walled-garden', { walledGardenIp: null }],
  ['/file', 'pages', { pages: null, flashFolder: null }],
  ['/system/device-mode', 'device-mode', { deviceMode: null }],
  ['/system/license', 'licence', { licence: null }],
  ['/tool/netwatch', 'witness', { netwatch: null }],
  ['/system/script', 'alone', { scripts: null }],
  ['/system/scheduler', 'alone', { schedulers: null }],
  ['/ip/route', 'witness', { gateways: null }],
  ['/system/logging', 'witness', { logging: null }],
])('%s was not heard: %s is not known, and nothing is wrong', (menu, kind, untold) => {
  const seen = answered({ ...untold, refused: [{ menu: `${menu}/print`, why: 'closed' }] });
  expect(judge(seen, expected).find((step) => step.kind === kind)?.result).toBe('not-known');
  expect(wrongsOf(seen)).toEqual([]);
});

test.each<[menu: string, kind: StepKind, untold: Partial<Facts>]>([
  ['/ipv6/nd', 'leaks', { ipv6Advertisements: null }],
  ['/system/device-mode', 'device-mode', { deviceMode: null }],
])('%s is not there in this version: %s is well', (menu, kind, untold) => {
  const seen = answered({ ...untold, refused: [{ menu: `${menu}/print`, why: 'no such command prefix' }] });
  expect(judge(seen, expected).find((step) => step.kind === kind)?.result).toBe('well');
});

test('a router that does not answer: whatever comes after is not known', () => {
  const steps = judge(failed('timeout'), expected);
  expect(steps.map(({ kind }) => kind)).toEqual([...stepKinds]);
  expect(steps.slice(1).every(({ result }) => result === 'not-known')).toBe(true);
});
