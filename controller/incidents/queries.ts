import type { Incident, IncidentEvidence, IncidentLink } from '#contract/incidents.ts';
import type { Cause } from '#contract/outages.ts';
import { type Db, Prisma, type Tx } from '../platform/db.ts';

export interface IncidentFilter {
  /** Villages that the person may see; null = all. */
  readonly villages: readonly string[] | null;
  readonly id?: number | undefined;
  readonly open?: 'true' | 'false' | undefined;
  readonly village?: string | undefined;
  readonly limit: number;
}

interface Row {
  id: number;
  link: IncidentLink;
  name: string | null;
  cause: Cause;
  began_at: Date;
  ended_at: Date | null;
  evidence: IncidentEvidence;
  state: Incident['state'];
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
}

/** Incidents, the newest first; of members only those that the person may see, and no incident without one. */
export async function incidentsOf(db: Db | Tx, filter: IncidentFilter): Promise<Incident[]> {
  const { villages, id, open, village, limit } = filter;
  const when = (is: boolean, sql: Prisma.Sql) => (is ? sql : Prisma.empty);
  const hers = when(
    villages !== null,
    Prisma.sql`and r.village_code = any(${[...(villages ?? [])]}::text[])`,
  );
  const rows = await db.$queryRaw<Row[]>`
    select i.id, i.link, i.name, i.cause, i.began_at, i.ended_at, i.evidence, i.state, s.name as decided_by, i.decided_at, i.reason
    from incident i left join staff s on s.id = i.decided_by_id
    where exists (select 1 from incident_member m join router r on r.id = m.router_id where m.incident_id = i.id ${hers}
        ${when(village !== undefined, Prisma.sql`and r.village_code = ${village}`)})
      ${when(id !== undefined, Prisma.sql`and i.id = ${id}`)}
      ${when(open === 'true', Prisma.sql`and i.ended_at is null`)}
      ${when(open === 'false', Prisma.sql`and i.ended_at is not null`)}
    order by i.began_at desc, i.id desc limit ${limit}`;
  const members = await db.$queryRaw<
    {
      incident_id: number;
      router_id: number;
      router: string;
      code: string;
      village: string;
      first_failed_at: Date;
      ended_at: Date | null;
      cause: Cause;
    }[]
  >`select m.incident_id, m.router_id, r.name as router, v.code, v.name as village, m.first_failed_at, o.ended_at, o.cause
    from incident_member m join router r on r.id = m.router_id join village v on v.code = r.village_code
    join outage o on o.router_id = m.router_id and o.first_failed_at = m.first_failed_at
    where m.incident_id = any(${rows.map((row) => row.id)}::int[]) ${hers} order by m.first_failed_at, m.router_id`;
  const byIncident = Map.groupBy(members, (member) => member.incident_id);
  return rows.map((row) => ({
    id: row.id,
    link: row.link,
    name: row.name,
    cause: row.cause,
    beganAt: row.began_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    evidence: row.evidence,
    state: row.state,
    decided:
      row.decided_at === null
        ? null
        : { by: row.decided_by ?? '', at: row.decided_at.toISOString(), reason: row.reason },
    members: (byIncident.get(row.id) ?? []).map((member) => ({
      routerId: member.router_id,
      router: member.router,
      village: { code: member.code, name: member.village },
      firstFailedAt: member.first_failed_at.toISOString(),
      endedAt: member.ended_at?.toISOString() ?? null,
      cause: member.cause,
    })),
  }));
}
