import type { ChoreKind, OfficeChoreKind } from '#contract/status.ts';
import type { Db, Tx } from '../platform/db.ts';

/** Opens a chore of a router unless it is open. */
export async function openChore(
  db: Db | Tx,
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

export async function closeChore(db: Db | Tx, routerId: number, kind: ChoreKind, at: Date): Promise<void> {
  await db.chore.updateMany({ where: { routerId, kind, until: null }, data: { until: at } });
}

/** Opens a chore of the office; one that is open gets the new detail. */
export async function openOfficeChore(
  db: Db | Tx,
  kind: OfficeChoreKind,
  detail: string,
  at: Date,
): Promise<void> {
  await db.$executeRaw`
    insert into chore (router_id, kind, since, detail) values (null, ${kind}, ${at}::timestamptz, ${detail})
    on conflict (kind) where router_id is null and until is null do update set detail = excluded.detail`;
}

export async function closeOfficeChore(db: Db | Tx, kind: OfficeChoreKind, at: Date): Promise<void> {
  await db.chore.updateMany({ where: { routerId: null, kind, until: null }, data: { until: at } });
}
