import { RESIDENT_TEXT_LIMIT, type ReportKind, type ReportVia } from '#contract/resident-reports.ts';
import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { dueOf } from './due.ts';
import { joinReport } from './join-store.ts';
import { newNumber } from './number.ts';
import { dayOf, reporterHash } from './reporter.ts';
import { deadlinesOf } from './settings.ts';

export interface NewReport {
  readonly villageCode: string;
  readonly routerId: number | null;
  readonly kind: ReportKind;
  readonly text: string | null;
  readonly via: ReportVia;
  /** What tells one phone from another today: its MAC, or its address. Only a keyed hash of it is kept, for the day. */
  readonly reporter: string;
}

export type Submitted = { readonly number: string } | { readonly refused: 'too-many' };

/** Of one phone or address, and of one village, in a day (WIB). */
export const REPORTS_A_DAY = { reporter: 5, village: 200 } as const;
/** The same tap again within this is the same report, ms. */
const AGAIN_MS = 10 * 60_000;

/** Line breaks and marks of direction turn a short text into another. */
const plain = (text: string | null) =>
  text
    ?.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, RESIDENT_TEXT_LIMIT) || null;

/** Takes a report in. The village must be there. */
export async function submit(db: Db, sealer: Sealer, report: NewReport, now: Date): Promise<Submitted> {
  const { villageCode, routerId, kind, via } = report;
  const text = plain(report.text);
  return await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`resident report ${villageCode}`}))`;
    const reporter = await reporterHash(tx, sealer, report.reporter, now);
    const today = { receivedAt: { gte: dayOf(now).began } };
    const hers = await tx.residentReport.findMany({
      where: { reporter, ...today },
      select: { number: true, villageCode: true, kind: true, text: true, receivedAt: true },
    });
    const same = hers.find(
      (one) =>
        one.villageCode === villageCode &&
        one.kind === kind &&
        one.text === text &&
        now.getTime() - one.receivedAt.getTime() < AGAIN_MS,
    );
    if (same) return { number: same.number };
    if (hers.length >= REPORTS_A_DAY.reporter) return { refused: 'too-many' };
    if ((await tx.residentReport.count({ where: { villageCode, ...today } })) >= REPORTS_A_DAY.village)
      return { refused: 'too-many' };
    const number = await freeNumber((drawn) => tx.residentReport.count({ where: { number: drawn } }));
    const { id } = await tx.residentReport.create({
      data: {
        number,
        villageCode,
        routerId,
        kind,
        text,
        via,
        reporter,
        receivedAt: now,
        ...dueOf(await deadlinesOf(tx), now),
      },
    });
    await joinReport(tx, { id, villageCode, routerId, receivedAt: now });
    return { number };
  });
}

/** One in 729 million is taken for each that there is: a second draw is rare, a fifth is a fault. */
async function freeNumber(taken: (number: string) => Promise<number>): Promise<string> {
  for (let draw = 0; draw < 5; draw += 1) {
    const number = newNumber();
    if ((await taken(number)) === 0) return number;
  }
  throw new Error('no free report number in five draws');
}
