import type { Action, ActionState } from '#contract/actions.ts';
import type { ActionEntry, Command } from '#contract/agent-link.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';
import {
  afterDisconnect,
  afterLook,
  afterReport,
  afterTime,
  type Progress,
  RETURN_DEADLINE_MS,
  type Seen,
} from './decide.ts';

const shown = {
  router: { select: { name: true, village: { select: { code: true, name: true } } } },
  askedBy: { select: { name: true } },
} satisfies Prisma.ActionInclude;

type Row = Prisma.ActionGetPayload<{ include: typeof shown }>;
type Stored = Omit<Row, 'router' | 'askedBy'>;

const iso = (at: Date | null) => at?.toISOString() ?? null;
const ms = (at: Date | null) => at?.getTime() ?? null;
const date = (at: number | null) => (at === null ? null : new Date(at));

export function actionOf(row: Row): Action {
  return {
    id: row.id,
    routerId: row.routerId,
    router: row.router.name,
    village: row.router.village,
    kind: 'reboot',
    state: row.state as ActionState,
    reason: row.reason,
    askedBy: row.askedBy.name,
    usersOnline: row.usersOnline,
    askedAt: row.askedAt.toISOString(),
    sentAt: iso(row.sentAt),
    acknowledgedAt: iso(row.acknowledgedAt),
    goneAt: iso(row.goneAt),
    backAt: iso(row.backAt),
    endedAt: iso(row.endedAt),
    failure: row.failure,
  };
}

const progressOf = (row: Stored): Progress => ({
  state: row.state as ActionState,
  askedAt: row.askedAt.getTime(),
  expiresAt: row.expiresAt.getTime(),
  sentAt: ms(row.sentAt),
  acknowledgedAt: ms(row.acknowledgedAt),
  uptimeSeconds: row.uptimeSeconds === null ? null : Number(row.uptimeSeconds),
  goneAt: ms(row.goneAt),
  backAt: ms(row.backAt),
  endedAt: ms(row.endedAt),
  failure: row.failure,
});

async function save(tx: Tx, row: Stored, is: Progress): Promise<Action> {
  const saved = await tx.action.update({
    where: { id: row.id },
    data: {
      state: is.state,
      sentAt: date(is.sentAt),
      acknowledgedAt: date(is.acknowledgedAt),
      uptimeSeconds: is.uptimeSeconds === null ? null : BigInt(is.uptimeSeconds),
      goneAt: date(is.goneAt),
      backAt: date(is.backAt),
      endedAt: date(is.endedAt),
      failure: is.failure,
      // Whose session it was needs nobody to know once it is over.
      ...(is.endedAt === null ? {} : { mac: null }),
    },
    include: shown,
  });
  return actionOf(saved);
}

/** An expired action turns out to have been sent; where another has been asked since, it stays ended. */
async function unlessAnother(tx: Tx, row: Stored, is: Progress, next: Progress): Promise<Progress> {
  if (is.endedAt === null || next.endedAt !== null) return next;
  const another = await tx.action.count({ where: { routerId: row.routerId, kind: 'reboot', endedAt: null } });
  return another > 0 ? { ...next, state: 'failed', endedAt: is.endedAt, failure: 'not-back' } : next;
}

/** After this, a return says nothing of the reboot any more. */
const NOTED_FOR_MS = 24 * 3_600_000;

/** What agents report and what looks show; returns the actions that changed. The routers' rows are locked by the caller. */
export async function recordActions(
  tx: Tx,
  agentId: number,
  entries: readonly ActionEntry[],
  looks: readonly { readonly routerId: number; readonly looks: readonly Seen[] }[],
  now: Date,
): Promise<Action[]> {
  const changed: Action[] = [];
  for (const entry of entries) {
    const row = await tx.action.findUnique({ where: { id: entry.actionId } });
    // Only the agent that took it may speak of it.
    if (!row || row.agentId !== agentId) continue;
    const is = progressOf(row);
    const report = {
      event: entry.event,
      at: Date.parse(entry.at) + entry.offsetMs,
      uptimeSeconds: entry.uptimeSeconds,
      detail: entry.detail,
    };
    if (row.kind === 'disconnect') {
      const ended = afterDisconnect(is, report);
      if (ended !== is) await save(tx, row, ended);
      continue;
    }
    const next = afterReport(is, report);
    if (next !== is) changed.push(await save(tx, row, await unlessAnother(tx, row, is, next)));
  }
  const waiting = await tx.action.findMany({
    where: {
      routerId: { in: looks.map((one) => one.routerId) },
      kind: 'reboot',
      backAt: null,
      sentAt: { gte: new Date(now.getTime() - NOTED_FOR_MS) },
    },
  });
  for (const row of waiting) {
    const is = progressOf(row);
    const seen = looks.find((one) => one.routerId === row.routerId)?.looks ?? [];
    const next = seen.reduce(afterLook, is);
    if (next !== is) changed.push(await save(tx, row, next));
  }
  return changed;
}

/** Ends what waited too long. */
export async function endOverdue(db: Db, now: Date): Promise<Action[]> {
  const due = await db.action.findMany({
    where: {
      endedAt: null,
      OR: [
        { state: 'asked', expiresAt: { lte: now } },
        { sentAt: { lte: new Date(now.getTime() - RETURN_DEADLINE_MS) } },
      ],
    },
    select: { id: true },
  });
  const ended: Action[] = [];
  for (const { id } of due) {
    const action = await db.$transaction(async (tx) => {
      // Read again under lock: a report may have come between.
      await tx.$executeRaw`select 1 from action where id = ${id}::uuid for update`;
      const row = await tx.action.findUnique({ where: { id } });
      if (!row) return null;
      const is = progressOf(row);
      const next = afterTime(is, now.getTime());
      if (next === is) return null;
      const saved = await save(tx, row, next);
      return row.kind === 'reboot' ? saved : null;
    });
    if (action) ended.push(action);
  }
  return ended;
}

/** Commands that wait for this agent. What one agent was given, no other ever gets. */
export async function commandsFor(tx: Tx, agentId: number, now: Date): Promise<Command[]> {
  const rows = await tx.$queryRaw<
    { id: string; router_id: number; kind: 'reboot' | 'disconnect'; mac: string | null; expires_at: Date }[]
  >`
    update action a set agent_id = ${agentId} from router r
    where r.id = a.router_id and r.agent_id = ${agentId} and (a.agent_id is null or a.agent_id = ${agentId})
      and a.state = 'asked' and a.ended_at is null and a.expires_at > ${now}
    returning a.id::text as id, a.router_id, a.kind, a.mac, a.expires_at`;
  return rows.map((row) => ({
    id: row.id,
    routerId: row.router_id,
    kind: row.kind,
    mac: row.mac,
    expiresAt: row.expires_at.toISOString(),
  }));
}

export async function actionsOf(db: Db, routerId: number, limit: number): Promise<Action[]> {
  const rows = await db.action.findMany({
    where: { routerId, kind: 'reboot' },
    orderBy: { askedAt: 'desc' },
    take: limit,
    include: shown,
  });
  return rows.map(actionOf);
}

export const findAction = async (db: Db | Tx, id: string): Promise<Action | null> => {
  const row = await db.action.findUnique({ where: { id }, include: shown });
  return row && actionOf(row);
};
