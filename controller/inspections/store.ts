import { createHash, randomUUID } from 'node:crypto';
import type {
  Inspection,
  InspectionEntry,
  InspectionRequest,
  Overdue,
  RouterLogEntry,
  RouterLogLine,
} from '#contract/inspection.ts';
import { InspectionFacts } from '#contract/inspection-facts.ts';
import type { Outcome } from '#contract/looks.ts';
import type { Config } from '../platform/config.ts';
import type { Db, Tx } from '../platform/db.ts';
import { choresAfterSteps, saveChores } from './chores-after.ts';
import { expectedOf } from './expected-of.ts';
import { judge } from './judge.ts';

/** Somebody waits no longer than this for an answer, ms. */
export const WAIT_MS = 30_000;
/** Offered with one answer. */
const MOST_OFFERED = 16;
/** Lines of a router's log that are kept: evidence of some thousand outages. */
const MOST_LINES = 5_000;

/** Asks for an inspection; one that is under way already is given again. */
export async function askInspection(db: Db, routerId: number, now: Date): Promise<InspectionRequest> {
  return await db.$transaction(async (tx) => {
    await tx.inspection.upsert({ where: { routerId }, create: { routerId }, update: {} });
    await tx.$executeRaw`select router_id from inspection where router_id = ${routerId} for update`;
    const is = await tx.inspection.findUniqueOrThrow({ where: { routerId } });
    if (is.requestId !== null && is.requestedAt !== null && isWaitedFor(is.requestedAt, now))
      return { requestId: is.requestId, routerId };
    const requestId = randomUUID();
    await tx.inspection.update({ where: { routerId }, data: { requestId, requestedAt: now } });
    return { requestId, routerId };
  });
}

const isWaitedFor = (requestedAt: Date, now: Date) => now.getTime() - requestedAt.getTime() < WAIT_MS;

/** What the agent that holds these routers should inspect now. */
export async function inspectionsFor(tx: Db | Tx, agentId: number, now: Date): Promise<InspectionRequest[]> {
  const rows = await tx.inspection.findMany({
    where: { requestedAt: { gt: new Date(now.getTime() - WAIT_MS) }, router: { agentId, removedAt: null } },
    orderBy: { requestedAt: 'asc' },
    take: MOST_OFFERED,
  });
  return rows.flatMap(({ requestId, routerId }) => (requestId === null ? [] : [{ requestId, routerId }]));
}

/** Inspections and logs that came with a batch. Only the agent that holds a router speaks for it. */
export async function recordInspections(
  tx: Tx,
  config: Config,
  agentId: number,
  entries: readonly (InspectionEntry | RouterLogEntry)[],
  now: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const held = new Set(
    (
      await tx.router.findMany({
        where: { id: { in: entries.map(({ routerId }) => routerId) }, agentId },
        select: { id: true },
      })
    ).map(({ id }) => id),
  );
  for (const entry of entries) {
    if (!held.has(entry.routerId)) continue;
    if (entry.kind === 'inspection') await recordInspection(tx, config, entry, now);
    else await recordLog(tx, entry, now);
  }
}

async function recordInspection(tx: Tx, config: Config, entry: InspectionEntry, now: Date): Promise<void> {
  const { routerId, requestId, outcome, detail, facts } = entry;
  const at = new Date(Math.min(Date.parse(entry.at) + entry.offsetMs, now.getTime()));
  const is = await tx.inspection.findUnique({ where: { routerId } });
  const answered = requestId !== null && requestId === is?.requestId;
  // Sent again, or overtaken on the way by what is newer: nobody waits any longer all the same.
  if (is?.at && is.at >= at) {
    if (answered && is.requestedAt !== null)
      await tx.inspection.update({ where: { routerId }, data: { requestId: null, requestedAt: null } });
    return;
  }
  // An own round that did not get through tells less than the last that did.
  if (facts === null && requestId === null && is?.facts) return;
  const data = {
    at,
    outcome,
    detail,
    facts: facts ?? undefined,
    ...(answered ? { requestedAt: null } : {}),
    // One of the agent's own takes the place of the one that was answered.
    ...(requestId === null && is?.requestedAt === null ? { requestId: null } : {}),
  };
  await tx.inspection.upsert({ where: { routerId }, create: { routerId, ...data }, update: data });
  if (facts === null) return;
  const expected = await expectedOf(tx, config, routerId);
  if (!expected) return;
  await saveChores(tx, routerId, choresAfterSteps(judge({ outcome, detail, facts }, expected)), now);
}

