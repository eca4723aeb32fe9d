import type { Step } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';
import { MARK, PAGES_FOLDER, PROFILE_PREFIX, RESIDENTS } from '../router-script/index.ts';
import type { Expected } from './expected.ts';
import { namesIn, notKnown, well, wrong } from './step.ts';

/** As the script sets it, and as the router sets it by itself while the portal is silent. */
const LOGIN_BY = [
  ['http-pap', 'mac'],
  ['http-pap', 'trial'],
];
/** The router's own choice of pages while it is alone. */
const ALONE = /-(pusat|putus)$/;

/** What residents need: hotspot, RADIUS, the way to the portal, our pages. */
export const serviceSteps = (facts: InspectionFacts, expected: Expected): Step[] => [
  hotspot(facts),
  profile(facts),
  userProfile(facts),
  radius(facts, expected),
  garden(facts, expected),
  pages(facts, expected),
];

function hotspot(facts: InspectionFacts): Step {
  const { hotspots } = facts;
  if (hotspots === null) return notKnown('hotspot');
  if (hotspots.length === 0) return wrong('hotspot', 'hotspot-missing');
  const off = hotspots.filter(({ disabled }) => disabled);
  if (off.length > 0) return wrong('hotspot', 'hotspot-off', ...off.map(({ name }) => name));
  const invalid = hotspots.filter((one) => one.invalid);
  if (invalid.length > 0) return wrong('hotspot', 'hotspot-invalid', ...invalid.map(({ name }) => name));
  for (const { interface: on } of hotspots) {
    const why = wayFault(facts, on);
    if (why !== null) return wrong('hotspot', why, on);
  }
  return well('hotspot', ...hotspots.map(({ name }) => name));
}

/** What a phone needs besides the hotspot. Networks and NAT are only asked for where our script made the DHCP server. */
function wayFault(
  { addresses, dhcpServers, dhcpNetworks, nat }: InspectionFacts,
  bridge: string,
): 'hotspot-address' | 'dhcp-missing' | 'nat-missing' | null {
  const on = <T extends { interface: string; disabled: boolean }>(rows: readonly T[] | null) =>
    rows?.find((row) => row.interface === bridge && !row.disabled);
  if (addresses !== null && !on(addresses)) return 'hotspot-address';
  if (dhcpServers === null) return null;
  const server = on(dhcpServers);
  if (!server) return 'dhcp-missing';
  if (server.name !== RESIDENTS) return null;
  if (
    dhcpNetworks !== null &&
    !dhcpNetworks.some(({ comment, gateway }) => comment === MARK && gateway !== '')
  )
    return 'dhcp-missing';
  const out = nat?.some(
    ({ chain, action, disabled }) => chain === 'srcnat' && action === 'masquerade' && !disabled,
  );
  return out === false ? 'nat-missing' : null;
}

const used = ({ hotspots, hotspotProfiles }: InspectionFacts) => {
  const names = new Set((hotspots ?? []).map(({ profile: name }) => name));
  return (hotspotProfiles ?? []).filter(({ name }) => names.has(name));
};

function profile(facts: InspectionFacts): Step {
  if (facts.hotspotProfiles === null || facts.hotspots === null || facts.hotspots.length === 0)
    return notKnown('hotspot-profile');
  if (used(facts).length === 0) return notKnown('hotspot-profile');
  for (const one of used(facts)) {
    if (!one.name.startsWith(PROFILE_PREFIX)) return wrong('hotspot-profile', 'profile-not-ours', one.name);
    const loginBy = namesIn(one.loginBy);
    const wrongs = [
      one.useRadius ? null : 'use-radius',
      one.radiusAccounting === false ? 'radius-accounting' : null,
      one.radiusInterimUpdate !== null && one.radiusInterimUpdate !== 'received'
        ? 'radius-interim-update'
        : null,
      LOGIN_BY.some((ways) => ways.length === loginBy.length && ways.every((way) => loginBy.includes(way)))
        ? null
        : 'login-by',
      one.httpsRedirect === true ? 'https-redirect' : null,
      one.dnsName === '' ? 'dns-name' : null,
      isOurFolder(one.htmlDirectoryOverride, facts) ? null : 'html-directory-override',
    ].filter((name) => name !== null);
    if (wrongs.length > 0) return wrong('hotspot-profile', 'profile-settings', ...wrongs);
  }
  return well('hotspot-profile', ...used(facts).map(({ name }) => name));
}

