import type { Db, Tx } from '../platform/db.ts';
import { joinOf, type KnownOutage, SHORTLY_MS } from './join.ts';

interface Report {
  readonly id: number;
  readonly villageCode: string;
  readonly routerId: number | null;
  readonly receivedAt: Date;
}

/** Reports that came no longer ago may find their outage or incident, ms: looks of a spool come late. */
const REJOINED_MS = 3 * 86_400_000;
const BATCH = 500;

async function outagesAround(tx: Db | Tx, { villageCode, receivedAt }: Report): Promise<KnownOutage[]> {
  const until = new Date(receivedAt.getTime() + SHORTLY_MS);
  const rows = await tx.$queryRaw<
    { router_id: number; first_failed_at: Date; ended_at: Date | null; incident_id: number | null }[]
  >`select o.router_id, o.first_failed_at, o.ended_at, i.id as incident_id
    from outage o join router r on r.id = o.router_id
    left join incident_member m on m.router_id = o.router_id and m.first_failed_at = o.first_failed_at
    left join incident i on i.id = m.incident_id and i.state <> 'rejected'
    where r.village_code = ${villageCode} and o.first_failed_at <= ${until}::timestamptz
      and (o.ended_at is null or o.ended_at > ${receivedAt}::timestamptz)
    order by o.first_failed_at limit 50`;
  return rows.map((row) => ({
    routerId: row.router_id,
    firstFailedAt: row.first_failed_at,
    endedAt: row.ended_at,
    incidentId: row.incident_id,
  }));
}

/** Joins one report to its outage and incident as they are known now. True when that changed. */
export async function joinReport(tx: Db | Tx, report: Report): Promise<boolean> {
  const outage = joinOf(report, await outagesAround(tx, report));
  const changed = await tx.$executeRaw`
    update resident_report set outage_router_id = ${outage?.routerId ?? null},
      outage_first_failed_at = ${outage?.firstFailedAt ?? null}::timestamptz, incident_id = ${outage?.incidentId ?? null}
    where id = ${report.id} and (outage_router_id, outage_first_failed_at, incident_id)
      is distinct from (${outage?.routerId ?? null}::int, ${outage?.firstFailedAt ?? null}::timestamptz, ${outage?.incidentId ?? null}::int)`;
  return changed > 0;
}

/** Looks again at the reports of the last days: outages open shortly after, move, and become incidents. */
export async function joinAgain(db: Db, now: Date): Promise<number> {
  const reports = await db.residentReport.findMany({
    where: { receivedAt: { gt: new Date(now.getTime() - REJOINED_MS) } },
    select: { id: true, villageCode: true, routerId: true, receivedAt: true },
    orderBy: { receivedAt: 'desc' },
    take: BATCH,
  });
  let changed = 0;
  for (const report of reports) if (await joinReport(db, report)) changed += 1;
  return changed;
}
