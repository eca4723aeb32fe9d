import type { AlarmContent, AlarmFailure, AlarmKind } from '#contract/alarms.ts';

/** How a try to deliver ended. */
export type Verdict =
  | { readonly ok: true; readonly remoteId: string | null }
  | {
      readonly ok: false;
      readonly failure: AlarmFailure;
      /**
       * `later`: the same again after a pause. `channel`: nothing of this channel will get through until a person mends
       * it; tried rarely. `anew`: the message to be edited is gone: sent as a new one.
       */
      readonly again: 'later' | 'channel' | 'anew';
      /** The other side's word on how long to wait, s. */
      readonly afterSeconds?: number;
    };

/** Sends one version of a message; edits `remoteId` when there is one. Never throws, and never takes longer than its deadline. */
export type Send = (message: Outgoing, signal: AbortSignal) => Promise<Verdict>;

export interface Outgoing {
  /** Stays the same over all versions. */
  readonly id: string;
  readonly version: number;
  readonly first: boolean;
  readonly content: AlarmContent;
  readonly remoteId: string | null;
}

/** A try may take this long, ms. */
export const SEND_DEADLINE_MS = 10_000;
/** Pauses between tries, s; the last one is repeated. */
const PAUSES: Record<AlarmKind, readonly number[]> = {
  telegram: [5, 15, 60, 300],
  webhook: [10, 30, 120, 600],
  mail: [30, 120, 600, 1_800],
};
/** Tries before a version is given up; the next version is tried again. Telegram: about three hours, mail a day. */
const TRIES: Record<AlarmKind, number> = { telegram: 40, webhook: 5, mail: 50 };
/** A channel that a person must mend is tried this often, s. */
export const MEND_PAUSE_SECONDS = 300;
/** Longest pause that the other side may ask for, s. */
const LONGEST_PAUSE_SECONDS = 3_600;
/** Failed tries in a row before a silent other side is called a failure of the channel: one is no news. */
export const SILENT_TRIES = 3;

/** What follows a failed try, the `attempts`th of this version. Null = it is given up. */
export function pauseSeconds(
  kind: AlarmKind,
  attempts: number,
  verdict: Extract<Verdict, { ok: false }>,
): number | null {
  if (verdict.again === 'anew') return 0;
  if (attempts >= TRIES[kind]) return null;
  if (verdict.again === 'channel') return MEND_PAUSE_SECONDS;
  const pauses = PAUSES[kind];
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? pauses[0]!;
  return Math.min(Math.max(pause, verdict.afterSeconds ?? 0), LONGEST_PAUSE_SECONDS);
}
