import { type Db, Prisma, type Tx } from '../platform/db.ts';
import { chainDay } from './chain-link.ts';
import { byTime, type Look, lookKey } from './look.ts';
import { openDay, packedColumns, type StoredLook } from './packed-looks.ts';

const DAY_MS = 86_400_000;
const PART_MS = 10 * DAY_MS;

interface LookRow {
  router_id: number;
  agent_id: number;
  epoch: string;
  seq: bigint;
  at: Date;
  outcome: Look['outcome'];
  took_ms: number;
  offset_ms: bigint;
  detail: string | null;
  simulated: boolean;
  fault: Look['fault'];
  loss_percent: number | null;
  uptime_seconds: bigint | null;
  users: number | null;
  receive_bytes: string | null;
  transmit_bytes: string | null;
  radius_timeouts: bigint | null;
  radius_answers: bigint | null;
  voltage: number | null;
  chain_run: number;
  chain_check: number | null;
}

const plain = (value: bigint | null) => (value === null ? null : Number(value));
const wide = (value: string | null) => (value === null ? null : BigInt(value));

const lookOfRow = (row: LookRow): StoredLook => ({
  routerId: row.router_id,
  agentId: row.agent_id,
  epoch: row.epoch,
  seq: Number(row.seq),
  at: row.at.getTime(),
  outcome: row.outcome,
  tookMs: row.took_ms,
  offsetMs: Number(row.offset_ms),
  detail: row.detail,
  simulated: row.simulated,
  fault: row.fault,
  lossPercent: row.loss_percent,
  uptimeSeconds: plain(row.uptime_seconds),
  users: row.users,
  receiveBytes: wide(row.receive_bytes),
  transmitBytes: wide(row.transmit_bytes),
  radiusTimeouts: plain(row.radius_timeouts),
  radiusAnswers: plain(row.radius_answers),
  voltage: row.voltage,
  chainRun: row.chain_run,
});

const rowsWhere = (tx: Tx | Db, where: Prisma.Sql) => tx.$queryRaw<LookRow[]>`
  select router_id, agent_id, epoch::text as epoch, seq, at, outcome, took_ms, offset_ms, detail, simulated, fault, loss_percent,
    uptime_seconds, users, receive_bytes::text as receive_bytes, transmit_bytes::text as transmit_bytes, radius_timeouts,
    radius_answers, voltage, chain_run, chain_check
  from look where ${where}`;

const utcDay = (at: number) => new Date(Math.floor(at / DAY_MS) * DAY_MS);

/** All stored looks of a router in [from, to), by time, with their places in their chains; packed days included. */
export async function storedLooks(
  tx: Tx | Db,
  routerId: number,
  from: Date,
  to: Date | null,
): Promise<StoredLook[]> {
  const end = to ? Prisma.sql`and at < ${to}` : Prisma.empty;
  const packed = await tx.lookDay.findMany({
    where: {
      routerId,
      day: { gte: utcDay(from.getTime()), ...(to ? { lte: utcDay(to.getTime() - 1) } : {}) },
    },
    select: packedColumns,
    orderBy: { day: 'asc' },
  });
  const looks: StoredLook[] = [];
  const [newest] = await tx.$queryRaw<{ at: Date | null }[]>`
    select max(at) as at from look where router_id = ${routerId} and at >= ${from} ${end}`;
  // Part by part: the rows of a year at once cost more in memory than in the database.
  for (let at = from.getTime(); newest?.at && at <= newest.at.getTime(); at += PART_MS) {
    const part = Prisma.sql`router_id = ${routerId} and at >= ${new Date(at)} and at < ${new Date(at + PART_MS)} ${end}`;
    for (const row of await rowsWhere(tx, part)) looks.push(lookOfRow(row));
  }
  const old = packed.flatMap(openDay).filter(({ at }) => at >= from.getTime() && (!to || at < to.getTime()));
  return together(old, looks).sort(byTime);
}

/** While a day is packed, and until its rows are dropped, its looks are in both. */
function together<L extends StoredLook>(packed: readonly StoredLook[], rows: L[]): (L | StoredLook)[] {
  if (packed.length === 0) return rows;
  const known = new Set(packed.map(lookKey));
  return [...packed, ...rows.filter((look) => !known.has(lookKey(look)))];
}

/** Keys of those of these looks that a packed day holds already. */
export async function packedKeys(tx: Tx, looks: readonly Look[]): Promise<Set<string>> {
  const wanted = [...new Set(looks.map(({ routerId, at }) => `${routerId} ${utcDay(at).toISOString()}`))].map(
    (name) => name.split(' ') as [string, string],
  );
  const keys = new Set<string>();
  for (const [routerId, day] of wanted) {
    const packed = await tx.lookDay.findUnique({
      where: { routerId_day: { routerId: Number(routerId), day: new Date(day) } },
      select: packedColumns,
    });
    if (packed) for (const look of openDay(packed)) keys.add(lookKey(look));
  }
  return keys;
}

/** The same, as they are folded. */
export async function looksOf(tx: Tx | Db, routerId: number, from: Date, to: Date | null): Promise<Look[]> {
  return (await storedLooks(tx, routerId, from, to)).map((look) => ({ ...look, reading: null }));
}

/** With the check that was kept beside its row; none is kept of packed looks, and of those of before there were any. */
export type ChainedLook = StoredLook & { readonly chainCheck?: number | null };

/** The looks of a chain in its order. */
export async function chainLooks(
  tx: Tx | Db,
  agentId: number,
  epoch: string,
  day: string,
): Promise<ChainedLook[]> {
  const { from, to } = chainDay(day);
  const packed = await tx.lookDay.findMany({
    where: { day: { in: [utcDay(from.getTime()), utcDay(to.getTime() - 1)] } },
    select: packedColumns,
  });
  const rows = await rowsWhere(
    tx,
    Prisma.sql`at >= ${from} and at < ${to} and agent_id = ${agentId} and epoch = ${epoch}::uuid`,
  );
  const old = packed
    .flatMap(openDay)
    .filter(
      (look) =>
        look.agentId === agentId &&
        look.epoch === epoch &&
        look.at >= from.getTime() &&
        look.at < to.getTime(),
    );
  const chained = rows.map((row) => ({ ...lookOfRow(row), chainCheck: row.chain_check }));
  return together(old, chained).sort((a, b) => a.chainRun - b.chainRun || a.seq - b.seq);
}
