import type { Step } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';
import { MARK, RESIDENTS, TUNNEL } from '../router-script/index.ts';
import type { Expected } from './expected.ts';
import { bare, namesIn, notKnown, well, wrong } from './step.ts';

/** A handshake is renewed every two minutes while packets go (WireGuard whitepaper, 6.1: 120 s, 180 s at most). */
const HANDSHAKE_LIMIT_SECONDS = 190;
const CLOSED = ['telnet', 'ftp', 'www', 'www-ssl'];
const OPERATOR = ['ssh', 'winbox'];

/** Ways into the router, and what it gives away. */
export const waySteps = (facts: InspectionFacts, expected: Expected): Step[] => [
  tunnel(facts, expected),
  services(facts, expected),
  leaks(facts, expected),
];

function tunnel({ tunnels, addresses }: InspectionFacts, { tunnel: asked, controller }: Expected): Step {
  if (asked === null) return well('tunnel');
  if (tunnels === null) return notKnown('tunnel');
  const found = tunnels.find(({ kind, name }) => kind === asked.kind && name === TUNNEL);
  if (!found) return wrong('tunnel', 'tunnel-missing', TUNNEL);
  if (found.disabled || found.endpoint !== (asked.endpoint ?? found.endpoint))
    return wrong('tunnel', 'tunnel-settings', found.endpoint);
  const own = addresses?.some(
    ({ address, interface: on, disabled }) => on === TUNNEL && !disabled && bare(address) === asked.address,
  );
  if (asked.kind === 'wireguard') {
    const reaches = controller === null || namesIn(found.allowedAddress).map(bare).includes(controller);
    if (own === false || !/^(25s|00:00:25)$/.test(found.keepalive) || !reaches)
      return wrong('tunnel', 'tunnel-settings', found.keepalive, found.allowedAddress);
    // A version that does not tell has been asked through it all the same.
    const seconds = found.lastHandshake === null ? 0 : secondsOf(found.lastHandshake);
    if (seconds === null || seconds > HANDSHAKE_LIMIT_SECONDS)
      return wrong('tunnel', 'tunnel-silent', found.lastHandshake ?? '');
  } else if (found.addDefaultRoute === true) return wrong('tunnel', 'tunnel-settings', 'add-default-route');
  else if (!/^(60|1m|00:01:00)$/.test(found.keepalive))
    return wrong('tunnel', 'tunnel-settings', `keepalive-timeout ${found.keepalive}`);
  else if (found.running === false) return wrong('tunnel', 'tunnel-silent', found.endpoint);
  return well('tunnel', found.endpoint);
}

/** `1m40s`, `00:01:40`; null = not a duration. */
function secondsOf(text: string): number | null {
  const clock = /^(\d+):(\d\d):(\d\d)$/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const units: Record<string, number> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };
  if (!/^(\d+(w|d|h|ms|m|s))+$/.test(text)) return null;
  let seconds = 0;
  for (const [, digits, unit] of text.matchAll(/(\d+)(w|d|h|ms|m|s)/g))
    seconds += Number(digits) * (units[unit!] ?? 0.001);
  return seconds;
}

function services({ services: found }: InspectionFacts, { api, controller }: Expected): Step {
  if (found === null) return notKnown('services');
  const [used, unused] = api.tls ? ['api-ssl', 'api'] : ['api', 'api-ssl'];
  const open = found.filter(({ disabled }) => !disabled);
  const onlyOurs = (address: string) => controller === null || bare(address) === controller;
  const ours = open.find(({ name }) => name === used);
  if (!ours || !onlyOurs(ours.address)) return wrong('services', 'api-open', used!, ours?.address ?? '');
  const others = open.filter(
    ({ name, address }) =>
      name === unused || CLOSED.includes(name) || (OPERATOR.includes(name) && !onlyOurs(address)),
  );
  return others.length > 0
    ? wrong('services', 'service-open', ...others.map(({ name }) => name))
    : well('services', used!);
}

function leaks(facts: InspectionFacts, expected: Expected): Step {
  const { dnsRemoteRequests, bandwidthServer, macServer } = facts;
  if (dnsRemoteRequests === false) return wrong('leaks', 'dns-off');
  const rules = ruleFault(facts, expected);
  if (rules !== null) return wrong('leaks', rules);
  if (bandwidthServer === true) return wrong('leaks', 'bandwidth-server');
  if (macServer !== null) {
    const { telnet, winbox, ping } = macServer;
    if ((telnet ?? 'none') !== 'none' || (winbox ?? 'none') !== 'none' || ping === true)
      return wrong('leaks', 'mac-server');
  }
  const open = unguarded(facts);
  return open.length > 0 ? wrong('leaks', 'ipv6', ...open) : well('leaks');
}

/** The rules that let the office in, and the world not to our DNS. */
function ruleFault(
  { firewall, listMembers, hotspots }: InspectionFacts,
  { controller, api }: Expected,
): 'dns-open' | 'dns-residents' | 'office-rule' | null {
  if (firewall === null) return null;
  const rule = (name: string) =>
    firewall.find((row) => row.comment === `${MARK} ${name}` && row.chain === 'input' && !row.disabled);
  for (const protocol of ['udp', 'tcp']) {
    const row = rule(`dns-${protocol}`);
    if (row?.action !== 'drop' || row.protocol !== protocol || row.dstPort !== '53') return 'dns-open';
    if (row.inInterfaceList !== `!${RESIDENTS}`) return 'dns-residents';
  }
  const members = listMembers?.filter(({ list, disabled }) => list === RESIDENTS && !disabled);
  if (members && hotspots?.some(({ interface: on }) => !members.some((row) => row.interface === on)))
    return 'dns-residents';
  const office = rule('kantor');
  const lets =
    office?.action === 'accept' &&
    office.protocol === 'tcp' &&
    namesIn(office.dstPort).includes(String(api.port)) &&
    (controller === null || bare(office.srcAddress) === controller);
  return lets ? null : 'office-rule';
}

/** Bridges with a hotspot on which IPv6 may be announced. A router without the menu announces nothing. */
function unguarded({ hotspots, ipv6Advertisements }: InspectionFacts): string[] {
  if (ipv6Advertisements === null) return [];
  return (hotspots ?? [])
    .map(({ interface: on }) => on)
    .filter(
      (on) =>
        !ipv6Advertisements.some(
          (row) => row.interface === on && (row.disabled || /^(none|0s|00:00:00)$/.test(row.raLifetime)),
        ),
    );
}
