import type { Step } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';
import { TUNNEL } from '../router-script/index.ts';
import type { Expected } from './expected.ts';
import { isUnheard } from './heard.ts';
import { bare, namesIn, notKnown, well, wrong } from './step.ts';

/** A handshake is renewed every two minutes while packets go (WireGuard whitepaper, 6.1: 120 s, 180 s at most). */
const HANDSHAKE_LIMIT_SECONDS = 190;

const MENUS = {
  wireguard: ['/interface/wireguard', '/interface/wireguard/peers', '/ip/address'],
  sstp: ['/interface/sstp-client'],
} as const;

type Found = NonNullable<InspectionFacts['tunnels']>[number];

export function tunnel(facts: InspectionFacts, expected: Expected): Step {
  const asked = expected.tunnel;
  if (asked === null) return well('tunnel');
  if (facts.tunnels === null || isUnheard(facts, MENUS[asked.kind])) return notKnown('tunnel');
  const found = facts.tunnels.find(({ kind, name }) => kind === asked.kind && name === TUNNEL);
  if (!found) return wrong('tunnel', 'tunnel-missing', TUNNEL);
  const wrongs = [
    found.disabled ? 'disabled' : null,
    found.endpoint === (asked.endpoint ?? found.endpoint) ? null : found.endpoint,
    ...(asked.kind === 'wireguard'
      ? wireguardWrongs(found, facts, asked.address, expected.controller)
      : sstpWrongs(found, expected.nasIdentifier)),
  ].filter((name) => name !== null);
  if (wrongs.length > 0) return wrong('tunnel', 'tunnel-settings', ...wrongs);
  return isSilent(found)
    ? wrong('tunnel', 'tunnel-silent', found.lastHandshake ?? found.endpoint)
    : well('tunnel', found.endpoint);
}

function wireguardWrongs(
  { keepalive, allowedAddress }: Found,
  { addresses }: InspectionFacts,
  own: string,
  controller: string | null,
): (string | null)[] {
  const has = addresses?.some(
    ({ address, interface: on, disabled }) => on === TUNNEL && !disabled && bare(address) === own,
  );
  const reaches = controller === null || namesIn(allowedAddress).map(bare).includes(controller);
  return [
    has === false ? own : null,
    /^(25s|00:00:25)$/.test(keepalive) ? null : 'persistent-keepalive',
    reaches ? null : 'allowed-address',
  ];
}

/** Another way of authentication than `mschap2` would show the password to whoever plays the hub. */
const sstpWrongs = ({ user, authentication, addDefaultRoute, keepalive }: Found, name: string) => [
  user === null || user === name ? null : 'user',
  authentication === null || authentication === 'mschap2' ? null : 'authentication',
  addDefaultRoute === true ? 'add-default-route' : null,
  /^(60|1m|00:01:00)$/.test(keepalive) ? null : 'keepalive-timeout',
];

/** A version that does not tell has been asked through it all the same. */
function isSilent({ kind, lastHandshake, running }: Found): boolean {
  if (kind === 'sstp') return running === false;
  if (lastHandshake === null) return false;
  const seconds = secondsOf(lastHandshake);
  return seconds === null || seconds > HANDSHAKE_LIMIT_SECONDS;
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
