import type { Prisma, Tx } from '../platform/db.ts';
import { HOUR_MS, type HourSums, hourOf, type Mark, rateBetween, usageOf } from './usage-of.ts';

/** New looks of one router, by time. */
export interface NewLooks {
  readonly routerId: number;
  readonly looks: readonly Read[];
  /** Some are older than looks already counted: their hours are summed anew. */
  readonly late: boolean;
}

export interface Rates {
  readonly receiveBitsPerSecond: number | null;
  readonly transmitBitsPerSecond: number | null;
}

export interface Usage {
  /** Present rates of routers that answered, for their rows. */
  readonly rates: ReadonlyMap<number, Rates>;
  /** Adds to the hourly sums. */
  readonly save: () => Promise<void>;
}

/** The last counters before some look of a router. */
export interface KnownMark {
  /** Of that look, ms. */
  readonly before: number;
  readonly mark: Mark | null;
}

type Read = Mark & { readonly outcome: string };

/** Looks of a router in [from, to) whose rows are gone, by time. */
export type PackedLooks = (routerId: number, from: Date, to: Date) => Promise<readonly Read[]>;

/** What looks add to usage. `known` saves a question where it speaks of the same look. */
export async function usageOfLooks(
  tx: Tx,
  batches: readonly NewLooks[],
  known: ReadonlyMap<number, KnownMark>,
  packed: PackedLooks,
): Promise<Usage> {
  const rates = new Map<number, Rates>();
  const answering = batches.flatMap((batch) => {
    const marks = batch.looks.filter((look) => look.outcome === 'answered');
    return marks.length > 0 ? [{ ...batch, marks }] : [];
  });
  const asked = answering
    .map(({ routerId, marks }) => ({ routerId, at: marks[0]!.at }))
    .filter(({ routerId, at }) => known.get(routerId)?.before !== at);
  const before = await marksBefore(tx, asked, packed);
  const added: { routerId: number; hour: number; sums: HourSums }[] = [];
  const late: NewMarks[] = [];
  for (const one of answering) {
    const { routerId, marks } = one;
    if (one.late) {
      late.push(one);
      continue;
    }
    const last = before.get(routerId) ?? known.get(routerId)?.mark ?? null;
    for (const [hour, sums] of usageOf(marks, last)) added.push({ routerId, hour, sums });
    const previous = marks.at(-2) ?? last;
    const rate = previous && rateBetween(previous, marks.at(-1)!);
    rates.set(routerId, {
      receiveBitsPerSecond: rate?.receive ?? null,
      transmitBitsPerSecond: rate?.transmit ?? null,
    });
  }
  return {
    rates,
    async save() {
      for (const { routerId, marks } of late)
        await recount(tx, routerId, marks[0]!.at, marks.at(-1)!.at, packed);
      await addSums(tx, added);
    },
  };
}

interface NewMarks {
  readonly routerId: number;
  readonly marks: readonly Mark[];
}

/** For `usageOfLooks`, asked ahead: the marks before the first answered look of each router. */
export async function marksBeforeLooks(
  tx: Tx,
  looks: readonly { readonly routerId: number; readonly at: number; readonly outcome: string }[],
  packed: PackedLooks,
): Promise<Map<number, KnownMark>> {
  const first = new Map<number, number>();
  for (const { routerId, at, outcome } of looks)
    if (outcome === 'answered') first.set(routerId, Math.min(at, first.get(routerId) ?? at));
  const wanted = [...first].map(([routerId, at]) => ({ routerId, at }));
  const marks = await marksBefore(tx, wanted, packed);
  return new Map(
    wanted.map(({ routerId, at }) => [routerId, { before: at, mark: marks.get(routerId) ?? null }]),
  );
}

interface Row {
  router_id: number;
  at: Date;
  uptime_seconds: bigint | null;
  receive_bytes: Prisma.Decimal | null;
  transmit_bytes: Prisma.Decimal | null;
  users: number | null;
}

const markOf = (row: Row): Mark => ({
  at: row.at.getTime(),
  uptimeSeconds: row.uptime_seconds === null ? null : Number(row.uptime_seconds),
  receiveBytes: row.receive_bytes === null ? null : BigInt(row.receive_bytes.toFixed(0)),
  transmitBytes: row.transmit_bytes === null ? null : BigInt(row.transmit_bytes.toFixed(0)),
  users: row.users,
});

/** Longest gap that traffic is counted across: counters older than this say nothing of an hour. */
const BRIDGE_MS = 30 * 24 * HOUR_MS;

