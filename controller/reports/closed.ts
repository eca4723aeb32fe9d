import type { CloseReport, Month, MonthReport, ReportView } from '#contract/reports.ts';
import type { Db, Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import { canonical, digestOf } from './canonical.ts';
import { monthReport } from './month/month-report.ts';

/** The draft of a month as of now, with what was closed before. */
export async function reportView(db: Db, month: Month, now: Date): Promise<ReportView> {
  const report = await monthReport(db, month, now);
  const closed = await closedOf(db, month);
  const digest = digestOf(report);
  const [last] = closed;
  const view = { report, digest, closed, witnesses: await witnessesOf(db) };
  if (!last || last.digest === digest) return { ...view, revised: false, samplesAdded: false };
  const { content } = await db.closedReport.findUniqueOrThrow({
    where: { month_revision: { month, revision: last.revision } },
    select: { content: true },
  });
  const revised = figuresOf(JSON.parse(content) as MonthReport) !== figuresOf(report);
  return { ...view, revised, samplesAdded: !revised };
}

/** All but the chains of samples: late looks lengthen them, whether or not they say anything new. */
const figuresOf = (report: MonthReport): string => digestOf({ ...report, chainHead: null });

/** A closed issue as it was closed. Null when there is none. */
export async function closedView(db: Db, month: Month, revision: number): Promise<ReportView | null> {
  const row = await db.closedReport.findUnique({ where: { month_revision: { month, revision } } });
  if (!row) return null;
  const report = JSON.parse(row.content) as MonthReport;
  const closed = await closedOf(db, month);
  return {
    report,
    digest: digestOf(report),
    closed,
    revised: false,
    samplesAdded: false,
    witnesses: await witnessesOf(db),
  };
}

const witnessesOf = (db: Db) => db.alarmChannel.count({ where: { witness: true, disabledAt: null } });

async function closedOf(db: Db | Tx, month: Month): Promise<ReportView['closed']> {
  const rows = await db.closedReport.findMany({
    where: { month },
    orderBy: { revision: 'desc' },
    include: { closedBy: { select: { name: true } } },
  });
  return rows.map((row) => ({
    revision: row.revision,
    digest: row.digest,
    number: row.number,
    reason: row.reason,
    closedAt: row.closedAt.toISOString(),
    closedBy: row.closedBy.name,
  }));
}

/** Closes a month, or issues it anew; an issue is never changed. */
export async function closeMonth(
  tx: Tx,
  report: MonthReport,
  { number, reason }: CloseReport,
  staffId: number,
  now: Date,
): Promise<number> {
  const { month } = report;
  if (!report.over)
    throw new Refusal(
      409,
      'month-not-over',
      `${month} is not over: it ends at ${nextMonth(month)} 00:00 WIB`,
    );
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`closed report ${month}`}))`;
  const [last] = await closedOf(tx, month);
  const digest = digestOf(report);
  if (last && last.digest === digest)
    throw new Refusal(409, 'nothing-changed', `issue ${last.revision} of ${month} has the same figures`);
  if (last && reason === null)
    throw new Refusal(400, 'invalid', 'a new issue needs a reason', { fields: { reason: 'reason-needed' } });
  const revision = (last?.revision ?? 0) + 1;
  await tx.closedReport.create({
    data: {
      month,
      revision,
      ruleSet: `${report.ruleSet.name} v${report.ruleSet.version}`,
      content: canonical(report),
      digest,
      number,
      reason,
      closedAt: now,
      closedById: staffId,
    },
  });
  return revision;
}

function nextMonth(month: Month): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}
