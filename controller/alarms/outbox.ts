import type { AlarmContent, AlarmFailure } from '#contract/alarms.ts';
import type { Db } from '../platform/db.ts';

/** Who took a message has this long to send it and say so, ms; then another may. */
const LEASE_MS = 60_000;
/** Messages are kept so long, days. */
const KEPT_DAYS = 90;

export interface Claimed {
  readonly id: bigint;
  readonly version: number;
  readonly delivered: number;
  readonly remoteId: string | null;
  readonly content: AlarmContent;
  /** With this one. */
  readonly attempts: number;
}

/** Channels that have something to send now. */
export async function dueChannels(db: Db, now: Date): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select distinct c.id from alarm_message m join alarm_channel c on c.id = m.channel_id
    where m.version > m.delivered and m.closed_at is null and m.due_at <= ${now} and c.disabled_at is null`;
  return rows.map((row) => row.id);
}

/** Takes the next message of a channel: news before later versions. Only its newest version is ever sent. */
export async function claim(db: Db, channelId: number, now: Date): Promise<Claimed | null> {
  const [row] = await db.$queryRaw<Claimed[]>`
    update alarm_message set attempts = attempts + 1, due_at = ${new Date(now.getTime() + LEASE_MS)}
    where id = (select id from alarm_message where channel_id = ${channelId} and version > delivered and closed_at is null
      and due_at <= ${now} order by (delivered = 0) desc, due_at, id limit 1 for update skip locked)
    returning id, version, delivered, remote_id as "remoteId", content, attempts`;
  return row ?? null;
}

export async function settleSent(
  db: Db,
  { id, version }: Claimed,
  remoteId: string | null,
  now: Date,
): Promise<void> {
  await db.$executeRaw`update alarm_message set delivered = greatest(delivered, ${version}), remote_id = ${remoteId},
    delivered_at = ${now}, failure = null, attempts = 0, due_at = ${now} where id = ${id}`;
}

/** After `pauseSeconds` it is tried again; null gives it up. */
export async function settleFailed(
  db: Db,
  { id, version }: Claimed,
  failure: AlarmFailure,
  pauseSeconds: number | null,
  forget: boolean,
  now: Date,
): Promise<void> {
  const dueAt = new Date(now.getTime() + (pauseSeconds ?? 0) * 1000);
  // A version that came meanwhile is not given up with this one.
  await db.$executeRaw`update alarm_message set failure = ${failure}, due_at = ${dueAt},
    closed_at = case when ${pauseSeconds === null} and version = ${version} then ${now}::timestamptz end,
    remote_id = case when ${forget} then null else remote_id end where id = ${id}`;
}

export async function forgetOld(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`delete from alarm_message where created_at < ${now}::timestamptz - ${KEPT_DAYS}::int * interval '1 day'`;
}
