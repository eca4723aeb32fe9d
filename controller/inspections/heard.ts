import type { StepKind } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';

type Heard = Pick<InspectionFacts, 'refused'>;

/** What a console says of a menu that its version does not have. */
const NO_MENU = /no such command/;

const told = (menu: string) => menu.replace(/\/print$/, '');

/** Has this version no such menu? */
export const lacks = ({ refused }: Heard, menu: string): boolean =>
  refused.some((one) => told(one.menu) === menu && NO_MENU.test(one.why));

/** Was one of these menus refused, or cut off on the way? A menu that is not there hides nothing. */
export const isUnheard = ({ refused }: Heard, menus: readonly string[]): boolean =>
  refused.some(({ menu, why }) => menus.includes(told(menu)) && !NO_MENU.test(why));

/** Menus without which a step is not called well, besides those without which it is not judged at all. */
const NEEDED: Partial<Record<StepKind, readonly string[]>> = {
  clock: ['/system/ntp/client'],
  leaks: [
    '/ip/dns',
    '/ip/firewall/filter',
    '/interface/list/member',
    '/tool/bandwidth-server',
    '/tool/mac-server',
    '/tool/mac-server/mac-winbox',
    '/tool/mac-server/ping',
    '/ip/hotspot',
    '/ipv6/nd',
  ],
  hotspot: ['/ip/address', '/ip/dhcp-server', '/ip/dhcp-server/network', '/ip/firewall/nat'],
  'hotspot-profile': ['/file'],
  'walled-garden': ['/ip/hotspot/walled-garden'],
  alone: ['/system/script', '/system/scheduler', '/file'],
  witness: ['/ip/route', '/file'],
};

export const isHeardEnough = (facts: Heard, kind: StepKind): boolean => !isUnheard(facts, NEEDED[kind] ?? []);
