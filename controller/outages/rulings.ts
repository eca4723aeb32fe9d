import type { Cause, NewOutageNote, NewRuling } from '#contract/outages.ts';
import { type Db, Prisma, type Tx } from '../platform/db.ts';

/** A ruling or a note is about the outage that holds the instant that it names: late looks may have moved its start. */
const IS_ABOUT = Prisma.sql`said.router_id = o.router_id
  and said.first_failed_at >= coalesce(o.last_good_at, o.first_failed_at)
  and said.first_failed_at <= coalesce(o.ended_at, 'infinity')`;

/** Of the alias `o`: what staff ruled last (null cause = taken back), as `ruled.cause`, `.reason`, `.by`, `.at`. */
export const RULED = Prisma.sql`left join lateral (
  select said.cause, said.reason, s.name as by, said.at from outage_ruling said join staff s on s.id = said.staff_id
  where ${IS_ABOUT} order by said.id desc limit 1) ruled on true`;

/** The cause that counts. */
export const COUNTING = Prisma.sql`coalesce(ruled.cause, o.cause)`;

export interface Ruling {
  readonly cause: Cause;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** Newest ruling of each of these outages that was not taken back, by outage id. */
export async function rulingsOf(db: Db | Tx, ids: readonly number[]): Promise<Map<number, Ruling>> {
  const rows = await db.$queryRaw<(Omit<Ruling, 'cause'> & { id: number; cause: Cause })[]>`
    select o.id, ruled.cause, ruled.reason, ruled.by, ruled.at from outage o ${RULED}
    where o.id = any(${[...ids]}::int[]) and ruled.cause is not null`;
  return new Map(rows.map(({ id, ...ruling }) => [id, ruling]));
}

/** Outages of a time that staff ruled on, with the cause that counts; begins with the rulings, which are few. */
export async function ruledIn(
  db: Db | Tx,
  from: Date,
  to: Date,
): Promise<{ router_id: number; first_failed_at: Date; cause: Cause }[]> {
  return await db.$queryRaw`
    select distinct on (o.id) o.router_id, o.first_failed_at, coalesce(said.cause, o.cause) as cause
    from outage_ruling said join outage o on ${IS_ABOUT}
    where o.first_failed_at < ${to} and (o.ended_at is null or o.ended_at > ${from}) order by o.id, said.id desc`;
}

export interface Note {
  readonly at: Date;
  readonly by: string;
  readonly note: string;
}

/** Notes of each of these outages, the newest first. */
export async function notesOf(db: Db | Tx, ids: readonly number[]): Promise<Map<number, Note[]>> {
  const rows = await db.$queryRaw<(Note & { id: number })[]>`
    select o.id, said.at, s.name as by, said.note from outage o join outage_note said on ${IS_ABOUT}
    join staff s on s.id = said.staff_id where o.id = any(${[...ids]}::int[]) order by said.id desc`;
  return new Map(
    [...Map.groupBy(rows, (row) => row.id)].map(([id, all]) => [id, all.map(({ id: _, ...note }) => note)]),
  );
}

/** Is there an outage that holds this instant? */
async function isThere(db: Db | Tx, routerId: number, instant: Date): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`select 1 from outage o
    where o.router_id = ${routerId} and ${instant} >= coalesce(o.last_good_at, o.first_failed_at)
      and ${instant} <= coalesce(o.ended_at, 'infinity') limit 1`;
  return found.length > 0;
}

/** Adds a ruling; false when there is no such outage. */
export async function addRuling(
  tx: Tx,
  routerId: number,
  { firstFailedAt, cause, reason }: NewRuling,
  staffId: number,
  now: Date,
): Promise<boolean> {
  const at = new Date(firstFailedAt);
  if (!(await isThere(tx, routerId, at))) return false;
  await tx.outageRuling.create({ data: { routerId, firstFailedAt: at, at: now, cause, reason, staffId } });
  return true;
}

/** Adds a note; false when there is no such outage. */
export async function addNote(
  tx: Tx,
  routerId: number,
  { firstFailedAt, note }: NewOutageNote,
  staffId: number,
  now: Date,
): Promise<boolean> {
  const at = new Date(firstFailedAt);
  if (!(await isThere(tx, routerId, at))) return false;
  await tx.outageNote.create({ data: { routerId, firstFailedAt: at, at: now, note, staffId } });
  return true;
}
