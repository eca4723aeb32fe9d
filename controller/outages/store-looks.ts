import { Prisma, type Tx } from '../platform/db.ts';
import { arrayLiteral, textArrayLiteral } from './array-literal.ts';
import { type Chain, grown, type Placed, placesIn, savingChains } from './chains.ts';
import { type Look, lookKey } from './look.ts';
import { packedKeys } from './stored-looks.ts';

const DAY_MS = 86_400_000;
/** Younger looks have their rows for sure: none is packed before 100 days. */
const SURE_MS = 90 * DAY_MS;

const monthsKnown = new WeakMap<object, Set<string>>();
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** Months (UTC) of looks, mostly one, in their order. */
function monthsOf(looks: readonly Look[]): string[] {
  const times = looks.map(({ at }) => at);
  const [first, last] = [monthOf(Math.min(...times)), monthOf(Math.max(...times))];
  return first === last ? [first] : [...new Set(times.map(monthOf))].sort();
}

/**
 * Stores looks of one agent and epoch, whose row the caller has locked, and grows their chains (of `takeChains`); gives back
 * those that were not there before. `db` names the database whose partitions are known.
 */
export async function storeLooks(
  tx: Tx,
  given: readonly Look[],
  chains: ReadonlyMap<string, Chain>,
  db: object,
  now: Date,
): Promise<Look[]> {
  if (given.length === 0) return [];
  const looks = await withRoom(tx, given, db, now);
  if (looks.length === 0) return [];
  const { agentId, epoch } = looks[0]!;
  const placed = placesIn(chains, looks);
  if (areNew(chains, placed)) {
    const { chains: longer, checks } = grown(chains, placed);
    await tx.$executeRaw`/* prepared:new-looks */
      with chained as (${savingChains(agentId, epoch, longer)}) ${insertingLooks(placed, checks)}`;
    return [...looks];
  }
  const known = await storedKeys(tx, looks);
  const rest = placed.filter(({ look }) => {
    const key = lookKey(look);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  if (rest.length > 0) {
    const { chains: longer, checks } = grown(chains, rest);
    await tx.$executeRaw`with chained as (${savingChains(agentId, epoch, longer)}) ${insertingLooks(rest, checks)}`;
  }
  const fresh = new Set(rest.map(({ look }) => look));
  return looks.filter((look) => fresh.has(look));
}

/** Keys of those of these looks, of one agent and epoch, that have rows. */
async function storedKeys(tx: Tx, looks: readonly Look[]): Promise<Set<string>> {
  const { agentId, epoch } = looks[0]!;
  const rows = await tx.$queryRaw<{ router_id: number; at: Date; seq: bigint }[]>`
    select l.router_id, l.at, l.seq from unnest(${arrayLiteral(looks.map((look) => look.routerId))}::int[],
      ${arrayLiteral(looks.map((look) => look.at))}::bigint[], ${arrayLiteral(looks.map((look) => look.seq))}::bigint[]) as w (router_id, at, seq)
    join look l on l.router_id = w.router_id and l.at = to_timestamp(w.at / 1000.0) and l.agent_id = ${agentId}
      and l.epoch = ${epoch}::uuid and l.seq = w.seq`;
  return new Set(
    rows.map((row) =>
      lookKey({ routerId: row.router_id, at: row.at.getTime(), agentId, epoch, seq: Number(row.seq) }),
    ),
  );
}

/** A chain that never went back knows every seq that is stored of its day: none is above its last. */
const areNew = (chains: ReadonlyMap<string, Chain>, placed: readonly Placed[]): boolean =>
  placed.every(({ run }) => run === 0) && [...chains.values()].every(({ run }) => run === 0);

function insertingLooks(placed: readonly Placed[], checks: readonly number[]): Prisma.Sql {
  const { agentId, epoch } = placed[0]!.look;
  const numbers = (of: (look: Look) => number | bigint | boolean | null) =>
    arrayLiteral(placed.map(({ look }) => of(look)));
  const texts = (of: (look: Look) => string | null) => textArrayLiteral(placed.map(({ look }) => of(look)));
  return Prisma.sql`
    insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms, simulated, users, uptime_seconds,
      receive_bytes, transmit_bytes, detail, fault, loss_percent, radius_timeouts, radius_answers, voltage, chain_run, chain_check)
    select router_id, to_timestamp(at / 1000.0), ${agentId}, ${epoch}::uuid, seq, outcome, took_ms, offset_ms, simulated, users,
      uptime_seconds, receive_bytes, transmit_bytes, detail, fault, loss_percent, radius_timeouts, radius_answers, voltage, chain_run,
      chain_check
    from unnest(
      ${numbers((look) => look.routerId)}::int[], ${numbers((look) => look.at)}::bigint[], ${numbers((look) => look.seq)}::bigint[],
      ${texts((look) => look.outcome)}::text[], ${numbers((look) => look.tookMs)}::int[],
      ${numbers((look) => look.offsetMs)}::bigint[], ${numbers((look) => look.simulated)}::bool[],
      ${numbers((look) => look.users)}::smallint[], ${numbers((look) => look.uptimeSeconds)}::bigint[],
      ${numbers((look) => look.receiveBytes)}::numeric[], ${numbers((look) => look.transmitBytes)}::numeric[],
      ${texts((look) => look.detail)}::text[], ${texts((look) => look.fault)}::text[],
      ${numbers((look) => look.lossPercent)}::real[], ${numbers((look) => look.radiusTimeouts)}::bigint[],
      ${numbers((look) => look.radiusAnswers)}::bigint[], ${numbers((look) => look.voltage)}::real[],
      ${arrayLiteral(placed.map(({ run }) => run))}::int[], ${arrayLiteral(checks)}::int[])
      as w (router_id, at, seq, outcome, took_ms, offset_ms, simulated, users, uptime_seconds, receive_bytes, transmit_bytes,
        detail, fault, loss_percent, radius_timeouts, radius_answers, voltage, chain_run, chain_check)`;
}

/** Makes room in the months of these looks; leaves out those of long ago that are packed already. */
async function withRoom(tx: Tx, looks: readonly Look[], db: object, now: Date): Promise<readonly Look[]> {
  const sure = now.getTime() - SURE_MS;
  const known = monthsKnown.get(db) ?? new Set<string>();
  monthsKnown.set(db, known);
  for (const month of monthsOf(looks)) {
    const first = Date.parse(`${month}-01T00:00:00Z`);
    if (first >= sure && known.has(month)) continue;
    // The partition of an old month may be packed and dropped meanwhile, by another process too: held until this ends.
    if (first < sure) await lockMonth(tx, month);
    await tx.$executeRaw`select ensure_look_partition(${new Date(first)}::timestamptz)`;
    known.add(month);
    if (known.size > 100) known.clear();
  }
  const old = looks.filter((look) => look.at < sure);
  if (old.length === 0) return looks;
  const packed = await packedKeys(tx, old);
  return looks.filter((look) => !packed.has(lookKey(look)));
}

/** The lock under which the partition of a month (UTC, `2026-11`) is made or dropped; until the transaction ends. */
export const lockMonth = async (tx: Tx, month: string): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`look partition look_${month.replace('-', '')}`}))`;
};
