import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '#contract/actions.ts';
import type { RouterStatus, Snapshot } from '#contract/status.ts';
import type { Demo } from './demo/demo.ts';
import { type OpsClient, OpsRefused } from './demo/ops-client.ts';
import { recomputedSpans, storedSpans } from './outages/recompute.ts';
import { type Db, openDb } from './platform/db.ts';
import { accountForRoot, placeData, placeSocket } from './platform/postgres-places.ts';
import { startTestDemo } from './testing-demo.ts';

/** `power`: all three at the same moment, with every process of PostgreSQL. */
type Victim = 'controller' | 'postgres' | 'agent' | 'power';

export interface Kills {
  readonly victims: readonly Victim[];
  /** Of each victim. */
  readonly each: number;
  readonly seed: number;
}

export interface KillReport {
  readonly killed: Readonly<Record<Victim, number>>;
  /** Longest time from starting the controller after a kill until it was ready, ms. */
  readonly slowestStartMs: number;
  readonly looks: number;
  /** Sequence numbers that the agent saw acknowledged and the database does not hold; action reports left out. */
  readonly lost: number;
  /** Routers whose stored spans are not those that follow from their looks, or leave a gap. */
  readonly wrongSpans: readonly string[];
  readonly actions: readonly Action[];
  /** Reboots by router, as the simulator counted them. */
  readonly reboots: Readonly<Record<string, number>>;
}

/** Mulberry32: the same seed, the same kills. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** kill -9 of these in a loop under load, with a reboot asked before each: what was lost? */
export async function killInALoop({ victims: kinds, each, seed }: Kills): Promise<KillReport> {
  const random = dice(seed);
  // What is lost is told by numbers that are missing among the looks: nothing else may take numbers.
  process.env.INSPECT_HOURS = '0';
  await using house = await startTestDemo({
    plan: { lookIntervalMs: 1_000, graceMs: 3_000 },
    rebootSeconds: 2,
    logLevel: 'silent',
  });
  const { demo, ops, config } = house;
  const killed: Record<Victim, number> = { controller: 0, postgres: 0, agent: 0, power: 0 };
  const victims = kinds.flatMap((victim) => Array.from({ length: each }, () => victim));
  let slowestStartMs = 0;
  const restart = async () => {
    const from = performance.now();
    await demo.restartController();
    slowestStartMs = Math.max(slowestStartMs, performance.now() - from);
  };
  const { url, pidFile } = embeddedIn(config.dataDir);
  for (const victim of victims.map((one) => ({ one, at: random() })).toSorted((a, b) => a.at - b.at)) {
    const router = demo.routers[Math.floor(random() * demo.routers.length)]!;
    await askReboot(ops, router.id, router.village.name);
    // Somewhere between asked, sent, acknowledged, gone and back.
    await sleep(random() * 1_500 + (victim.one === 'power' ? 2_000 : 0));
    if (victim.one === 'controller') {
      process.kill(demo.controller.child.pid!, 'SIGKILL');
      await restart();
    } else if (victim.one === 'power') {
      cutPower(demo.controller.child.pid!, postmasterIn(pidFile));
      await restart();
    } else if (victim.one === 'postgres') {
      process.kill(postmasterIn(pidFile), 'SIGKILL');
    } else {
      for (const pid of childrenOf(demo.controller.child.pid!)) process.kill(pid, 'SIGKILL');
    }
    killed[victim.one] += 1;
    await sleep(300 + random() * 700);
  }
  await settled(ops);
  return { killed, slowestStartMs, ...(await compare(demo, ops, url)) };
}

/** Where the embedded server of a data folder listens, and who it is. */
export function embeddedIn(dataDir: string): { url: string; pidFile: string } {
  const account = accountForRoot();
  const folder = placeData(dataDir, account);
  const host = encodeURIComponent(placeSocket(folder, account));
  return {
    url: `postgresql://postgres@localhost/sinyal_desa?host=${host}`,
    pidFile: path.join(folder, 'pg18', 'postmaster.pid'),
  };
}

/** The process of the embedded server. */
export const postmasterIn = (pidFile: string) => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);

/** Everything at once: whoever is stopped first cannot write down that the others are gone. */
function cutPower(controller: number, postmaster: number): void {
  const all = [controller, ...childrenOf(controller), postmaster, ...childrenOf(postmaster)];
  for (const pid of all) process.kill(pid, 'SIGSTOP');
  for (const pid of all) process.kill(pid, 'SIGKILL');
}

