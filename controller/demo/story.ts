import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from './simulator.ts';

interface Scene {
  /** Seconds after the beginning of the story. */
  readonly at: number;
  /** Index of the village in the demo. */
  readonly village: number;
  readonly kind: string;
  readonly seconds: number;
  readonly details?: Readonly<Record<string, number>>;
}

/** Within three minutes one village loses power, one its uplink, one grows slow; all come back. */
export const scenes: readonly Scene[] = [
  { at: 15, village: 4, kind: 'slow-link', seconds: 150, details: { latencyMs: 2_200, jitterMs: 200 } },
  { at: 25, village: 1, kind: 'power-cut', seconds: 110 },
  { at: 50, village: 7, kind: 'uplink-cut', seconds: 100 },
];
/** The story begins again after this, so that a demo left alone stays alive. */
export const ROUND_SECONDS = 1_800;

export async function tellStory(
  simulator: Simulator,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const begun = Date.now();
    for (const { at, village, kind, seconds, details } of scenes) {
      await sleep(Math.max(0, begun + at * 1000 - Date.now()), undefined, { signal });
      await simulator.fault(names[village]!, kind, { ...details, seconds });
    }
    await sleep(Math.max(0, begun + ROUND_SECONDS * 1000 - Date.now()), undefined, { signal });
  }
}
