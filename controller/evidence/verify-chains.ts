import { chainDay, firstHead, linkCheck, nextHead } from '../outages/chain-link.ts';
import { BrokenDay } from '../outages/packed-looks.ts';
import { type ChainedLook, chainLooks } from '../outages/stored-looks.ts';
import type { Db } from '../platform/db.ts';

export interface ChainKey {
  readonly agentId: number;
  readonly epoch: string;
  /** 2026-11-25, WIB */
  readonly day: string;
}

/** What the looks of a chain lead to. */
export interface Walk {
  readonly looks: number;
  readonly head: string;
}

/** A look of a chain; its time in ms. */
export type At = Pick<ChainedLook, 'routerId' | 'seq' | 'at'>;

/**
 * The head after the first `limit` looks of a chain (default all), and the first look at which it is another one than when
 * that look came: it was changed, or one before it was added or taken out. Null where no checks are kept.
 */
export function walk(
  { agentId, epoch, day }: ChainKey,
  looks: readonly ChainedLook[],
  limit?: number,
): Walk & { readonly differsAt: At | null } {
  let head = firstHead(agentId, epoch, day);
  let differsAt: At | null = null;
  let checked = false;
  const some = looks.slice(0, limit);
  for (const look of some) {
    head = nextHead(head, look);
    const { chainCheck = null } = look;
    // A look without a check after one that has it was never ours.
    if (differsAt === null && (chainCheck === null ? checked : chainCheck !== linkCheck(head)))
      differsAt = look;
    checked ||= chainCheck !== null;
  }
  return { looks: some.length, head, differsAt: differsAt && placeOf(differsAt) };
}

const placeOf = ({ routerId, seq, at }: At): At => ({ routerId, seq, at });

export interface ChainCheck extends ChainKey {
  readonly agent: string;
  /** As the database says, and as the looks lead to. */
  readonly stored: Walk;
  readonly found: Walk;
  readonly holds: boolean;
  /** Where it stops to hold, as far as that is known. */
  readonly differsAt: At | null;
  /** Why the looks cannot be read at all: a packed day that was changed. */
  readonly fault: string | null;
}

interface ChainRow {
  agent_id: number;
  agent: string | null;
  epoch: string;
  day: string;
  head: string | null;
  looks: number | null;
}

/**
 * Derives every chain of the days [first, last] (WIB) again from its looks. Looks whose chain is missing do not hold: an
 * agent's looks of a day always have one.
 */
export async function verifyChains(db: Db, first: string, last: string): Promise<ChainCheck[]> {
  const rows = await db.$queryRaw<ChainRow[]>`
    with chained as (
      select agent_id, epoch, day, encode(head, 'hex') as head, looks from look_chain
      where day between ${first}::date and ${last}::date),
    seen as (
      select distinct agent_id, epoch, (at at time zone 'Asia/Jakarta')::date as day from look
      where at >= ${chainDay(first).from} and at < ${chainDay(last).to})
    select w.agent_id, a.name as agent, w.epoch::text as epoch, w.day::text as day, w.head, w.looks
    from (chained full join seen using (agent_id, epoch, day)) w left join agent a on a.id = w.agent_id
    order by w.day, w.agent_id, w.epoch`;
  const checks: ChainCheck[] = [];
  for (const row of rows) checks.push(await checkOf(db, row));
  return checks;
}

async function checkOf(db: Db, row: ChainRow): Promise<ChainCheck> {
  const key = { agentId: row.agent_id, epoch: row.epoch, day: row.day };
  const stored = { looks: row.looks ?? 0, head: row.head ?? firstHead(key.agentId, key.epoch, key.day) };
  const { found, fault, differsAt } = await walked(db, key);
  return {
    ...key,
    agent: row.agent ?? `agent ${row.agent_id}`,
    stored,
    found,
    differsAt,
    fault,
    holds: fault === null && stored.head === found.head && stored.looks === found.looks,
  };
}

/** What the looks of a chain lead to now; of a day that is broken nothing can be said. */
export async function walked(
  db: Db,
  key: ChainKey,
  limit?: number,
): Promise<{ readonly found: Walk; readonly differsAt: At | null; readonly fault: string | null }> {
  try {
    const looks = await chainLooks(db, key.agentId, key.epoch, key.day);
    const { differsAt, ...found } = walk(key, looks, limit);
    return { found, differsAt, fault: null };
  } catch (error) {
    if (!(error instanceof BrokenDay)) throw error;
    const { differsAt, ...found } = walk(key, []);
    return { found, differsAt, fault: error.message };
  }
}

/** For a person: which sample, of which router, when. Empty when that is not known. */
export async function placeText(db: Db, place: At | null): Promise<string> {
  if (place === null) return '';
  const router = await db.router.findUnique({ where: { id: place.routerId }, select: { name: true } });
  return `, first at the sample of ${router?.name ?? `router ${place.routerId}`} at ${new Date(place.at).toISOString()} (seq ${place.seq})`;
}
