import type { NewServiceHours, ServiceHours, Week } from '#contract/service-levels.ts';
import type { Db, Tx } from '../platform/db.ts';
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

export async function addHours(tx: Tx, given: NewServiceHours, by: string, now: Date): Promise<void> {
  await mustKnow(tx, given.villages);
  await tx.serviceHours.create({
    data: { ...given, validFrom: new Date(`${given.validFrom}T00:00:00Z`), enteredAt: now, enteredBy: by },
  });
}
