import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '#contract/status.ts';
import { compareRouter, recomputedSpans, type StoredSpan, storedSpans } from '../../outages/recompute.ts';
import { type Db, openDb } from '../../platform/db.ts';
import { startTestDemo, type TestDemo } from '../../testing-demo.ts';
import { embeddedIn, postmasterIn } from '../../testing-kills.ts';
import { type Interval, type Shape, type World, worldOf } from '../world.ts';
import { FarAgent } from './testing-far-agent.ts';
import { agreementOf, pace, plan, wrongIn } from './testing-held.ts';
import { type Edge, edgesOf, Played, real, type What } from './testing-played.ts';
import { Way } from './testing-ways.ts';

/** Ten simulated minutes in which anything dies, with two agents that have six routers each. */
const SHAPE: Shape = {
  lengthMs: 600_000,
  shortestMs: 20_000,
  longestMs: 360_000,
  routers: 12,
  routerShare: 0.5,
  share: 0.34,
  leases: 'stay',
};

/** What is found of one history. */
export interface Lived {
  /** Router-instants at which real spans and those of the model were held against each other; without a choice. */
  readonly instants: number;
  readonly strict: number;
  /** Spans by their state. */
  readonly spans: Readonly<Record<string, number>>;
  readonly died: readonly string[];
  readonly wrongs: readonly string[];
}

/** Routers with even numbers are the first agent's. */
const concerns = ({ kind, index }: What, router: number) =>
  kind === 'hub' || kind === 'canary' || index === (kind === 'router' ? router : router % 2);

/** Controller, PostgreSQL, twelve routers and two agents as processes; all that can die in a history. */
export class House implements AsyncDisposable {
  readonly #test: TestDemo;
  readonly #db: Db;
  readonly #doors: readonly Way[];
  readonly #agents: readonly FarAgent[];
  /** The controller dies and starts one after the other. */
  #turn: Promise<void> = Promise.resolve();

  private constructor(test: TestDemo, db: Db, doors: readonly Way[], agents: readonly FarAgent[]) {
    this.#test = test;
    this.#db = db;
    this.#doors = doors;
    this.#agents = agents;
  }

  static async start(): Promise<House> {
    const { lookIntervalMs, graceMs, flapWindowMs, ...others } = plan;
    const test = await startTestDemo({
      plan: { lookIntervalMs, lookDeadlineMs: pace.deadlineMs, graceMs },
      logLevel: 'silent',
    });
    const { demo, ops, config } = test;
    await ops.send('PUT', '/api/service-plans/demo', { ...others, flapWindowMs });
    const doors = await Promise.all(demo.routers.map(({ host, port }) => Way.start(() => ({ host, port }))));
    const agents: FarAgent[] = [];
    for (const name of ['utara', 'selatan']) {
      const made = await ops.send<{ id: number; token: string }>('POST', '/api/agents', { name });
      const folder = path.join(config.dataDir, name);
      const controller = () => ({ host: '127.0.0.1', port: Number(new URL(demo.controller.opsUrl).port) });
      agents.push(await FarAgent.start({ ...made, folder, controller }));
    }
    for (const [index, router] of demo.routers.entries()) {
      await ops.send('PATCH', `/api/routers/${router.id}`, { host: '127.0.0.1', port: doors[index]!.port });
      await ops.send('PUT', `/api/routers/${router.id}/agent`, { agentId: agents[index % 2]!.id });
    }
    return new House(test, openDb(embeddedIn(config.dataDir).url, { max: 2 }), doors, agents);
  }

  /** Lives through the history of a seed, heals, and holds what is stored against its looks, the truth and the model. */
  async live(seed: number): Promise<Lived> {
    const world = worldOf(seed, SHAPE);
    const { demo, ops } = this.#test;
    for (const [index, router] of demo.routers.entries())
      await ops.send('PATCH', `/api/routers/${router.id}`, { via: world.routers[index]!.via });
    await this.#atRest();
    const played = new Played();
    const from = Date.now();
    await this.#play(world, played, from);
    await this.#atRest();
    const all = { from, to: Date.now() };
    const wrongs: string[] = [];
    const counts: Record<string, number> = {};
    let [instants, strict] = [0, 0];
    for (const [index, router] of demo.routers.entries()) {
      const known = wrongs.length;
      const say = (what: string) => wrongs.push(`router ${router.name}: ${what}`);
      const spans = await this.#spansOf(router.id, all, say);
      for (const { state, to } of spans)
        if (to === null || to > from) counts[state] = (counts[state] ?? 0) + 1;
      const truth = {
        down: played.wasDead('router', index),
        agentDead: played.wasDead('agent', index % 2),
      };
      wrongIn(spans, truth, all).forEach(say);
      const agreement = agreementOf(spans, played, world, { router: index, seed }, all);
      agreement.wrongs.forEach(say);
      if (wrongs.length > known) {
        say(`looked at ${await this.#looksOf(router.id, all)}`);
        say(`played: ${played.told(from, (what) => concerns(what, index))}`);
      }
      instants += agreement.instants;
      strict += agreement.strict;
    }
    return { instants, strict, spans: counts, died: played.died, wrongs };
  }

