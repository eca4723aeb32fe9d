import type { AlarmDelivery, AlarmFailure } from '#contract/alarms.ts';
import { type Db, Prisma } from '../platform/db.ts';

const LIMIT = 20;
/** Failures older than this are history, days. */
const FAILURE_DAYS = 7;

interface Row {
  channel: string;
  subject: string;
  version: number;
  delivered: number;
  created_at: Date;
  delivered_at: Date | null;
  failure: string | null;
  closed_at: Date | null;
}

async function rowsWhere(db: Db, which: Prisma.Sql): Promise<AlarmDelivery[]> {
  const rows = await db.$queryRaw<Row[]>`
    select c.name as channel, m.subject, m.version, m.delivered, m.created_at, m.delivered_at, m.failure, m.closed_at
    from alarm_message m join alarm_channel c on c.id = m.channel_id where ${which} order by m.id desc limit ${LIMIT}`;
  return rows.map((row) => ({
    channel: row.channel,
    subject: row.subject,
    version: row.version,
    delivered: row.delivered,
    createdAt: row.created_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    failure: row.failure as AlarmFailure | null,
    givenUp: row.closed_at !== null,
  }));
}

/** The newest messages whose newest version did not get through. */
export const lastFailures = (db: Db): Promise<AlarmDelivery[]> =>
  rowsWhere(
    db,
    Prisma.sql`m.failure is not null and m.created_at > now() - ${FAILURE_DAYS}::int * interval '1 day'`,
  );

/** Messages that speak of this outage. */
export const messagesOf = (db: Db, routerId: number, firstFailedAt: string): Promise<AlarmDelivery[]> =>
  rowsWhere(
    db,
    Prisma.sql`m.content @> ${JSON.stringify({ members: [{ routerId, firstFailedAt }] })}::jsonb`,
  );
