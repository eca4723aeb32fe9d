import { z } from 'zod';

/** Kemendagri code of an administrative village: province.regency.kecamatan.village. */
export const VillageCode = z
  .string()
  .regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/)
  .meta({ example: '16.10.04.2012' });
export type VillageCode = z.infer<typeof VillageCode>;

export const RouterId = z.coerce.number().int().positive().max(2_147_483_647);
export type RouterId = z.infer<typeof RouterId>;

/** An instant on the wire: ISO 8601 in UTC with milliseconds. Screens show it in WIB. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** Text of a router, at most `limit` characters. PostgreSQL takes no U+0000: it is left out. */
export const routerText = (limit: number) =>
  z
    .string()
    .max(limit)
    .overwrite((text) => text.replaceAll('\0', ''));

/** A whole number that a 32-bit column holds, at least `least`. */
export const int32 = (least = -2_147_483_648) => z.number().int().min(least).max(2_147_483_647);

/** Clocks may be this far apart, ms: a router or an agent without a battery begins in 1970. */
const CLOCKS_APART_MS = 4_000_000_000_000;
/** Controller's clock minus the agent's, ms. */
export const ClockOffset = z.number().int().min(-CLOCKS_APART_MS).max(CLOCKS_APART_MS);

/** An instant on the clock of an agent, which may be wrong, but by no more than that. */
export const AgentInstant = Instant.refine((at) => /^(19[7-9]\d|20\d\d)-/.test(at), {
  error: 'not between 1970 and 2099',
});

/** A 64-bit counter as decimal digits: JSON numbers lose exactness above 2^53. */
export const Counter = z.string().regex(/^\d{1,20}$/);

export const uplinks = ['lte', 'vsat', 'radio', 'fibre'] as const;
export const Uplink = z.enum(uplinks);
export type Uplink = z.infer<typeof Uplink>;

/** How an agent reaches a router: over the agent's own uplink, or through the operator's VPN hub. */
export const Via = z.enum(['direct', 'hub']);
export type Via = z.infer<typeof Via>;
