import { z } from 'zod';
import { MonthReport } from '#contract/reports.ts';
import { brokenSinceTold, placeText, verifyChains } from '../evidence/index.ts';
import type { Db } from '../platform/db.ts';
import { ruleSets } from '../service-levels/index.ts';
import { differences, digestOf } from './canonical.ts';
import { derivedHistories } from './derived.ts';
import { monthReport } from './month/month-report.ts';
import { lastDayOf } from './months.ts';

/** report.json as it is downloaded. */
export const ReportFile = z.object({
  format: z.literal('sinyal-desa-report-1'),
  report: MonthReport,
  digest: z.string(),
});
export type ReportFile = z.infer<typeof ReportFile>;

export interface Verdict {
  /** The figures of the file have the digest that it names. */
  readonly digestHolds: boolean;
  /** The issue of this month that has the digest; null when none was closed with it. */
  readonly revision: number | null;
  /** Chains of the month (agent, day) that the samples do not lead to; `where` names the first sample, where it is known. */
  readonly brokenChains: readonly { readonly agent: string; readonly day: string; readonly where: string }[];
  /**
   * The chains are longer than when the issue was closed: samples came late. What witnesses were told meanwhile still
   * holds, or its chain is among the broken ones.
   */
  readonly grown: boolean;
  /** Where the samples say otherwise than the file. */
  readonly differences: readonly {
    readonly path: string;
    readonly file: unknown;
    readonly samples: unknown;
  }[];
}

/** Derives every figure of a report again from the raw samples. A draft is judged as of the time that it tells of. */
export async function verifyReport(
  db: Db,
  { report, digest }: ReportFile,
  now: Date,
  onRouter: (done: number, of: number) => void = () => {},
): Promise<Verdict> {
  if (ruleSets.get(report.ruleSet.name)?.version !== report.ruleSet.version)
    throw new Error(
      `rule set ${report.ruleSet.name} v${report.ruleSet.version} is not known to this program`,
    );
  const asOf = new Date(report.to);
  const samples = await monthReport(db, report.month, asOf, (from, to) =>
    derivedHistories(db, from, to, report.over ? now : asOf, onRouter),
  );
  const { trend: _ours, ...ours } = samples;
  const { trend: _theirs, ...theirs } = report;
  const chains = await verifyChains(db, `${report.month}-01`, lastDayOf(report.month));
  const closed = await db.closedReport.findFirst({
    where: { month: report.month, digest },
    orderBy: { revision: 'desc' },
    select: { revision: true },
  });
  const digestHolds = digestOf(report) === digest;
  const grown =
    digestHolds && closed !== null && theirs.chainHead !== null && theirs.chainHead !== ours.chainHead;
  const broken = await Promise.all(
    chains
      .filter(({ holds }) => !holds)
      .map(async ({ agent, day, differsAt }) => ({ agent, day, where: await placeText(db, differsAt) })),
  );
  return {
    digestHolds,
    revision: closed?.revision ?? null,
    brokenChains: grown ? [...broken, ...(await rewritten(db, report.month))] : broken,
    grown,
    differences: differences(grown ? { ...theirs, chainHead: ours.chainHead } : theirs, ours).map(
      ({ path, a, b }) => ({ path, file: a, samples: b }),
    ),
  };
}

/** Chains of a month that say otherwise than witnesses were told. */
async function rewritten(db: Db, month: string): Promise<Verdict['brokenChains']> {
  const broken = await brokenSinceTold(db, `${month}-01`, lastDayOf(month));
  const agents = await db.agent.findMany({ select: { id: true, name: true } });
  const nameOf = new Map(agents.map(({ id, name }) => [id, name]));
  return broken.map(({ agentId, day }) => ({
    agent: nameOf.get(agentId) ?? `agent ${agentId}`,
    day,
    where: ', though witnesses were told of it',
  }));
}
