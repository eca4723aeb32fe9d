import type { ToReports } from '#contract/resident-reports.ts';
import type { Db } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import { audit } from '../staff/index.ts';

export interface Teller {
  readonly name: string;
  readonly from: string;
  /** Throws when she has no right to this village. */
  mustHave(village: string): void;
}

/**
 * One answer, or one closing, to all of these that are still open; one of them open suffices. The first answer counts for the
 * deadline, the newest is shown. Throws Refusal.
 */
export async function tellResidents(
  db: Db,
  deed: 'answer' | 'close',
  { ids, text }: ToReports,
  by: Teller,
  now: Date,
): Promise<number> {
  return await db.$transaction(async (tx) => {
    const known = await tx.residentReport.findMany({ where: { id: { in: ids } } });
    if (known.length !== new Set(ids).size) throw new Refusal(404, 'not-found', 'a report is not there');
    for (const village of new Set(known.map(({ villageCode }) => villageCode))) by.mustHave(village);
    const changed =
      deed === 'answer'
        ? await tx.$queryRaw<{ number: string }[]>`
            update resident_report set answer = ${text}, answered_at = coalesce(answered_at, ${now}::timestamptz), answered_by = ${by.name}
            where id = any(${ids}::int[]) and closed_at is null returning number`
        : await tx.$queryRaw<{ number: string }[]>`
            update resident_report set closing = ${text}, closed_at = ${now}::timestamptz, closed_by = ${by.name}
            where id = any(${ids}::int[]) and closed_at is null returning number`;
    if (changed.length === 0) throw new Refusal(409, 'already-closed', 'all of these are closed already');
    await audit(tx, {
      actor: by.name,
      act: `resident-report:${deed}`,
      target: changed
        .map(({ number }) => number)
        .join(' ')
        .slice(0, 200),
      from: by.from,
      detail: { text, reports: changed.length },
      at: now,
    });
    return changed.length;
  });
}
