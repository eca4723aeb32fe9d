import type { Claim, Month } from '#contract/reports.ts';
import type { ProviderContract } from '#contract/service-levels.ts';
import type { Db } from '../../platform/db.ts';
import {
  calendarIn,
  contractsOf,
  DEFAULT_RULE_SET,
  figuresOf,
  NO_TIME,
  restitutionOf,
  ruleSets,
  sumOf,
} from '../../service-levels/index.ts';
import { monthOfRouter } from './area-of.ts';
import { historiesIn } from './histories.ts';
import { periodOf } from './month-report.ts';

const WIB_MS = 7 * 3_600_000;
const dayOf = (at: number) => new Date(at + WIB_MS).toISOString().slice(0, 10);

/** What each provider owes for a month; a contract that held for a part of it is judged over that part. */
export async function claimsOf(db: Db, month: Month, now: Date): Promise<Claim[]> {
  const period = periodOf(month, now.getTime());
  if (period.from >= period.to) return [];
  const [from, to] = [new Date(period.from), new Date(period.to)];
  const contracts = await contractsOf(db, { first: dayOf(period.from), last: dayOf(period.to - 1) });
  if (contracts.length === 0) return [];
  const [calendar, histories] = await Promise.all([calendarIn(db, from, to), historiesIn(db, from, to)]);
  return contracts.map((contract) => {
    const rules = ruleSets.get(contract.ruleSet) ?? DEFAULT_RULE_SET;
    const held = { ...period, ...heldIn(contract, period) };
    const parts = histories
      .filter(({ router }) => contract.routerIds.includes(router.id))
      .map((history) => ({ router: history.router, ...monthOfRouter(history, held, calendar, rules) }));
    const figures = figuresOf(parts.length === 0 ? NO_TIME : sumOf(parts.map(({ tallies }) => tallies)));
    const { id, provider, number, slaPercent, monthlyFeeIdr, restitution } = contract;
    return {
      month,
      contract: { id, provider, number, slaPercent, monthlyFeeIdr, restitution },
      figures,
      ruleSet: { name: rules.name, version: rules.version },
      amountIdr: restitutionOf(contract, figures.owed.percent),
      outages: parts
        .flatMap(({ outages }) => outages)
        .filter(({ owedSeconds }) => owedSeconds > 0)
        .toSorted((a, b) => (a.firstFailedAt < b.firstFailedAt ? -1 : 1)),
      routers: parts.map(({ router, tallies }) => ({
        id: router.id,
        name: router.name,
        village: router.village.name,
        figures: figuresOf(tallies),
      })),
    };
  });
}

/** The days (WIB) of a period on which a contract held. */
function heldIn({ validFrom, validUntil }: ProviderContract, { from, to }: { from: number; to: number }) {
  const first = Date.parse(`${validFrom}T00:00:00+07:00`);
  const last = validUntil === null ? to : Date.parse(`${validUntil}T00:00:00+07:00`) + 86_400_000;
  return { from: Math.max(from, first), to: Math.min(to, last) };
}
