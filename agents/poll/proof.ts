import { connect } from 'node:net';
import { type Evidence, OWNERS_NEEDED } from './judge.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}
export interface Canary extends Endpoint {
  readonly owner: string;
}

/** How the agent proves its own way out. */
export interface Ways {
  readonly canaries: 'none' | 'missing' | readonly Canary[];
  readonly hub: Endpoint | null;
}

/** ms for the answers of one round: two lost SYN packets are made good within 3 s. */
const ANSWER_WITHIN = 4_000;

interface Round {
  /** ms of `performance.now()`. */
  readonly begunAt: number;
  readonly evidence: Promise<Evidence>;
}

/** Did the TCP connection stand within the time? A refusal does not count: the agent's own router can refuse in any name. */
function answers({ host, port }: Endpoint, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    socket.once('connect', () => {
      socket.resetAndDestroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

/** Probes beyond the agent's own uplink. One round serves every look that began before it, and one round runs at a time. */
export class Proof {
  readonly #ways: Ways;
  readonly #answerWithin: number;
  #current: Round | undefined;
  #next: Promise<Round> | undefined;
  #lastProvenAt = Number.NEGATIVE_INFINITY;
  #rounds = 0;

  constructor(ways: Ways, answerWithin = ANSWER_WITHIN) {
    this.#ways = ways;
    this.#answerWithin = answerWithin;
  }

  /** Rounds begun so far. */
  get rounds(): number {
    return this.#rounds;
  }

  /** For the batch: did a round succeed within the last `ms`? Null where no round was run. */
  provenWithin(ms: number): boolean | null {
    if (!Array.isArray(this.#ways.canaries) || this.#rounds === 0) return null;
    return performance.now() - this.#lastProvenAt <= ms;
  }

  /** Evidence of a round that began at `begun` (ms of `performance.now()`) or later. */
  async since(begun: number): Promise<Evidence> {
    if (this.#current && this.#current.begunAt >= begun) return this.#current.evidence;
    this.#next ??= this.#begin();
    return (await this.#next).evidence;
  }

  async #begin(): Promise<Round> {
    await this.#current?.evidence;
    const round: Round = { begunAt: performance.now(), evidence: this.#probe() };
    this.#current = round;
    this.#next = undefined;
    return round;
  }

  async #probe(): Promise<Evidence> {
    const { canaries, hub } = this.#ways;
    const given = typeof canaries === 'string' ? [] : canaries;
    const kind = typeof canaries === 'string' ? canaries : 'given';
    if (given.length === 0 && !hub) return { canaries: kind, owners: 0, hub: null };
    this.#rounds++;
    const owners = new Set<string>();
    let hubAnswered = false;
    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(this.#answerWithin)]);
    const noted = (): void => {
      if ((given.length === 0 || owners.size >= OWNERS_NEEDED) && (!hub || hubAnswered)) enough.abort();
    };
    await Promise.all([
      ...given.map(async (canary) => {
        if (await answers(canary, signal)) owners.add(canary.owner);
        noted();
      }),
      hub &&
        answers(hub, signal).then((answered) => {
          hubAnswered = answered;
          noted();
        }),
    ]);
    if (owners.size >= OWNERS_NEEDED) this.#lastProvenAt = performance.now();
    return { canaries: kind, owners: owners.size, hub: hub ? hubAnswered : null };
  }
}
