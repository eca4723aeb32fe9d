import { z } from 'zod';
import { Instant } from './names.ts';

/** Stored states. *Gone* and *back* are observed times of an acknowledged action. */
export const actionStates = [
  'asked',
  'sent',
  'acknowledged',
  'verified',
  'expired',
  'failed',
  'refused',
] as const;
export const ActionState = z.enum(actionStates);
export type ActionState = z.infer<typeof ActionState>;

/** POST /api/routers/{id}/actions. The id is made in the browser: asked twice is one reboot. */
export const ActionRequest = z.object({
  id: z.uuid(),
  kind: z.literal('reboot'),
  reason: z.string().trim().min(5).max(300),
  /** The village's name, typed by the person. */
  confirmation: z.string().max(100),
});
export type ActionRequest = z.infer<typeof ActionRequest>;

export const Action = z.object({
  id: z.uuid(),
  routerId: z.number().int(),
  router: z.string(),
  village: z.object({ code: z.string(), name: z.string() }),
  kind: z.literal('reboot'),
  state: ActionState,
  reason: z.string(),
  askedBy: z.string(),
  /** Residents online when it was asked. */
  usersOnline: z.number().int().nullable(),
  askedAt: Instant,
  sentAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  /** First failed look after it was sent. */
  goneAt: Instant.nullable(),
  /** First answered look with a smaller uptime. */
  backAt: Instant.nullable(),
  /** Verified, expired, failed or refused. */
  endedAt: Instant.nullable(),
  /** Why it failed or was refused: `not-back`, `not-sent`, `router-refused`, … */
  failure: z.string().nullable(),
});
export type Action = z.infer<typeof Action>;
