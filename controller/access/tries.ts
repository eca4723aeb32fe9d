/** For so long a door stays locked, and misses are remembered, ms. */
const LOCK_MS = 600_000;
/** Most keys that are remembered; the oldest is forgotten first. */
const KEEP = 20_000;

interface Misses {
  count: number;
  /** Of the first miss that counts; of the last once it is locked. */
  since: number;
}

/**
 * Counts wrong tries by key and locks after `most` within ten minutes, for ten minutes from the last one that counted. Times in ms. Held by this
 * process only: a restart forgives.
 */
export class Tries {
  readonly #most: number;
  readonly #misses = new Map<string, Misses>();

  constructor(most: number) {
    this.#most = most;
  }

  isLocked(key: string, now: number): boolean {
    const misses = this.#of(key, now);
    return misses !== null && misses.count >= this.#most;
  }

  miss(key: string, now: number): void {
    const misses = this.#of(key, now) ?? { count: 0, since: now };
    misses.count += 1;
    if (misses.count === this.#most) misses.since = now;
    this.#misses.delete(key);
    if (this.#misses.size >= KEEP) this.#misses.delete(this.#misses.keys().next().value!);
    this.#misses.set(key, misses);
  }

  clear(key: string): void {
    this.#misses.delete(key);
  }

  #of(key: string, now: number): Misses | null {
    const misses = this.#misses.get(key);
    if (!misses || now - misses.since >= LOCK_MS) return null;
    return misses;
  }
}
