import type { Step } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';
import { MARK, RESIDENTS } from '../router-script/index.ts';
import type { Expected } from './expected.ts';
import { bare, namesIn, notKnown, well, wrong } from './step.ts';
import { tunnel } from './tunnel.ts';

const CLOSED = ['telnet', 'ftp', 'www', 'www-ssl'];
const OPERATOR = ['ssh', 'winbox'];

/** Ways into the router, and what it gives away. */
export const waySteps = (facts: InspectionFacts, expected: Expected): Step[] => [
  tunnel(facts, expected),
  services(facts, expected),
  leaks(facts, expected),
];

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