/** The agent is the one child of the controller; PostgreSQL stands apart. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

/** Asked as a person would: again when the answer was lost, with the same id. One under way is no fault. */
async function askReboot(ops: OpsClient, routerId: number, village: string): Promise<void> {
  const body = { id: randomUUID(), kind: 'reboot', reason: 'uji ketahanan', confirmation: village };
  for (let attempt = 0; attempt < 40; attempt += 1) {
    try {
      await ops.send('POST', `/api/routers/${routerId}/actions`, body);
      return;
    } catch (error) {
      if (error instanceof OpsRefused && error.status === 409) return;
      if (error instanceof OpsRefused && error.status < 500) throw error;
      await sleep(250);
    }
  }
  throw new Error('the controller did not come back to take a reboot');
}

/**
 * All has healed: every router is seen and was looked at within the last seconds. A reboot may still be `sent`: the agent was
 * killed between writing it down and sending it, nobody can say whether it left, and only its deadline ends it. Many reboots
 * are flapping, and stay so for a quarter of an hour.
 */
async function settled(ops: OpsClient): Promise<void> {
  let last: Snapshot | null = null;
  for (let waited = 0; waited < 120_000; waited += 500) {
    await sleep(500);
    last = await ops.get<Snapshot>('/api/routers').catch(() => null);
    if (!last) continue;
    const now = Date.parse(last.serverNow);
    const atRest = (row: RouterStatus) =>
      (row.state === 'up' || row.reason === 'flapping') &&
      row.action !== 'asked' &&
      now - Date.parse(row.lastLookAt ?? '') < 5_000;
    if (last.routers.every(atRest)) return;
  }
  const rows = last?.routers.map(
    ({ name, state, reason, action, lastLookAt }) => `${name} ${state} ${reason} ${action} ${lastLookAt}`,
  );
  throw new Error(`not every router was at rest two minutes after the last kill: ${rows?.join('; ')}`);
}

async function compare(
  demo: Demo,
  ops: OpsClient,
  url: string,
): Promise<Omit<KillReport, 'killed' | 'slowestStartMs'>> {
  const db = openDb(url, { max: 2 });
  try {
    const wrongSpans: string[] = [];
    const actions: Action[] = [];
    for (const router of demo.routers) {
      actions.push(...(await ops.get<Action[]>(`/api/routers/${router.id}/actions?limit=200`)));
      if (!(await spansHold(db, router.id))) wrongSpans.push(router.name);
    }
    const looks = await db.look.count();
    const reboots = Object.fromEntries(
      (await demo.simulator.routers()).map((router) => [router.name, router.commandedReboots]),
    );
    return { looks, lost: await lostLooks(db, actions), wrongSpans, actions, reboots };
  } finally {
    await db.$disconnect();
  }
}

/**
 * Stored spans are those that follow from the looks, and leave no gap. Looks go on meanwhile: one that comes between the two
 * readings is no difference that stays.
 */
export async function spansHold(db: Db, routerId: number): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await spansAreTheSame(db, routerId)) return true;
    await sleep(700);
  }
  return false;
}

async function spansAreTheSame(db: Db, routerId: number): Promise<boolean> {
  const derived = (await recomputedSpans(db, routerId, new Date())).map(({ state, reason, from, to }) => ({
    state,
    reason,
    from,
    to,
  }));
  const stored = await storedSpans(db, routerId);
  const whole = stored.every((span, index) => span.to === (stored[index + 1]?.from ?? null));
  return whole && JSON.stringify(stored) === JSON.stringify(derived);
}

/**
 * The agent deletes a sequence number from its disk when it is acknowledged, and numbers never repeat: below the highest
 * that arrived, whatever is missing in the database must have been the report of an action.
 */
async function lostLooks(db: Db, actions: readonly Action[]): Promise<number> {
  const epochs = await db.$queryRaw<
    { missing: bigint }[]
  >`select max(seq) - count(distinct seq) as missing from look group by agent_id, epoch`;
  const missing = epochs.reduce((sum, epoch) => sum + Number(epoch.missing), 0);
  const reports = actions.reduce(
    (sum, action) => sum + [action.sentAt, action.acknowledgedAt].filter((at) => at !== null).length,
    0,
  );
  return Math.max(0, missing - reports);
}
