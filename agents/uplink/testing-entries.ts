import { randomUUID } from 'node:crypto';
import type { Unnumbered } from './hole.ts';

/** A look of router 1, `second` seconds after an arbitrary instant. */
export const lookAt = (second: number, detail = 'x'): Unnumbered & { kind: 'look' } => ({
  kind: 'look',
  routerId: 1,
  at: new Date(Date.UTC(2026, 10, 25) + second * 1_000).toISOString(),
  offsetMs: 0,
  outcome: 'timeout',
  lateMs: 0,
  tookMs: 1,
  detail,
  reading: null,
  simulated: false,
});

export const actionAt = (
  second: number,
  actionId: string = randomUUID(),
): Unnumbered & { kind: 'action' } => ({
  kind: 'action',
  actionId,
  routerId: 1,
  event: 'sent',
  at: lookAt(second).at,
  offsetMs: 0,
  uptimeSeconds: 5,
  detail: null,
});
