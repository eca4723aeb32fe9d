import { z } from 'zod';
import { InspectionEntry, InspectionRequest, RouterLogEntry } from './inspection.ts';
import { LookEntry } from './looks.ts';
import { AgentInstant, ClockOffset, Instant, int32, routerText, Uplink, Via } from './names.ts';

/** Most entries of one batch; a longer one is refused whole. */
export const BATCH_LIMIT = 500;

/**
 * What became of a command at the router. `sent` is written before the first byte leaves (after a crash nobody can say
 * whether it left, so it is never sent again); `acknowledged`: `!done`, FIN, RST or silence after it; `failed`: the
 * router refused it, or could not be reached before it was sent; `expired`: too old when its turn came.
 */
export const ActionEntry = z.object({
  kind: z.literal('action'),
  seq: z.number().int().positive(),
  actionId: z.uuid(),
  routerId: int32(1),
  event: z.enum(['sent', 'acknowledged', 'failed', 'expired']),
  at: AgentInstant,
  offsetMs: ClockOffset,
  /** Router's uptime just before, seconds; null when unknown. */
  uptimeSeconds: z.number().int().nonnegative().nullable(),
  detail: routerText(300).nullable(),
});
export type ActionEntry = z.infer<typeof ActionEntry>;

/** Looks that the agent had to drop (disk full, or refused by the controller for good): a hole that is known. */
export const GapEntry = z.object({
  kind: z.literal('gap'),
  seq: z.number().int().positive(),
  dropped: int32(1),
  from: AgentInstant,
  to: AgentInstant,
  why: z.enum(['outbox-full', 'refused']),
});
export type GapEntry = z.infer<typeof GapEntry>;

export const Entry = z.discriminatedUnion('kind', [
  LookEntry,
  ActionEntry,
  GapEntry,
  InspectionEntry,
  RouterLogEntry,
]);
export type Entry = z.infer<typeof Entry>;

/**
 * POST /agent/v1/batches, gzip or zstd, Bearer token. Also the agent's sign of life: sent empty at least every 15 s.
 * Idempotent by (agent, epoch, seq). Entries in rising seq. 400 = refused whole, for good: set aside, never loop.
 */
export const Batch = z.object({
  /** Made with the outbox file; a reinstalled agent has a new one. */
  epoch: z.uuid(),
  sentAt: AgentInstant,
  /** Version of the assignment that the agent works by. */
  assignment: z.string().max(64).nullable(),
  /** How the agent proves its own way out: owners of canaries, or `none` (all routers in its own network), or `missing`. */
  canaries: z.union([z.literal('none'), z.literal('missing'), z.array(z.string().max(100)).min(2).max(16)]),
  /** Did a proof succeed in the last interval? Null before the first. */
  proven: z.boolean().nullable(),
  /** Entries that wait in the outbox after this batch. */
  backlog: int32(0),
  entries: z.array(Entry).max(BATCH_LIMIT),
});
export type Batch = z.infer<typeof Batch>;

/** A command for a router. Carried out at most once, never after `expiresAt`. */
export const Command = z.object({
  id: z.uuid(),
  routerId: z.number().int().positive(),
  kind: z.enum(['reboot', 'disconnect']),
  /** Of a disconnect: the phone's address. */
  mac: z.string().max(17).nullable().default(null),
  /** Controller's clock. */
  expiresAt: Instant,
});
export type Command = z.infer<typeof Command>;

export const BatchAnswer = z.object({
  /** All entries up to this seq are stored; delete them. Null for an empty batch. */
  acknowledged: z.number().int().nullable(),
  serverNow: Instant,
  /** Present version of the assignment: fetch it when it is another than yours. */
  assignment: z.string(),
  commands: z.array(Command),
  /** Inspections that somebody waits for; an older controller sends none. */
  inspections: z.array(InspectionRequest).default([]),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;

/** A router as its agent needs it. Holds secrets: travels only over loopback or TLS, never stored on disk. */
export const RouterTarget = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  host: z.string(),
  port: z.number().int().min(1).max(65535),
  tls: z.boolean(),
  /** PEM that api-ssl must show; none: whatever the agent's own settings say. */
  certificate: z.string().max(20_000).nullable().optional(),
  username: z.string(),
  password: z.string(),
  /** Second account, for actions; null when there is none. */
  action: z.object({ username: z.string(), password: z.string() }).nullable(),
  uplink: Uplink,
  via: Via,
  intervalMs: z.number().int().min(1000),
  /** Longest time that one look may take, ms. */
  deadlineMs: z.number().int().min(500),
});
export type RouterTarget = z.infer<typeof RouterTarget>;

/** GET /agent/v1/assignment */
export const Assignment = z.object({
  version: z.string(),
  serverNow: Instant,
  routers: z.array(RouterTarget),
});
export type Assignment = z.infer<typeof Assignment>;

/** Socket.IO namespace `/agents` (auth: { token }): "come and fetch": a command waits, or the assignment changed. */
export interface AgentNudges {
  nudge: (what: 'commands' | 'assignment' | 'inspections') => void;
}
