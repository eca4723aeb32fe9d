import { type Draw, type Interval, merged, type World } from '../world.ts';

/** One second stands for thirty. */
export const FASTER = 30;
export const real = (ms: number) => ms / FASTER;

export interface What {
  readonly kind: 'router' | 'agent' | 'gateway' | 'provider' | 'hub' | 'canary' | 'controller' | 'database';
  readonly index: number;
}

/** Something dies or comes back, at its time by the real clock. */
export interface Edge {
  readonly at: number;
  readonly what: What;
  readonly dies: boolean;
}

const nameOf = ({ kind, index }: What) => `${kind} ${index}`;

/** All that is to happen in a history that begins at `start`, in order. What outlives the history has no return. */
export function edgesOf(world: World, start: number): Edge[] {
  const at = (instant: number) => start + real(instant - world.from);
  const of = (kind: What['kind'], index: number, dead: readonly Interval[]): Edge[] =>
    merged(dead).flatMap(({ from, to }) => [
      { at: at(from), what: { kind, index }, dies: true },
      ...(to < world.to ? [{ at: at(to), what: { kind, index }, dies: false }] : []),
    ]);
  return [
    ...of('hub', 0, world.hubDead),
    ...world.canariesDead.flatMap((dead, index) => of('canary', index, dead)),
    ...of('controller', 0, world.controllerDead),
    ...of('database', 0, world.databaseDead),
    ...world.agents.flatMap(({ dead, gatewayDead, providerDead }, index) => [
      ...of('agent', index, dead),
      ...of('gateway', index, gatewayDead),
      ...of('provider', index, providerDead),
    ]),
    ...world.routers.flatMap(({ down }, index) => of('router', index, down)),
  ].toSorted((a, b) => a.at - b.at);
}

/** From when it began to die until it was wholly dead; the same of its return. */
interface Death {
  readonly what: What;
  readonly dies: { readonly from: number; to: number };
  back: { readonly from: number; to: number } | null;
}

/**
 * By how much what an agent sees may be apart from when a thing changed, ms: a look that had begun, a proof that was
 * begun by another look.
 */
const EARLIER_MS = 200;
const LATER_MS = 700;
/** An agent that is killed takes with it what it saw in the last second (`Outbox`), and the look that is under way. */
const TAKEN_ALONG_MS = 1_700;

/** A history as it really went, by the real clock. */
export class Played {
  readonly #deaths = new Map<string, Death[]>();

  isDead(what: What): boolean {
    const last = this.#deaths.get(nameOf(what))?.at(-1);
    return last !== undefined && last.back === null;
  }

  /** When what died, in seconds after the start, for whoever must find out why. */
  told(start: number, which: (what: What) => boolean): string {
    const second = (at: number) => ((at - start) / 1_000).toFixed(2);
    const move = ({ from, to }: { from: number; to: number }) => `${second(from)}/${second(to)}`;
    return [...this.#deaths.values()]
      .flat()
      .filter(({ what }) => which(what))
      .map(({ what, dies, back }) => `${nameOf(what)} ${move(dies)}–${back ? move(back) : ''}`)
      .join(', ');
  }

  /** What died, and how often; routers apart. */
  get died(): string[] {
    return [...this.#deaths]
      .filter(([name]) => !name.startsWith('router'))
      .map(([name, all]) => `${name} × ${all.length}`);
  }

  /** It begins to die or to come back; call what is returned when it has. */
  begin(what: What, dies: boolean): () => void {
    const name = nameOf(what);
    if (this.isDead(what) === dies) throw new Error(`${name} is so already`);
    const move = { from: Date.now(), to: Number.POSITIVE_INFINITY };
    if (dies) this.#deaths.set(name, [...(this.#deaths.get(name) ?? []), { what, dies: move, back: null }]);
    else this.#deaths.get(name)!.at(-1)!.back = move;
    return () => {
      move.to = Date.now();
    };
  }

  /** When it was dead, at most. */
  wasDead(kind: What['kind'], index: number): Interval[] {
    return merged(
      this.#of({ kind, index }).map(({ dies, back }) => ({ from: dies.from, to: back?.to ?? Date.now() })),
    );
  }

  /** As the model wants it, each change at one of the times at which it may have been seen. */
  world(like: World, draw: Draw, from: number, to: number): World {
    const dead = (kind: What['kind'], index = 0): Interval[] =>
      merged(
        this.#of({ kind, index }).map(({ dies, back }) => {
          const earlier = kind === 'agent' ? TAKEN_ALONG_MS : EARLIER_MS;
          const begin = draw.between(dies.from - earlier, Math.min(dies.to, to) + LATER_MS);
          const end = back ? draw.between(back.from - EARLIER_MS, Math.min(back.to, to) + LATER_MS) : to;
          return { from: begin, to: Math.max(begin, end) };
        }),
      );
    return {
      from,
      to,
      hubDead: dead('hub'),
      canariesDead: like.canariesDead.map((_, index) => dead('canary', index)),
      // When it is stored is no matter: all is stored in the end.
      controllerDead: [],
      databaseDead: [],
      agents: like.agents.map(({ id }, index) => ({
        id,
        dead: dead('agent', index),
        gatewayDead: dead('gateway', index),
        providerDead: dead('provider', index),
        holds: [{ from, to }],
      })),
      routers: like.routers.map((router, index) => ({ ...router, down: dead('router', index) })),
    };
  }

  #of(what: What): readonly Death[] {
    return this.#deaths.get(nameOf(what)) ?? [];
  }
}
