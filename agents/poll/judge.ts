import type { Outcome } from '#contract/looks.ts';
import type { Via } from '#contract/names.ts';

/** What an agent knows of its own way out, from probes that began when the look had begun. */
export interface Evidence {
  /** `none`: every router stands in the agent's own network. `missing`: nobody said how to prove the way. */
  readonly canaries: 'none' | 'missing' | 'given';
  /** Owners whose canary answered. */
  readonly owners: number;
  /** Did the hub of the tunnels answer? Null when there is no hub. */
  readonly hub: boolean | null;
}

/** Of different owners: one owner's canary may be down, or answered by a portal of the provider. */
export const OWNERS_NEEDED = 2;

const silences: ReadonlySet<Outcome> = new Set(['timeout', 'unreachable']);

export const isSilence = (outcome: Outcome): boolean => silences.has(outcome);

/** Does the evidence show that the agent's packets got beyond its own uplink, and into the tunnel where there is one? */
export function isProven({ canaries, owners, hub }: Evidence, via: Via): boolean {
  if (canaries === 'missing') return false;
  if (canaries === 'none') return via === 'direct' || hub !== false;
  return owners >= OWNERS_NEEDED && (via === 'direct' || hub === true);
}

/** A silence says something of the router only when the way to it was proven; every other outcome stands by itself. */
export const judge = (outcome: Outcome, via: Via, evidence: Evidence): Outcome =>
  isSilence(outcome) && !isProven(evidence, via) ? 'not-looked' : outcome;
