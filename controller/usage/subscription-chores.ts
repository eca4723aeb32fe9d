import { closeChore, openChore } from '../chores/store.ts';
import type { Db } from '../platform/db.ts';
import { billDetail, isBillDue, isQuotaNear, monthStart, quotaDetail } from './subscription.ts';

interface Row {
  id: number;
  paid_until: Date | null;
  data_quota_gb: number | null;
  bytes: number;
  open: string[];
}

/** Opens and closes the chores of bills and of data; returns how many changed. */
export async function tendSubscriptions(db: Db, now: Date): Promise<number> {
  const from = new Date(monthStart(now.getTime()));
  const rows = await db.$queryRaw<Row[]>`
    select r.id, r.paid_until, r.data_quota_gb,
      coalesce((select sum(u.receive_bytes + u.transmit_bytes) from usage_hour u
        where u.router_id = r.id and u.hour >= ${from}), 0)::float8 as bytes,
      array(select c.kind from chore c where c.router_id = r.id and c.until is null
        and c.kind in ('paid-until', 'data-quota')) as open
    from router r where r.removed_at is null and (r.paid_until is not null or r.data_quota_gb is not null
      or exists (select from chore c where c.router_id = r.id and c.until is null and c.kind in ('paid-until', 'data-quota')))`;
  let changed = 0;
  const set = async (
    { id, open }: Row,
    kind: 'paid-until' | 'data-quota',
    is: boolean,
    detail: () => string,
  ) => {
    if (is === open.includes(kind)) return;
    if (is) await openChore(db, id, kind, detail(), now);
    else await closeChore(db, id, kind, now);
    changed += 1;
  };
  for (const row of rows) {
    await set(row, 'paid-until', isBillDue(row.paid_until, now.getTime()), () => billDetail(row.paid_until!));
    await set(row, 'data-quota', isQuotaNear(row.data_quota_gb, row.bytes), () =>
      quotaDetail(row.data_quota_gb!, row.bytes),
    );
  }
  return changed;
}
