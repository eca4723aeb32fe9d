import type { RouterTarget } from '#contract/agent-link.ts';
import type { Outcome, Reading } from '#contract/looks.ts';
import {
  ask,
  deviceMode,
  type LinkOptions,
  lteSession,
  RouterFault,
  RouterLink,
  tlsOf,
} from '../routeros/index.ts';
import { chooseUplink } from './choose-uplink.ts';
import { askCore, askRadius, type Core } from './core.ts';
import { askFacts, type Facts, NO_FACTS } from './facts.ts';
import { optional } from './optional.ts';
import { outcomeOf } from './outcome-of.ts';
import { readingOf } from './reading-of.ts';

/** Commands in flight: boards with one core get two, so that residents come first. */
const WIDTH = 8;
const WIDTH_ONE_CORE = 2;
/** Facts are asked again after so long, ms, or six intervals where that is less. */
const FACTS_FOR = 300_000;

/** What one look saw, before anybody judged it. */
export interface Seen {
  readonly outcome: Outcome;
  readonly tookMs: number;
  readonly detail: string | null;
  readonly reading: Reading | null;
}

/** One router and the connection that is kept to it, with what was learnt over it. */
export class KeptRouter {
  readonly target: RouterTarget;
  readonly #tls: LinkOptions['tls'];
  readonly #stop = new AbortController();
  #link: RouterLink | undefined;
  #facts: Facts = NO_FACTS;
  #factsAt = Number.NEGATIVE_INFINITY;
  #cores: number | null = null;
  /** Of the look under way, when it asked: it grows old in a moment. */
  #sessionSeconds: number | null = null;

  /** `tls` is how routers with api-ssl are verified. */
  constructor(target: RouterTarget, tls: LinkOptions['tls']) {
    this.target = target;
    this.#tls = tlsOf(target, tls);
  }

  close(): void {
    this.#stop.abort();
    this.#link?.close();
  }

  /** One look, over within `deadlineMs`. Never rejects with a RouterFault: that is an outcome. */
  async look(deadlineMs = this.target.deadlineMs): Promise<Seen> {
    const begun = performance.now();
    try {
      this.#sessionSeconds = null;
      const { core, link } = await this.#core(begun, begun + deadlineMs);
      const tookMs = Math.round(performance.now() - begun);
      const radius = await this.#learn(link, core, tookMs, begun + deadlineMs);
      const reading = readingOf({ ...core, radius }, this.#facts, this.#sessionSeconds);
      return { outcome: 'answered', tookMs, detail: null, reading };
    } catch (error) {
      if (!(error instanceof RouterFault)) throw error;
      return {
        outcome: outcomeOf(error.kind, error.phase),
        tookMs: Math.round(performance.now() - begun),
        detail: `${error.kind}: ${error.message}`.slice(0, 300),
        reading: null,
      };
    }
  }

  /**
   * A kept connection may be dead without knowing it (rebooted router, forgotten by a NAT): when it says nothing, half the time
   * is left for a fresh one, and only that one's silence counts.
   */
  async #core(begun: number, deadline: number): Promise<{ core: Core; link: RouterLink }> {
    const kept = this.#link;
    if (kept?.isAlive) {
      try {
        return { core: await this.#ask(kept, (begun + deadline) / 2), link: kept };
      } catch (error) {
        if (!(error instanceof RouterFault)) throw error;
        const mute = (error.kind === 'timeout' || error.kind === 'closed') && kept.heardAt < begun;
        kept.close();
        if (!mute) throw error;
      }
    }
    const link = await this.#open(deadline - performance.now());
    try {
      return { core: await this.#ask(link, deadline), link };
    } catch (error) {
      // a trap leaves the connection well
      if (!(error instanceof RouterFault && error.kind === 'trap')) link.close();
      throw error;
    }
  }

  async #open(ms: number): Promise<RouterLink> {
    const { host, port, username, password } = this.target;
    this.#link = undefined;
    this.#factsAt = Number.NEGATIVE_INFINITY;
    const link = await RouterLink.open({
      host,
      port,
      username,
      password,
      tls: this.#tls,
      deadlineMs: Math.max(1, ms),
      width: widthFor(this.#cores),
      signal: this.#stop.signal,
    });
    this.#link = link;
    return link;
  }

  #ask(link: RouterLink, deadline: number): Promise<Core> {
    const ms = Math.max(1, deadline - performance.now());
    return askCore(link, this.#facts.radiusIds, ms, ({ cpuCount }) => {
      this.#cores = cpuCount ?? this.#cores;
      link.width = widthFor(this.#cores);
    });
  }

  /**
   * Facts that are due, where the time left is ample: a look that has answered must not fail by them. Returns the RADIUS counters,
   * which in the first look come only now, when the rows are known.
   */
  async #learn(link: RouterLink, core: Core, tookMs: number, deadline: number): Promise<Core['radius']> {
    const left = (): number => deadline - performance.now();
    const isStale = performance.now() - this.#factsAt > Math.min(FACTS_FOR, 6 * this.target.intervalMs);
    const isTroubled = core.servers.some((server) => server.disabled || server.invalid);
    const ample = Math.max(100, 2 * tookMs);
    try {
      if (isStale && left() > ample) {
        const before = this.#facts.radiusIds.join();
        // copied: a word is a window into all that came with it, and facts are kept for long
        this.#facts = structuredClone(await askFacts(link, this.target.username, left()));
        this.#factsAt = performance.now();
        const ids = this.#facts.radiusIds;
        const radius =
          ids.join() !== before && left() > ample ? await askRadius(link, ids, left()) : core.radius;
        const uplink = chooseUplink(core.interfaces);
        if (uplink?.type === 'lte' && left() > ample)
          this.#sessionSeconds = await optional(
            ask(link, lteSession(uplink.name, core.resource.version), left()),
          );
        return radius;
      } else if (isTroubled && left() > ample) {
        const mode = await optional(ask(link, deviceMode, left()));
        this.#facts = { ...this.#facts, deviceMode: mode };
      }
    } catch (error) {
      // the look has answered all the same; the next one connects anew
      if (!(error instanceof RouterFault)) throw error;
    }
    return core.radius;
  }
}

const widthFor = (cores: number | null): number => (cores === null || cores === 1 ? WIDTH_ONE_CORE : WIDTH);
