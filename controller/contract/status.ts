import { z } from 'zod';
import { Outcome } from './looks.ts';
import { Instant, Uplink, VillageCode } from './names.ts';

/** Worst first, as screens sort them. */
export const states = ['down', 'degraded', 'unknown', 'up'] as const;
export const State = z.enum(states);
export type State = z.infer<typeof State>;

/** Why a router is `degraded` (residents are not served) or `unknown` (nobody could look, or nobody could read). */
export const reasons = [
  'hotspot-invalid',
  'hotspot-disabled',
  'device-mode',
  'licence-full',
  'access-point',
  'radius-unanswered',
  'uplink-loss',
  'slow',
  'flapping',
  'never-looked',
  'agent-silent',
  'not-looked',
  'unreadable',
] as const;
export const Reason = z.enum(reasons);
export type Reason = z.infer<typeof Reason>;

/** Things that need a person. */
export const choreKinds = [
  'wrong-password',
  'refused',
  'protocol-error',
  'factory-identity',
  'clock-wrong',
  'device-mode',
  'device-flagged',
  'polling-account-too-wide',
  'no-action-account',
  'radius-secret',
  'version-red',
  'flash-full',
  'licence',
  'set-up-incomplete',
  'paid-until',
  'data-quota',
  'odd-quiet',
] as const;
export const ChoreKind = z.enum(choreKinds);
export type ChoreKind = z.infer<typeof ChoreKind>;

/** Things of the office itself, of no router. */
export const officeChoreKinds = [
  'backup-old',
  'backup-failed',
  'disk',
  'alarm-failed',
  'report-open',
  'feed-failed',
] as const;
export const OfficeChoreKind = z.enum(officeChoreKinds);
export type OfficeChoreKind = z.infer<typeof OfficeChoreKind>;

export const Chore = z.object({
  id: z.number().int(),
  routerId: z.number().int(),
  kind: ChoreKind,
  since: Instant,
  until: Instant.nullable(),
  detail: z.string().nullable(),
});
export type Chore = z.infer<typeof Chore>;

/** GET /api/chores: what needs a person, oldest first; what is mended is gone. */
export const ChoreList = z.object({
  /** Null for somebody who does not look after the server. */
  office: z
    .array(
      z.object({
        id: z.number().int(),
        kind: OfficeChoreKind,
        since: Instant,
        detail: z.string().nullable(),
      }),
    )
    .nullable(),
  routers: z.array(
    z.object({
      id: z.number().int(),
      kind: ChoreKind,
      since: Instant,
      detail: z.string().nullable(),
      router: z.object({ id: z.number().int(), name: z.string() }),
      village: z.object({ code: VillageCode, name: z.string() }),
    }),
  ),
});
export type ChoreList = z.infer<typeof ChoreList>;

/** One router as *Ringkasan* shows it. */
export const RouterStatus = z.object({
  id: z.number().int(),
  name: z.string(),
  village: z.object({ code: VillageCode, name: z.string(), kecamatan: z.string() }),
  uplink: Uplink,
  state: State,
  reason: Reason.nullable(),
  /** Start of the present state; for `down` the first failed look. */
  since: Instant,
  /** Half the width of what is known of `since`, ms: last good to first failed look. */
  sinceUncertaintyMs: z.number().int().nonnegative(),
  /** Hotspot users in the last answered look; null when never answered. */
  users: z.number().int().nullable(),
  /** Mean between the last two answered looks, bit/s; null when not known. */
  receiveBitsPerSecond: z.number().nullable(),
  transmitBitsPerSecond: z.number().nullable(),
  /** Last look of any outcome, and last that was answered. */
  lastLookAt: Instant.nullable(),
  lastAnsweredAt: Instant.nullable(),
  lastOutcome: Outcome.nullable(),
  agent: z.object({ id: z.number().int(), name: z.string(), silentSince: Instant.nullable() }).nullable(),
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  chores: z.array(ChoreKind),
  /** The action under way, if any. */
  action: z.enum(['asked', 'sent', 'acknowledged']).nullable(),
  simulated: z.boolean(),
  /** Rises with each change of this row; a delta that skips one asks for a snapshot. */
  version: z.number().int(),
});
export type RouterStatus = z.infer<typeof RouterStatus>;

/** GET /api/routers, and the answer to `watch`. */
export const Snapshot = z.object({
  serverNow: Instant,
  routers: z.array(RouterStatus),
  /** What staff should know of the watching itself. */
  notices: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('agent-silent'), agent: z.string(), since: Instant }),
      z.object({ kind: z.literal('canaries-none'), agent: z.string() }),
      z.object({ kind: z.literal('canaries-missing'), agent: z.string() }),
      z.object({ kind: z.literal('database-gone'), since: Instant }),
      z.object({ kind: z.literal('insecure-cookie') }),
      z.object({ kind: z.literal('disk-full'), folder: z.string(), percent: z.number() }),
    ]),
  ),
});
export type Snapshot = z.infer<typeof Snapshot>;
export type Notice = Snapshot['notices'][number];

export const Span = z.object({
  state: State,
  reason: Reason.nullable(),
  from: Instant,
  /** Null while it lasts. */
  to: Instant.nullable(),
});
export type Span = z.infer<typeof Span>;

/** A look as *Titik* lists it: "why do you think so?" */
export const LookRow = z.object({
  at: Instant,
  outcome: Outcome,
  tookMs: z.number().int(),
  detail: z.string().nullable(),
  uptimeSeconds: z.number().int().nullable(),
  users: z.number().int().nullable(),
  agent: z.string(),
  /** What the agent's clock was off by, ms: `at` is corrected by it. */
  offsetMs: z.number().int(),
  simulated: z.boolean(),
});
export type LookRow = z.infer<typeof LookRow>;