  /** What is stored; it must be what its looks say, to the millisecond, and so must outages with their causes. */
  async #spansOf(router: number, { from }: Interval, say: (what: string) => void): Promise<StoredSpan[]> {
    let spans: StoredSpan[] = [];
    let differences: readonly string[] = [];
    // Looks go on meanwhile, and a cause is judged again within seconds of a neighbour's return.
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const derived = await recomputedSpans(this.#db, router, new Date());
      spans = await storedSpans(this.#db, router);
      const told = (all: readonly StoredSpan[]) =>
        JSON.stringify(all.map(({ state, reason, from: begin, to }) => [state, reason, begin, to]));
      const compared = await compareRouter(this.#db, router, new Date(from), new Date());
      differences = [
        ...(told(spans) === told(derived) ? [] : ['spans are not what its looks say']),
        ...compared.differences,
      ];
      if (differences.length === 0) return spans;
      await sleep(500);
    }
    differences.forEach(say);
    return spans;
  }

  /** For whoever must find out why. */
  async #looksOf(router: number, { from }: Interval): Promise<string> {
    const looks = await this.#db.$queryRaw<{ at: Date; outcome: string; took_ms: number }[]>`
      select at, outcome::text, took_ms from look where router_id = ${router} and at >= ${new Date(from)} order by at`;
    return looks
      .map(
        ({ at, outcome, took_ms }) =>
          `${((at.getTime() - from) / 1_000).toFixed(2)} ${outcome} ${took_ms} ms`,
      )
      .join(', ');
  }

  async #play(world: World, played: Played, start: number): Promise<void> {
    const faults: unknown[] = [];
    const under: Promise<void>[] = [];
    const apply = (what: What, dies: boolean) => {
      if (played.isDead(what) !== dies)
        under.push(this.#apply(world, played, what, dies).catch((error) => void faults.push(error)));
    };
    for (const [index, agent] of this.#agents.entries()) {
      agent.onLooking = () => {
        const what: What = { kind: 'agent', index };
        if (played.isDead(what)) played.begin(what, false)();
      };
    }
    const edges: readonly Edge[] = edgesOf(world, start);
    for (const { at, what, dies } of edges) {
      await sleep(Math.max(0, at - Date.now()));
      apply(what, dies);
    }
    await sleep(Math.max(0, start + real(SHAPE.lengthMs) - Date.now()));
    // Whatever still is dead at the end comes back now.
    await Promise.all(under);
    for (const what of new Map(edges.map((edge) => [JSON.stringify(edge.what), edge.what])).values())
      apply(what, false);
    await Promise.all(under);
    if (faults.length > 0) throw new AggregateError(faults, 'a history could not be played');
  }

  async #apply(world: World, played: Played, what: What, dies: boolean): Promise<void> {
    const { simulator, routers } = this.#test.demo;
    // It lives when it has its routers, which it tells itself.
    if (what.kind === 'agent' && !dies) return await this.#agents[what.index]!.revive();
    const done = played.begin(what, dies);
    if (what.kind === 'router') {
      const { name } = routers[what.index]!;
      const kind = world.routers[what.index]!.refusedWhenGone ? 'refused' : 'uplink-cut';
      await (dies ? simulator.fault(name, kind, {}) : simulator.mend(name));
    } else if (what.kind === 'agent') await this.#agents[what.index]!.kill();
    else if (what.kind === 'controller') await this.#controller(dies);
    // Whoever minds it starts it again, at once.
    else if (what.kind === 'database') {
      if (dies) this.#killDatabase();
    } else await this.#connect(world, played);
    done();
  }

  async #controller(dies: boolean): Promise<void> {
    const { demo } = this.#test;
    const before = this.#turn;
    this.#turn = (async () => {
      await before;
      if (dies) demo.controller.child.kill('SIGKILL');
      // PostgreSQL may be killed while it starts: as a service manager, again.
      else await demo.restartController().catch(() => demo.restartController());
    })();
    await this.#turn;
  }

  #killDatabase(): void {
    try {
      process.kill(postmasterIn(embeddedIn(this.#test.config.dataDir).pidFile), 'SIGKILL');
    } catch (error) {
      // It is gone already, with the controller that is dead as well.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  /** Each way is open when nothing on it is dead. */
  async #connect(world: World, played: Played): Promise<void> {
    const dead = (kind: What['kind'], index = 0) => played.isDead({ kind, index });
    const out = this.#agents.map((_, index) => !dead('gateway', index) && !dead('provider', index));
    for (const [index, door] of this.#doors.entries())
      door.set(out[index % 2]! && (world.routers[index]!.via === 'direct' || !dead('hub')));
    await Promise.all(
      this.#agents.flatMap((agent, index) => {
        agent.way.set(out[index]!);
        return [
          ...agent.canaries.map((link, canary) => link.set(out[index]! && !dead('canary', canary))),
          agent.hub.set(out[index]! && !dead('hub')),
        ];
      }),
    );
  }

  /** Every router is up, and what was seen until now is stored: an agent sends in order. */
  async #atRest(): Promise<void> {
    const from = Date.now();
    let last: Snapshot | null = null;
    while (Date.now() < from + 120_000) {
      await sleep(250);
      last = await this.#test.ops.get<Snapshot>('/api/routers').catch(() => null);
      const rested = last?.routers.every(
        ({ state, lastLookAt }) =>
          (state === 'up' || state === 'degraded') &&
          Date.parse(lastLookAt ?? '') > from + plan.lookIntervalMs,
      );
      if (rested) return;
    }
    const rows = last?.routers.map(
      ({ name, state, reason, lastLookAt }) => `${name} ${state} ${reason} ${lastLookAt}`,
    );
    throw new Error(`the house did not come to rest within two minutes: ${rows?.join('; ')}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#agents, ...this.#doors].map((one) => one[Symbol.asyncDispose]()));
    await this.#db.$disconnect();
    await this.#test[Symbol.asyncDispose]();
  }
}
