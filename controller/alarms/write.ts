import type { Uplink } from '#contract/names.ts';
import type { OutageChange } from '../outages/changes-of.ts';
import type { Tx } from '../platform/db.ts';
import { type AlarmRouter, type Draft, draftsAfter, type OutagesContent } from './drafts-of.ts';

/** A new message waits so long for others that belong to it, ms. */
export const GATHER_MS = 1_500;
/** A message is edited no later than this after its outage began, days: then it is history. */
const EDITED_DAYS = 60;
/** Messages of one channel that may wait; older ones that were never sent give way. */
const WAITING_LIMIT = 300;

/**
 * Writes what these changes mean into the outbox of every channel, in the transaction that made them. Call it after
 * all that locks routers: one transaction at a time writes alarms.
 */
export async function writeAlarms(tx: Tx, changes: readonly OutageChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const channels = await tx.alarmChannel.findMany({
    where: { disabledAt: null, witness: false },
    select: { id: true, villages: true },
    orderBy: { id: 'asc' },
  });
  if (channels.length === 0) return;
  await lockAlarms(tx);
  const routers = await routersOf(tx, [...new Set(changes.map((change) => change.routerId))]);
  for (const { id, villages } of channels) {
    const hers = changes.filter(({ routerId }) => {
      const router = routers.get(routerId);
      return router && (villages.length === 0 || villages.includes(router.village.code));
    });
    if (hers.length === 0) continue;
    const drafts = await draftsOf(tx, id, hers, routers, now);
    for (const draft of draftsAfter(drafts, hers, (router) => routers.get(router), now.getTime()))
      await save(tx, id, draft, now);
    await dropTooMany(tx, id, now);
  }
}

export const lockAlarms = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('alarm_message'))`;
};

async function routersOf(tx: Tx, ids: readonly number[]): Promise<Map<number, AlarmRouter>> {
  const rows = await tx.router.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      name: true,
      uplink: true,
      provider: true,
      contactName: true,
      contactPhone: true,
      village: { select: { code: true, name: true, kecamatan: true } },
      agent: { select: { name: true } },
      status: { select: { users: true } },
    },
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        router: row.name,
        village: row.village,
        uplink: row.uplink as Uplink,
        provider: row.provider,
        contact: row.contactName === null ? null : { name: row.contactName, phone: row.contactPhone ?? '' },
        users: row.status?.users ?? null,
        agent: row.agent?.name ?? '',
      },
    ]),
  );
}

/** Messages that speak of these routers, and those of the last minute that others may join. */
async function draftsOf(
  tx: Tx,
  channelId: number,
  changes: readonly OutageChange[],
  routers: ReadonlyMap<number, AlarmRouter>,
  now: Date,
): Promise<Draft[]> {
  const about = [...new Set(changes.map(({ routerId }) => routerId))].map((routerId) =>
    JSON.stringify({ members: [{ routerId }] }),
  );
  const rows = await tx.$queryRaw<
    {
      id: bigint;
      subject: string;
      created_at: Date;
      content: OutagesContent;
      unsent: boolean;
      agent: string | null;
    }[]
  >`
    select m.id, m.subject, m.created_at, m.content, m.delivered = 0 and m.attempts = 0 as unsent, a.name as agent
    from alarm_message m left join router r on r.id = (m.content->'members'->0->>'routerId')::int left join agent a on a.id = r.agent_id
    where m.channel_id = ${channelId} and m.content->>'kind' = 'outages'
      and m.created_at > ${now}::timestamptz - ${EDITED_DAYS}::int * interval '1 day'
      and (m.content @> any(${about}::jsonb[]) or m.created_at > ${now}::timestamptz - interval '60 seconds'
        or m.content->'group'->>'lastAt' > ${new Date(now.getTime() - 60_000).toISOString()})
    order by m.id for update of m`;
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    createdAt: row.created_at.getTime(),
    unsent: row.unsent,
    agent:
      row.content.group?.agent ?? row.agent ?? routers.get(row.content.members[0]!.routerId)?.agent ?? '',
    content: row.content,
    is: 'same' as const,
  }));
}

async function save(tx: Tx, channelId: number, draft: Draft, now: Date): Promise<void> {
  if (draft.is === 'same') return;
  if (draft.is === 'dropped') {
    if (draft.id !== null) await tx.alarmMessage.delete({ where: { id: draft.id } });
    return;
  }
  await putMessage(tx, channelId, draft.subject, draft.content, now);
}

/** Adds a message, or its next version. One that is just being sent keeps its turn. */
export async function putMessage(
  tx: Tx,
  channelId: number,
  subject: string,
  content: object,
  now: Date,
): Promise<void> {
  const dueAt = new Date(now.getTime() + GATHER_MS);
  await tx.$executeRaw`
    insert into alarm_message (channel_id, subject, content, created_at, due_at)
    values (${channelId}, ${subject}, ${JSON.stringify(content)}::jsonb, ${now}, ${dueAt})
    on conflict (channel_id, subject) do update set content = excluded.content, version = alarm_message.version + 1,
      due_at = greatest(alarm_message.due_at, excluded.due_at), closed_at = null,
      attempts = case when alarm_message.delivered > 0 then 0 else least(alarm_message.attempts, 1) end`;
}

async function dropTooMany(tx: Tx, channelId: number, now: Date): Promise<void> {
  await tx.$executeRaw`
    update alarm_message set closed_at = ${now}, failure = 'too-many' where id in (
      select id from alarm_message where channel_id = ${channelId} and version > delivered and closed_at is null
      order by id desc offset ${WAITING_LIMIT})`;
}
