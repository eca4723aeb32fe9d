import type { NewPlannedWindow, PlannedKind, PlannedWindow } from '#contract/service-levels.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import { doesCount, isLate, type WindowRow } from './calendar-of.ts';
import { mustKnow } from './must-know.ts';

/** A window longer than this is a slip of the pen. */
const LONGEST_MS = 366 * 86_400_000;

interface StoredWindow {
  id: number;
  kind: string;
  villages: string[];
  from: Date;
  until: Date;
  enteredAt: Date;
  enteredById: number;
  approvedById: number | null;
  withdrawnAt: Date | null;
}
export const windowRow = (row: StoredWindow): WindowRow => ({
  id: row.id,
  kind: row.kind as PlannedKind,
  villages: row.villages,
  from: row.from.getTime(),
  until: row.until.getTime(),
  enteredAt: row.enteredAt.getTime(),
  enteredById: row.enteredById,
  approvedById: row.approvedById,
  withdrawnAt: row.withdrawnAt?.getTime() ?? null,
});

const named = {
  enteredBy: { select: { name: true } },
  approvedBy: { select: { name: true } },
  withdrawnBy: { select: { name: true } },
} satisfies Prisma.PlannedWindowInclude;
type Named = Prisma.PlannedWindowGetPayload<{ include: typeof named }>;

/** Planned windows, the newest first; with [from, to) only those that touch it. */
export async function windowsOf(
  db: Db | Tx,
  within: { readonly from: Date; readonly to: Date } | null,
): Promise<PlannedWindow[]> {
  const rows = await db.plannedWindow.findMany({
    where: within ? { from: { lt: within.to }, until: { gt: within.from } } : {},
    include: named,
    orderBy: [{ from: 'desc' }, { id: 'desc' }],
    take: 1_000,
  });
  return rows.map((row) => shown(row, rows));
}

function shown(row: Named, all: readonly Named[]): PlannedWindow {
  const facts = windowRow(row);
  return {
    id: row.id,
    kind: facts.kind,
    reference: row.reference,
    reason: row.reason,
    villages: row.villages,
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    enteredAt: row.enteredAt.toISOString(),
    enteredBy: row.enteredBy.name,
    approved: row.approvedAt && { by: row.approvedBy?.name ?? '', at: row.approvedAt.toISOString() },
    withdrawn: row.withdrawnAt && { by: row.withdrawnBy?.name ?? '', at: row.withdrawnAt.toISOString() },
    late: isLate(facts),
    counts: doesCount(facts),
    overlaps: all.filter((other) => other.id !== row.id && overlap(row, other)).map(({ id }) => id),
  };
}

const overlap = (a: StoredWindow, b: StoredWindow) =>
  a.kind === b.kind &&
  a.withdrawnAt === null &&
  b.withdrawnAt === null &&
  a.from < b.until &&
  b.from < a.until &&
  (a.villages.length === 0 ||
    b.villages.length === 0 ||
    a.villages.some((code) => b.villages.includes(code)));

export async function addWindow(
  tx: Tx,
  given: NewPlannedWindow,
  staffId: number,
  now: Date,
): Promise<PlannedWindow> {
  await mustKnow(tx, given.villages);
  const [from, until] = [new Date(given.from), new Date(given.until)];
  if (until.getTime() - from.getTime() > LONGEST_MS)
    throw new Refusal(400, 'invalid', 'a planned time is no longer than a year', {
      fields: { until: 'longer-than-a-year' },
    });
  const { id } = await tx.plannedWindow.create({
    data: { ...given, from, until, enteredAt: now, enteredById: staffId },
  });
  return await windowOf(tx, id);
}

async function windowOf(tx: Tx, id: number): Promise<PlannedWindow> {
  const row = await tx.plannedWindow.findUnique({ where: { id }, include: named });
  if (!row) throw new Refusal(404, 'not-found', `there is no planned time ${id}`);
  const others = await tx.plannedWindow.findMany({
    where: { from: { lt: row.until }, until: { gt: row.from } },
    include: named,
  });
  return shown(row, others);
}

/** Takes the row, so that two approvals or a withdrawal at once are one after the other. */
async function lockWindow(tx: Tx, id: number): Promise<void> {
  await tx.$executeRaw`select 1 from planned_window where id = ${id} for update`;
}

/** By a second person; by who entered it is refused. */
export async function approveWindow(tx: Tx, id: number, staffId: number, now: Date): Promise<PlannedWindow> {
  await lockWindow(tx, id);
  const row = await tx.plannedWindow.findUnique({ where: { id } });
  if (!row) throw new Refusal(404, 'not-found', `there is no planned time ${id}`);
  if (row.enteredById === staffId)
    throw new Refusal(409, 'second-person', 'whoever entered it cannot approve it: ask a second person');
  if (row.withdrawnAt !== null) throw new Refusal(409, 'withdrawn', 'it was withdrawn');
  if (row.approvedAt === null)
    await tx.plannedWindow.update({ where: { id }, data: { approvedAt: now, approvedById: staffId } });
  return await windowOf(tx, id);
}

export async function withdrawWindow(tx: Tx, id: number, staffId: number, now: Date): Promise<PlannedWindow> {
  await lockWindow(tx, id);
  await tx.plannedWindow.updateMany({
    where: { id, withdrawnAt: null },
    data: { withdrawnAt: now, withdrawnById: staffId },
  });
  return await windowOf(tx, id);
}
