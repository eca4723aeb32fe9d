import pLimit from 'p-limit';
import type { RouterTarget } from '#contract/agent-link.ts';
import type { LookEntry } from '#contract/looks.ts';
import type { LinkOptions } from '../routeros/index.ts';
import { isSilence, judge } from './judge.ts';
import { KeptRouter, type Seen } from './kept-router.ts';
import { Lateness } from './lateness.ts';
import type { Proof } from './proof.ts';
import { concurrencyFor, firstPause, nextDue, pauseAfter, type Run } from './schedule.ts';

/** A look as it was seen; who writes it down adds number and offset. */
export interface LookDraft extends Omit<LookEntry, 'seq' | 'offsetMs' | 'at'> {
  /** Agent's clock when it began, ms since the epoch, and `performance.now()` at the same time. */
  readonly begun: { readonly wall: number; readonly monotonic: number };
}

export interface PollerOptions {
  readonly proof: Proof;
  readonly tls: LinkOptions['tls'];
  /** `urgent`: it differs from the look before, and somebody waits for that. */
  readonly record: (look: LookDraft, urgent: boolean) => void;
  /** A look was answered; `returned`: after looks that were not, or by a router that has started anew. */
  readonly onAnswered?: (routerId: number, returned: boolean) => void;
  /** Failures of our own, never those of a router. */
  readonly onError: (error: unknown) => void;
}

/** After a reboot was sent: how often, how long, and how long a look may take, ms. */
const WATCH = { every: 2_000, for: 300_000, deadline: 5_000 } as const;

interface Watched {
  readonly kept: KeptRouter;
  /** ms of `performance.now()`. */
  due: number;
  timer: NodeJS.Timeout | undefined;
  run: Run | undefined;
  uptimeSeconds: number | null;
  busy: boolean;
  /** A reboot was sent: until when to look often, and the uptime that it must fall below. */
  watch: { readonly until: number; readonly uptimeSeconds: number } | undefined;
}

/** Looks at the routers of an assignment, each at its time, none waiting for another. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #routers = new Map<number, Watched>();
  readonly #slots = pLimit(4);
  readonly lateness = new Lateness();
  #closed = false;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** The routers from now on; one whose particulars changed is connected to anew, at once. */
  assign(targets: readonly RouterTarget[]): void {
    const wanted = new Map(targets.map((target) => [target.id, target]));
    for (const [id, watched] of this.#routers)
      if (!isSame(watched.kept.target, wanted.get(id))) this.#drop(id, watched);
    this.#slots.concurrency = concurrencyFor(targets);
    for (const target of targets) {
      if (this.#routers.has(target.id)) continue;
      const watched: Watched = {
        kept: new KeptRouter(target, this.#options.tls),
        due: performance.now() + firstPause(target.id, target.intervalMs),
        timer: undefined,
        run: undefined,
        uptimeSeconds: null,
        busy: false,
        watch: undefined,
      };
      this.#routers.set(target.id, watched);
      this.#arm(watched);
    }
  }

  target(routerId: number): RouterTarget | undefined {
    return this.#routers.get(routerId)?.kept.target;
  }

  /** A reboot was sent to it when it had run for `uptimeSeconds`: look every two seconds until it is back, at most 5 minutes. */
  watch(routerId: number, uptimeSeconds: number): void {
    const watched = this.#routers.get(routerId);
    if (!watched) return;
    watched.watch = { until: performance.now() + WATCH.for, uptimeSeconds };
    watched.due = performance.now() + WATCH.every;
    if (!watched.busy) this.#arm(watched);
  }

  /** What held its looks back (a refused password) is over: looks now. */
  look(routerId: number): void {
    const watched = this.#routers.get(routerId);
    if (!watched || watched.busy || watched.run?.outcome === 'answered') return;
    watched.due = performance.now();
    this.#arm(watched);
  }

  close(): void {
    this.#closed = true;
    for (const [id, watched] of this.#routers) this.#drop(id, watched);
    this.#slots.clearQueue();
  }

  #drop(id: number, watched: Watched): void {
    clearTimeout(watched.timer);
    watched.kept.close();
    this.#routers.delete(id);
  }

  #arm(watched: Watched): void {
    clearTimeout(watched.timer);
    const pause = Math.max(0, watched.due - performance.now());
    watched.timer = setTimeout(() => {
      watched.busy = true;
      this.#slots(() => this.#visit(watched)).catch(this.#options.onError);
    }, pause);
  }

  #isGone(watched: Watched): boolean {
    return this.#closed || this.#routers.get(watched.kept.target.id) !== watched;
  }

  /** One look. The slot is free again before the proof is waited for and the next look is due. */
  async #visit(watched: Watched): Promise<void> {
    if (this.#isGone(watched)) return;
    const { target } = watched.kept;
    const begun = { wall: Date.now(), monotonic: performance.now() };
    const lateMs = Math.max(0, Math.round(begun.monotonic - watched.due));
    this.lateness.add(lateMs);
    const seen = await watched.kept.look(
      watched.watch ? Math.min(target.deadlineMs, WATCH.deadline) : undefined,
    );
    void this.#conclude(watched, seen, { begun, lateMs }).catch(this.#options.onError);
  }

  async #conclude(
    watched: Watched,
    seen: Seen,
    { begun, lateMs }: Pick<LookDraft, 'begun' | 'lateMs'>,
  ): Promise<void> {
    const { target } = watched.kept;
    let { outcome, detail } = seen;
    if (isSilence(outcome)) {
      const evidence = await this.#options.proof.since(begun.monotonic);
      outcome = judge(outcome, target.via, evidence);
      if (outcome === 'not-looked')
        detail =
          `no proof of the way out (canaries ${evidence.canaries}, owners ${evidence.owners}, hub ${evidence.hub}); ${detail}`.slice(
            0,
            300,
          );
    }
    if (this.#isGone(watched)) return;
    const { reading } = seen;
    const isRestart =
      reading !== null && watched.uptimeSeconds !== null && reading.uptimeSeconds < watched.uptimeSeconds;
    const urgent = watched.run?.outcome !== outcome || isRestart;
    const returned = isRestart || (watched.run !== undefined && watched.run.outcome !== 'answered');
    watched.run = { outcome, length: watched.run?.outcome === outcome ? watched.run.length + 1 : 1 };
    watched.uptimeSeconds = reading?.uptimeSeconds ?? watched.uptimeSeconds;
    this.#options.record(
      {
        kind: 'look',
        routerId: target.id,
        begun,
        outcome,
        lateMs,
        tookMs: seen.tookMs,
        detail,
        reading,
        simulated: false,
      },
      urgent,
    );
    this.#plan(watched, reading?.uptimeSeconds);
    if (outcome === 'answered') this.#options.onAnswered?.(target.id, returned);
  }

  #plan(watched: Watched, uptimeSeconds: number | undefined): void {
    const now = performance.now();
    const { watch, run } = watched;
    const isBack = watch && uptimeSeconds !== undefined && uptimeSeconds < watch.uptimeSeconds;
    if (watch && (isBack || now > watch.until)) watched.watch = undefined;
    const pause = watched.watch ? WATCH.every : pauseAfter(run!, watched.kept.target.intervalMs);
    watched.due = nextDue(watched.watch ? now : watched.due, pause, now, Math.random());
    watched.busy = false;
    this.#arm(watched);
  }
}

const isSame = (a: RouterTarget, b: RouterTarget | undefined): boolean =>
  b !== undefined && JSON.stringify(a) === JSON.stringify(b);
