import { setTimeout as wait } from 'node:timers/promises';
import type { RejectCode } from './may-join.ts';
import { Tries } from './tries.ts';

/** A guess costs so long, ms; less than the 1.1 s after which a router asks again by default. */
export const REJECT_DELAY_MS = 800;
/** Rejects that wait at once; more are answered at once rather than kept. */
const MOST_WAITING = 100;
/** Wrong logins of one phone at one router in ten minutes; then nothing is looked up for it. */
const MOST_WRONG = 30;

/** Rejects that nobody meets who came by our pages: guesses and forgeries. */
const GUESSES: ReadonlySet<string> = new Set<RejectCode>(['SD-UNKNOWN', 'SD-OTHER', 'SD-CHAP', 'SD-ODD']);

/** Makes guessing slow, and costs nothing when there is much of it. */
export class RejectPace {
  readonly #wrong = new Tries(MOST_WRONG);
  readonly #delayMs: number;
  #waiting = 0;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  isLocked(key: string, now: number): boolean {
    return this.#wrong.isLocked(key, now);
  }

  /** Counts a reject, and waits where it was a guess. `code` null: none that says anything. */
  async rejected(key: string, code: string | null, now: number): Promise<void> {
    if (code === null || !GUESSES.has(code)) return;
    this.#wrong.miss(key, now);
    if (this.#delayMs === 0 || this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    try {
      await wait(this.#delayMs);
    } finally {
      this.#waiting -= 1;
    }
  }
}
