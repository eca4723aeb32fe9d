import type { AlarmContent } from '#contract/alarms.ts';
import type { OfficeChoreKind } from '#contract/status.ts';
import type { Db, Tx } from '../platform/db.ts';
import { lockAlarms, putMessage } from './write.ts';

/** An agent that is silent for this long is told of, ms: a restarted computer needs a minute. */
export const AGENT_ALARM_MS = 120_000;
/** What ended so long ago is no news, ms. */
const STALE_MS = 900_000;

interface OfficeMessage {
  readonly subject: string;
  readonly content: Exclude<AlarmContent, { kind: 'outages' | 'chain-head' | 'test' }>;
}

/**
 * What concerns the office itself: agents that are silent (their routers are unknown, and nothing is said of those), and
 * its chores. Told from what stands in the database, so it is the same however often it is asked. `awakeSince`: before
 * that this process did not listen, and silence proves nothing.
 */
export async function writeOffice(db: Db, now: Date, awakeSince: Date): Promise<void> {
  const messages = [...(await silentAgents(db, now, awakeSince)), ...(await openChores(db))];
  await db.$transaction(async (tx) => {
    const channels = await tx.alarmChannel.findMany({
      where: { disabledAt: null, office: true, witness: false },
      select: { id: true, failure: true },
    });
    if (channels.length === 0) return;
    await lockAlarms(tx);
    for (const { id, failure } of channels) {
      const told = await toldOf(tx, id);
      for (const { subject, content } of messages) {
        // A channel that fails itself cannot tell of it.
        if (told.has(subject) || (failure !== null && isAlarmChore(content))) continue;
        await putMessage(tx, id, subject, content, now);
      }
      const open = new Set(messages.map(({ subject }) => subject));
      for (const [subject, content] of told) {
        if (content.until !== null || open.has(subject)) continue;
        const until = await endOf(tx, subject, content, now);
        if (until) await putMessage(tx, id, subject, { ...content, until: until.toISOString() }, now);
      }
    }
  });
}

const isAlarmChore = (content: OfficeMessage['content']) =>
  content.kind === 'office-chore' && content.chore === 'alarm-failed';

async function silentAgents(db: Db, now: Date, awakeSince: Date): Promise<OfficeMessage[]> {
  const limit = new Date(now.getTime() - AGENT_ALARM_MS);
  if (awakeSince > limit) return [];
  const agents = await db.agent.findMany({
    where: { revokedAt: null, lastSeenAt: { lt: limit }, routers: { some: { removedAt: null } } },
    select: { name: true, lastSeenAt: true },
    orderBy: { id: 'asc' },
  });
  return agents.map(({ name, lastSeenAt }) => {
    const since = lastSeenAt!.toISOString();
    return {
      subject: `agent:${name}:${since}`,
      content: { kind: 'agent-silent', agent: name, since, until: null },
    };
  });
}

async function openChores(db: Db): Promise<OfficeMessage[]> {
  const chores = await db.chore.findMany({
    where: { routerId: null, until: null },
    orderBy: { id: 'asc' },
    take: 50,
  });
  return chores.map(({ id, kind, since }) => ({
    subject: `chore:${id}`,
    content: {
      kind: 'office-chore',
      chore: kind as OfficeChoreKind,
      since: since.toISOString(),
      until: null,
    },
  }));
}

/** Messages of this channel that were not told to be over. */
async function toldOf(tx: Tx, channelId: number): Promise<Map<string, OfficeMessage['content']>> {
  const rows = await tx.$queryRaw<OfficeMessage[]>`select subject, content from alarm_message
    where channel_id = ${channelId} and (subject like 'agent:%' or subject like 'chore:%')
      and (content->>'until' is null or created_at > now() - ${STALE_MS}::int * interval '1 millisecond')`;
  return new Map(rows.map((row) => [row.subject, row.content]));
}

/** When it was over; null while nobody can tell. */
async function endOf(
  tx: Tx,
  subject: string,
  content: OfficeMessage['content'],
  now: Date,
): Promise<Date | null> {
  if (content.kind === 'agent-silent') {
    const agent = await tx.agent.findUnique({
      where: { name: content.agent },
      select: { lastSeenAt: true, revokedAt: true },
    });
    if (!agent || agent.revokedAt) return now;
    return agent.lastSeenAt && agent.lastSeenAt.toISOString() > content.since ? now : null;
  }
  const chore = await tx.chore.findUnique({ where: { id: Number(subject.slice('chore:'.length)) } });
  return chore ? chore.until : now;
}

/** The database was gone from `since` on: told once it is back, for before nothing could be written. */
export async function writeDatabaseGone(db: Db, since: Date, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const channels = await tx.alarmChannel.findMany({
      where: { disabledAt: null, office: true, witness: false },
    });
    const content = { kind: 'database-gone', since: since.toISOString(), until: now.toISOString() } as const;
    for (const { id } of channels) await putMessage(tx, id, `database:${content.since}`, content, now);
  });
}
