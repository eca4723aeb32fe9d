/** For so long a repeated request gets the stored answer, ms (RFC 5080 §2.2.2: 5 to 30 s). */
const KEEP_MS = 20_000;
/** Most requests that are remembered; the oldest is forgotten first. */
const KEEP = 8_192;

/** A request that was taken in: still being worked on while `answer` is null. */
export interface Taken {
  readonly authenticator: Buffer;
  readonly at: number;
  answer: Buffer | null;
}

/**
 * Which requests were taken in lately, by source address, port, code and identifier. The same authenticator is the same
 * request; another one takes the place of the older, which is then abandoned (RFC 5080 §2.2.2). Times in ms.
 */
export class Duplicates {
  readonly #taken = new Map<string, Taken>();
  readonly #keepMs: number;
  readonly #keep: number;

  constructor(keepMs = KEEP_MS, keep = KEEP) {
    this.#keepMs = keepMs;
    this.#keep = keep;
  }

  get size(): number {
    return this.#taken.size;
  }

  find(key: string, authenticator: Buffer, now: number): Taken | null {
    const taken = this.#taken.get(key);
    if (!taken || now - taken.at > this.#keepMs) return null;
    return taken.authenticator.equals(authenticator) ? taken : null;
  }

  take(key: string, authenticator: Buffer, now: number): Taken {
    // Out and in again: the map keeps the order of arrival, the oldest first.
    this.#taken.delete(key);
    for (const [oldest, { at }] of this.#taken) {
      if (this.#taken.size < this.#keep && now - at <= this.#keepMs) break;
      this.#taken.delete(oldest);
    }
    const taken: Taken = { authenticator: Buffer.from(authenticator), at: now, answer: null };
    this.#taken.set(key, taken);
    return taken;
  }

  /** Still the request of its key, and young enough for an answer? */
  isCurrent(key: string, taken: Taken, now: number): boolean {
    return this.#taken.get(key) === taken && now - taken.at <= this.#keepMs;
  }

  /** It was not answered: when it comes again it is worked on again. */
  forget(key: string, taken: Taken): void {
    if (this.#taken.get(key) === taken) this.#taken.delete(key);
  }
}
