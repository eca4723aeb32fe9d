import type { ChoreKind } from '#contract/status.ts';
import type { Db } from '../platform/db.ts';

/** Opens a chore of a router unless it is open. */
export async function openChore(
  db: Db,
  routerId: number,
  kind: ChoreKind,
  detail: string,
  at: Date,
): Promise<void> {
  await db.$executeRaw`
    insert into chore (router_id, kind, since, detail)
    select ${routerId}, ${kind}, ${at}::timestamptz, ${detail}
    where exists (select from router where id = ${routerId})
      and not exists (select from chore where router_id = ${routerId} and kind = ${kind} and until is null)`;
}

export async function closeChore(db: Db, routerId: number, kind: ChoreKind, at: Date): Promise<void> {
  await db.chore.updateMany({ where: { routerId, kind, until: null }, data: { until: at } });
}
