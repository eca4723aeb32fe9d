import type { NewServiceHours, ServiceHours, Week } from '#contract/service-levels.ts';
import type { Db, Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import type { HoursRow } from './calendar-of.ts';
import { mustKnow } from './must-know.ts';

export const hoursRow = (row: {
  id: number;
  villages: string[];
  validFrom: Date;
  week: unknown;
}): HoursRow => ({
  id: row.id,
  villages: row.villages,
  validFrom: row.validFrom.toISOString().slice(0, 10),
  week: row.week as Week,
});

/** Service hours as entered, the newest first. */
export async function hoursOf(db: Db | Tx): Promise<ServiceHours[]> {
  const rows = await db.serviceHours.findMany({
    orderBy: [{ validFrom: 'desc' }, { id: 'desc' }],
    take: 500,
  });
  return rows.map((row) => ({
    ...hoursRow(row),
    villages: row.villages,
    week: row.week as Week,
    reference: row.reference,
    enteredAt: row.enteredAt.toISOString(),
    enteredBy: row.enteredBy,
  }));
}

const WIB_MS = 7 * 3_600_000;

/**
 * Hours that are announced before their first day (WIB) begins. Only the very first ones may hold from a day that has
 * begun: after that, what is past leaves the figures by a decree and a second person alone.
 */
export async function addHours(tx: Tx, given: NewServiceHours, by: string, now: Date): Promise<void> {
  await mustKnow(tx, given.villages);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('service hours'))`;
  const begun = Date.parse(`${given.validFrom}T00:00:00Z`) - WIB_MS < now.getTime();
  if (begun && (await tx.serviceHours.count()) > 0)
    throw new Refusal(400, 'invalid', 'hours hold from tomorrow at the earliest', {
      fields: { validFrom: 'has-begun' },
    });
  await tx.serviceHours.create({
    data: { ...given, validFrom: new Date(`${given.validFrom}T00:00:00Z`), enteredAt: now, enteredBy: by },
  });
}
