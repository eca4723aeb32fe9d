import type { ChoreKind, ChoreList, OfficeChoreKind } from '#contract/status.ts';
import { type Db, Prisma } from '../platform/db.ts';

interface Row {
  id: number;
  kind: string;
  since: Date;
  detail: string | null;
  router_id: number | null;
  router: string | null;
  village_code: string | null;
  village: string | null;
}

/** Open chores of the routers of these villages (null = all), and of the office when asked for. */
export async function openChores(
  db: Db,
  villages: readonly string[] | null,
  withOffice: boolean,
): Promise<ChoreList> {
  const ofVillages =
    villages === null ? Prisma.empty : Prisma.sql`and v.code = any(${[...villages]}::text[])`;
  const rows = await db.$queryRaw<Row[]>`
    select c.id, c.kind, c.since, c.detail, r.id as router_id, r.name as router, v.code as village_code, v.name as village
    from chore c left join router r on r.id = c.router_id left join village v on v.code = r.village_code
    where c.until is null and (c.router_id is null or (r.removed_at is null ${ofVillages}))
    order by c.since, c.id`;
  const office = rows
    .filter((row) => row.router_id === null)
    .map((row) => ({ ...said(row), kind: row.kind as OfficeChoreKind }));
  const routers = rows
    .filter((row) => row.router_id !== null)
    .map((row) => ({
      ...said(row),
      kind: row.kind as ChoreKind,
      router: { id: row.router_id!, name: row.router! },
      village: { code: row.village_code!, name: row.village! },
    }));
  return { office: withOffice ? office : null, routers };
}

const said = ({ id, since, detail }: Row) => ({ id, since: since.toISOString(), detail });

/** How many of each kind are open. */
export async function choreCounts(db: Db): Promise<{ kind: string; count: number }[]> {
  return await db.$queryRaw`
    select c.kind, count(*)::int as count from chore c left join router r on r.id = c.router_id
    where c.until is null and r.removed_at is null group by 1`;
}