/** Below `flash/` where the board has one, since all else there is gone with the power. */
const isOurFolder = (folder: string, { flashFolder }: InspectionFacts): boolean =>
  folder.replace(ALONE, '').endsWith(PAGES_FOLDER) && (flashFolder !== true || folder.startsWith('flash/'));

function userProfile({ hotspotUserProfiles }: InspectionFacts): Step {
  const one = hotspotUserProfiles?.find(({ name }) => name === 'default');
  if (!one) return notKnown('user-profile');
  const wrongs = [
    one.addMacCookie === true ? 'add-mac-cookie' : null,
    /^(none|0s|00:00:00)$/.test(one.keepaliveTimeout) ? null : 'keepalive-timeout',
    /^(20m|00:20:00)$/.test(one.idleTimeout) ? null : 'idle-timeout',
  ].filter((name) => name !== null);
  return wrongs.length > 0 ? wrong('user-profile', 'user-profile-settings', ...wrongs) : well('user-profile');
}

function radius({ radius: rows }: InspectionFacts, { controller, radius: asked }: Expected): Step {
  if (rows === null) return notKnown('radius');
  const asks = rows.filter(({ service, disabled }) => !disabled && namesIn(service).includes('hotspot'));
  const row = asks.find(({ address }) => controller === null || address === controller);
  if (!row) return wrong('radius', 'radius-missing', ...(controller === null ? [] : [controller]));
  const wrongs = [
    /^(3s|00:00:03)/.test(row.timeout) ? null : 'timeout',
    isPort(row.authenticationPort, asked.authPort) ? null : 'authentication-port',
    isPort(row.accountingPort, asked.acctPort) ? null : 'accounting-port',
    asked.sourceAddress === null || row.sourceAddress === asked.sourceAddress ? null : 'src-address',
  ].filter((name) => name !== null);
  if (wrongs.length > 0) return wrong('radius', 'radius-settings', ...wrongs);
  // The first of the list is asked first, and answers in our place.
  if (asks[0] !== row) return wrong('radius', 'radius-others', asks[0]!.address);
  const answers = Number(row.accepts ?? 0) + Number(row.rejects ?? 0);
  if (answers === 0 && Number(row.badReplies ?? 0) > 0) return wrong('radius', 'radius-secret');
  if (answers === 0 && Number(row.timeouts ?? 0) > 0) return wrong('radius', 'radius-no-answer');
  return asked.proved ? well('radius', row.address) : notKnown('radius', 'radius-unproved', row.address);
}

const isPort = (found: string, asked: number | null) => asked === null || found === String(asked);

function garden(facts: InspectionFacts, { portal }: Expected): Step {
  const { walledGarden, walledGardenIp } = facts;
  if (walledGardenIp === null || portal === null) return notKnown('walled-garden');
  const open = walledGardenIp.filter(({ disabled, action }) => !disabled && action === 'accept');
  const missing = portal.ports.filter(
    (port) => !open.some(({ dstHost, dstPort }) => dstHost === portal.host && dstPort === String(port)),
  );
  if (missing.length > 0)
    return wrong('walled-garden', 'garden-missing', ...missing.map((port) => `${portal.host}:${port}`));
  const others = [
    ...open,
    ...(walledGarden ?? []).filter(({ disabled, action }) => !disabled && action === 'allow'),
  ]
    .map(({ dstHost }) => dstHost)
    .filter((host) => host !== portal.host);
  return others.length > 0
    ? wrong('walled-garden', 'garden-others', ...others.slice(0, 5))
    : well('walled-garden', portal.host);
}

function pages(facts: InspectionFacts, { portal }: Expected): Step {
  const { pages: found } = facts;
  if (found === null || portal === null) return notKnown('pages');
  // Where the profile does not tell, either place will do.
  const folder = used(facts)[0]?.htmlDirectoryOverride.replace(ALONE, '');
  const folders = folder ? [folder] : [PAGES_FOLDER, `flash/${PAGES_FOLDER}`];
  const missing: string[] = [];
  const other: string[] = [];
  for (const [name, bytes] of Object.entries(portal.pages)) {
    const page = found.find((one) => folders.some((at) => one.name === `${at}/${name}`));
    if (!page) missing.push(name);
    else if (page.bytes !== bytes) other.push(name);
  }
  if (missing.length > 0) return wrong('pages', 'pages-missing', ...missing);
  return other.length > 0 ? wrong('pages', 'pages-other', ...other) : well('pages', folders[0]!);
}
