import type { ExceptionKind } from '#contract/access.ts';
import { Week } from '#contract/access.ts';
import type { Db } from '../platform/db.ts';
import { type Opening, type OpeningRules, openingOf } from './opening.ts';
import { planOf } from './plan.ts';
import { PUBLIC_PLAN } from './tickets.ts';

/** Most exceptions that are looked at: those that end first. */
const MOST = 100;

/** What is decided of a village's hours as of `now`. */
export async function rulesFor(db: Db, village: string, now: Date): Promise<OpeningRules> {
  const [hours, exceptions] = await Promise.all([
    db.openingHours.findMany({ where: { OR: [{ villageCode: village }, { villageCode: null }] } }),
    db.openingException.findMany({
      where: {
        withdrawnAt: null,
        AND: [
          { OR: [{ until: null }, { until: { gt: now } }] },
          { OR: [{ villages: { isEmpty: true } }, { villages: { has: village } }] },
        ],
      },
      orderBy: [{ until: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
      take: MOST,
    }),
  ]);
  const own = hours.find(({ villageCode }) => villageCode !== null) ?? hours[0];
  return {
    week: own ? Week.parse(own.week) : null,
    exceptions: exceptions.map((row) => ({ ...row, kind: row.kind as ExceptionKind })),
  };
}

/** What residents of this village read of its hours. */
export async function openingIn(db: Db, village: string, now: Date): Promise<Opening> {
  const [rules, everyone] = await Promise.all([
    rulesFor(db, village, now),
    db.plan.findUniqueOrThrow({ where: { name: PUBLIC_PLAN } }),
  ]);
  return openingOf(planOf(everyone), rules, now);
}
