import type { LookEntry, Reading } from '#contract/looks.ts';
import type { Tx } from '../platform/db.ts';
import { growChains, takeChains } from './chains.ts';
import { faultOf } from './fault-of.ts';
import type { LookFacts } from './fold.ts';

/** A look on its way into the database, its time by the controller's clock. */
export interface Look extends LookFacts {
  readonly routerId: number;
  readonly agentId: number;
  readonly epoch: string;
  readonly seq: number;
  readonly offsetMs: number;
  readonly detail: string | null;
  readonly simulated: boolean;
  readonly users: number | null;
  readonly receiveBytes: bigint | null;
  readonly transmitBytes: bigint | null;
  /** Only of a look that just came in; the database keeps the last of each router. */
  readonly reading: Reading | null;
}

export function lookOf(entry: LookEntry, agentId: number, epoch: string): Look {
  const { reading } = entry;
  return {
    routerId: entry.routerId,
    agentId,
    epoch,
    seq: entry.seq,
    at: Date.parse(entry.at) + entry.offsetMs,
    outcome: entry.outcome,
    tookMs: entry.tookMs,
    offsetMs: entry.offsetMs,
    detail: entry.detail,
    simulated: entry.simulated,
    fault: reading ? faultOf(reading) : null,
    lossPercent: shortened(reading?.uplinkLossPercent ?? null),
    uptimeSeconds: reading?.uptimeSeconds ?? null,
    users: reading?.hotspot.users ?? null,
    receiveBytes: reading?.uplink ? BigInt(reading.uplink.receiveBytes) : null,
    transmitBytes: reading?.uplink ? BigInt(reading.uplink.transmitBytes) : null,
    radiusTimeouts: reading?.radius ? Number(reading.radius.timeouts) : null,
    voltage: shortened(reading?.voltageVolts ?? null),
    radiusAnswers: reading?.radius ? Number(reading.radius.accepts) + Number(reading.radius.rejects) : null,
    reading,
  };
}

/** As a `real` gives it back: what is judged now must be what is read later. */
const shortened = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

/** By time; two agents' looks of the same millisecond in a fixed order. */
type Placed = Pick<Look, 'at' | 'agentId' | 'epoch' | 'seq'>;
export const byTime = (a: Placed, b: Placed) =>
  a.at - b.at ||
  a.agentId - b.agentId ||
  (a.epoch < b.epoch ? -1 : a.epoch > b.epoch ? 1 : 0) ||
  a.seq - b.seq;

const monthsKnown = new WeakMap<object, Set<string>>();

/**
 * Stores looks and grows the chains of their agents; gives back those that were not there before. `db` names the database
 * whose partitions are known.
 */
export async function storeLooks(tx: Tx, looks: readonly Look[], db: object): Promise<Look[]> {
  if (looks.length === 0) return [];
  await ensurePartitions(tx, looks, db);
  const fresh: Look[] = [];
  for (const own of Map.groupBy(looks, ({ agentId, epoch }) => `${agentId} ${epoch}`).values()) {
    const { agentId, epoch } = own[0]!;
    const chains = await takeChains(tx, agentId, epoch, own);
    const stored = await insert(tx, own, chains.runOf);
    await growChains(tx, agentId, epoch, chains, stored);
    fresh.push(...stored);
  }
  return fresh;
}

async function insert(tx: Tx, looks: readonly Look[], runOf: (look: Look) => number): Promise<Look[]> {
  const column = <T>(of: (look: Look) => T) => looks.map(of);
  const stored = await tx.$queryRaw<{ seq: bigint }[]>`
    insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms, simulated, users, uptime_seconds,
      receive_bytes, transmit_bytes, detail, fault, loss_percent, radius_timeouts, radius_answers, voltage, chain_run)
    select * from unnest(
      ${column((look) => look.routerId)}::int[], ${column((look) => new Date(look.at).toISOString())}::timestamptz[],
      ${column((look) => look.agentId)}::int[], ${column((look) => look.epoch)}::uuid[], ${column((look) => look.seq)}::bigint[],
      ${column((look) => look.outcome)}::text[], ${column((look) => look.tookMs)}::int[], ${column((look) => look.offsetMs)}::bigint[],
      ${column((look) => look.simulated)}::bool[], ${column((look) => look.users)}::smallint[],
      ${column((look) => look.uptimeSeconds)}::bigint[], ${column((look) => look.receiveBytes?.toString() ?? null)}::numeric[],
      ${column((look) => look.transmitBytes?.toString() ?? null)}::numeric[], ${column((look) => look.detail)}::text[],
      ${column((look) => look.fault)}::text[], ${column((look) => look.lossPercent)}::real[],
      ${column((look) => look.radiusTimeouts)}::bigint[], ${column((look) => look.radiusAnswers)}::bigint[],
      ${column((look) => look.voltage)}::real[], ${column(runOf)}::int[])
    on conflict do nothing
    returning seq`;
  const fresh = new Set(stored.map((row) => Number(row.seq)));
  return looks.filter((look) => fresh.has(look.seq));
}

async function ensurePartitions(tx: Tx, looks: readonly Look[], db: object): Promise<void> {
  const known = monthsKnown.get(db) ?? new Set<string>();
  monthsKnown.set(db, known);
  for (const month of new Set(looks.map((look) => new Date(look.at).toISOString().slice(0, 7)))) {
    if (known.has(month)) continue;
    await tx.$executeRaw`select ensure_look_partition(${`${month}-01T00:00:00Z`}::timestamptz)`;
    known.add(month);
    if (known.size > 100) known.clear();
  }
}