async function marksBefore(
  tx: Tx,
  wanted: readonly { routerId: number; at: number }[],
  packed: PackedLooks,
): Promise<Map<number, Mark>> {
  if (wanted.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`/* prepared:marks-before */
    select l.router_id, l.at, l.uptime_seconds, l.receive_bytes, l.transmit_bytes, l.users
    from unnest(${wanted.map((one) => one.routerId)}::int[], ${wanted.map((one) => new Date(one.at).toISOString())}::timestamptz[]) as w (id, before)
    cross join lateral (
      select * from look where router_id = w.id and at < w.before
        and at > w.before - ${BRIDGE_MS / 1000} * interval '1 second'
        and outcome = 'answered' and receive_bytes is not null
      order by at desc limit 1) l`;
  const marks = new Map(rows.map((row) => [row.router_id, markOf(row)]));
  for (const { routerId, at } of wanted) {
    if (marks.has(routerId)) continue;
    const old = await packed(routerId, new Date(at - BRIDGE_MS), new Date(at));
    const last = old.findLast((look) => look.outcome === 'answered' && look.receiveBytes !== null);
    if (last) marks.set(routerId, last);
  }
  return marks;
}

/** Sums whole hours anew from the stored looks: from the hour before the first late look to the one after the last. */
async function recount(
  tx: Tx,
  routerId: number,
  first: number,
  last: number,
  packed: PackedLooks,
): Promise<void> {
  const [after] = await tx.$queryRaw<{ at: Date | null }[]>`
    select min(at) as at from look where router_id = ${routerId} and at > ${new Date(last)} and outcome = 'answered'`;
  const before = await marksBefore(tx, [{ routerId, at: first }], packed);
  const from = hourOf(before.get(routerId)?.at ?? first);
  const to = hourOf(after?.at?.getTime() ?? last) + HOUR_MS;
  const rows = await tx.$queryRaw<Row[]>`
    select router_id, at, uptime_seconds, receive_bytes, transmit_bytes, users from look
    where router_id = ${routerId} and at >= ${new Date(from)} and at < ${new Date(to)} and outcome = 'answered'
    order by at`;
  const earlier = await marksBefore(tx, [{ routerId, at: from }], packed);
  // Traffic that ends after `to` began before it: the hour's tail belongs to it too.
  const [next] = await tx.$queryRaw<Row[]>`
    select router_id, at, uptime_seconds, receive_bytes, transmit_bytes, users from look
    where router_id = ${routerId} and at >= ${new Date(to)} and outcome = 'answered' and receive_bytes is not null order by at limit 1`;
  const gone = (await packed(routerId, new Date(from), new Date(to))).filter(
    ({ at, outcome }) => outcome === 'answered' && (!rows[0] || at < rows[0].at.getTime()),
  );
  const marks = [...gone, ...[...rows, ...(next ? [next] : [])].map(markOf)];
  const sums = usageOf(marks, earlier.get(routerId) ?? null);
  await tx.$executeRaw`delete from usage_hour where router_id = ${routerId} and hour >= ${new Date(from)} and hour < ${new Date(to)}`;
  const whole = [...sums].filter(([hour]) => hour >= from && hour < to);
  await addSums(
    tx,
    whole.map(([hour, hourSums]) => ({ routerId, hour, sums: hourSums })),
  );
}

async function addSums(
  tx: Tx,
  added: readonly { routerId: number; hour: number; sums: HourSums }[],
): Promise<void> {
  if (added.length === 0) return;
  await tx.$executeRaw`/* prepared:hour-sums */
    insert into usage_hour as u (router_id, hour, receive_bytes, transmit_bytes, peak_users, user_sum, answered)
    select * from unnest(${added.map((one) => one.routerId)}::int[], ${added.map((one) => new Date(one.hour).toISOString())}::timestamptz[],
      ${added.map((one) => one.sums.receiveBytes.toString())}::numeric[], ${added.map((one) => one.sums.transmitBytes.toString())}::numeric[],
      ${added.map((one) => one.sums.peakUsers)}::int[], ${added.map((one) => one.sums.userSum)}::int[], ${added.map((one) => one.sums.answered)}::int[])
    on conflict (router_id, hour) do update set receive_bytes = u.receive_bytes + excluded.receive_bytes,
      transmit_bytes = u.transmit_bytes + excluded.transmit_bytes, peak_users = greatest(u.peak_users, excluded.peak_users),
      user_sum = u.user_sum + excluded.user_sum, answered = u.answered + excluded.answered`;
}