/** What a router writes at its start: with a clock that begins in 1970 it is the same line after every start. */
const OF_START = /rebooted|shutdown|watchdog|kernel failure/;
const HOUR_MS = 3_600_000;

/** A line that was read before is stored once: the router's own stamp belongs to it, or its start. */
async function recordLog(
  tx: Tx,
  { routerId, lines, at, offsetMs }: RouterLogEntry,
  now: Date,
): Promise<void> {
  const readAt = new Date(Math.min(Date.parse(at) + offsetMs, now.getTime()));
  const status = await tx.routerStatus.findUnique({
    where: { routerId },
    select: { lastAnsweredAt: true, lastUptimeSeconds: true },
  });
  const start =
    status?.lastAnsweredAt && status.lastUptimeSeconds !== null
      ? Math.floor((status.lastAnsweredAt.getTime() - Number(status.lastUptimeSeconds) * 1000) / HOUR_MS)
      : null;
  await tx.routerLogLine.createMany({
    data: lines.map(({ stamp, topics, message }) => {
      const once = OF_START.test(message)
        ? `${stamp}\n${topics}\n${message}\n${start}`
        : `${stamp}\n${topics}\n${message}`;
      const digest = createHash('sha256').update(once).digest();
      return { routerId, readAt, storedAt: now, stamp, topics, message, digest };
    }),
    skipDuplicates: true,
  });
  await tx.$executeRaw`delete from router_log_line where router_id = ${routerId} and id not in
    (select id from router_log_line where router_id = ${routerId} order by id desc limit ${MOST_LINES})`;
}

/** The last inspection, judged by what is expected today. */
export async function lastInspection(
  db: Db,
  config: Config,
  routerId: number,
  now: Date,
): Promise<Inspection> {
  const row = await db.inspection.findUnique({ where: { routerId } });
  const expected = await expectedOf(db, config, routerId);
  const since = row?.requestId ? row.requestedAt : null;
  const underWay =
    row?.requestId && since && isWaitedFor(since, now)
      ? { requestId: row.requestId, since: since.toISOString() }
      : null;
  const overdue = since && !underWay ? await whyOverdue(db, routerId, since) : null;
  if (!row?.at || !row.outcome || !expected) return { underWay, overdue, last: null };
  const seen = { outcome: row.outcome as Outcome, detail: row.detail, facts: factsOf(row) };
  return {
    underWay,
    overdue,
    last: {
      at: row.at.toISOString(),
      // While somebody waits it names what is waited for.
      requestId: since ? null : row.requestId,
      outcome: seen.outcome,
      detail: row.detail,
      steps: judge(seen, expected),
    },
  };
}

/** Facts of a version that asked otherwise tell nothing: what they were is not known until the next inspection. */
function factsOf({ outcome, facts }: { outcome: string | null; facts: unknown }): InspectionFacts | null {
  return outcome === 'answered' ? (InspectionFacts.safeParse(facts).data ?? null) : null;
}

/** With each batch the agent is told who waits: heard since, it knows of the request. */
async function whyOverdue(db: Db, routerId: number, since: Date): Promise<Overdue> {
  const router = await db.router.findUnique({
    where: { id: routerId },
    select: { agent: { select: { lastSeenAt: true, revokedAt: true } } },
  });
  const agent = router?.agent;
  if (!agent || agent.revokedAt !== null) return 'no-agent';
  return agent.lastSeenAt !== null && agent.lastSeenAt > since ? 'router-slow' : 'agent-silent';
}

export async function logOf(db: Db, routerId: number, limit: number): Promise<RouterLogLine[]> {
  const rows = await db.routerLogLine.findMany({
    where: { routerId },
    orderBy: [{ readAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map(({ readAt, stamp, topics, message }) => ({
    readAt: readAt.toISOString(),
    stamp,
    topics,
    message,
  }));
}
