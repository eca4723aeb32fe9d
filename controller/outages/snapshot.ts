import type { Outcome } from '#contract/looks.ts';
import type { Uplink } from '#contract/names.ts';
import type { ChoreKind, Notice, Reason, RouterStatus, Snapshot, State } from '#contract/status.ts';
import { type Db, Prisma } from '../platform/db.ts';

/** An agent that sent nothing for this long is silent; it sends a sign of life at least every 15 s. */
export const AGENT_SILENT_MS = 45_000;

interface Row {
  id: number;
  name: string;
  code: string;
  village: string;
  kecamatan: string;
  uplink: Uplink;
  state: State | null;
  reason: Reason | null;
  since: Date | null;
  in_service_since: Date;
  since_uncertainty_ms: number | null;
  users: number | null;
  receive_bits_per_second: number | null;
  transmit_bits_per_second: number | null;
  last_look_at: Date | null;
  last_answered_at: Date | null;
  last_outcome: Outcome | null;
  agent_id: number | null;
  agent_name: string | null;
  last_seen_at: Date | null;
  contact_name: string | null;
  contact_phone: string | null;
  chores: ChoreKind[];
  action: 'asked' | 'sent' | 'acknowledged' | null;
  simulated: boolean;
  version: number | null;
}

export interface Which {
  /** Null = all. */
  readonly villages: readonly string[] | null;
  readonly routerId?: number;
}

/** Present rows of the routers of these villages. */
export async function statusRows(db: Db, { villages, routerId }: Which, now: Date): Promise<RouterStatus[]> {
  const ofVillages =
    villages === null ? Prisma.empty : Prisma.sql`and r.village_code = any(${[...villages]}::text[])`;
  const ofRouter = routerId === undefined ? Prisma.empty : Prisma.sql`and r.id = ${routerId}`;
  const rows = await db.$queryRaw<Row[]>`
    select r.id, r.name, v.code, v.name as village, v.kecamatan, r.uplink, s.state, s.reason, s.since, r.in_service_since,
      s.since_uncertainty_ms, s.users, s.receive_bits_per_second, s.transmit_bits_per_second, s.last_look_at, s.last_answered_at,
      s.last_outcome, a.id as agent_id, a.name as agent_name, a.last_seen_at, r.contact_name, r.contact_phone,
      array(select distinct c.kind from chore c where c.router_id = r.id and c.until is null order by 1) as chores,
      (select t.state from action t where t.router_id = r.id and t.kind = 'reboot' and t.ended_at is null limit 1) as action,
      r.simulated, s.version
    from router r join village v on v.code = r.village_code left join router_status s on s.router_id = r.id
      left join agent a on a.id = r.agent_id
    where r.removed_at is null ${ofVillages} ${ofRouter}
    order by r.id`;
  return rows.map((row) => statusOf(row, now));
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

function statusOf(row: Row, now: Date): RouterStatus {
  const silent = row.last_seen_at === null || now.getTime() - row.last_seen_at.getTime() > AGENT_SILENT_MS;
  return {
    id: row.id,
    name: row.name,
    village: { code: row.code, name: row.village, kecamatan: row.kecamatan },
    uplink: row.uplink,
    state: row.state ?? 'unknown',
    reason: row.state === null ? 'never-looked' : row.reason,
    since: (row.since ?? row.in_service_since).toISOString(),
    sinceUncertaintyMs: row.since_uncertainty_ms ?? 0,
    users: row.users,
    receiveBitsPerSecond: row.receive_bits_per_second,
    transmitBitsPerSecond: row.transmit_bits_per_second,
    lastLookAt: iso(row.last_look_at),
    lastAnsweredAt: iso(row.last_answered_at),
    lastOutcome: row.last_outcome,
    agent:
      row.agent_id === null
        ? null
        : {
            id: row.agent_id,
            name: row.agent_name ?? '',
            silentSince: silent ? iso(row.last_seen_at ?? row.in_service_since) : null,
          },
    contact: row.contact_name === null ? null : { name: row.contact_name, phone: row.contact_phone ?? '' },
    chores: row.chores,
    action: row.action,
    simulated: row.simulated,
    version: row.version ?? 0,
  };
}

/** What staff should know of the watching itself. */
export async function agentNotices(db: Db, now: Date): Promise<Notice[]> {
  const agents = await db.agent.findMany({
    where: { revokedAt: null, routers: { some: { removedAt: null } } },
    select: { name: true, lastSeenAt: true, createdAt: true, canaries: true },
    orderBy: { id: 'asc' },
  });
  return agents.flatMap(({ name, lastSeenAt, createdAt, canaries }): Notice[] => {
    const seen = lastSeenAt ?? createdAt;
    if (now.getTime() - seen.getTime() > AGENT_SILENT_MS)
      return [{ kind: 'agent-silent', agent: name, since: seen.toISOString() }];
    if (canaries === 'none') return [{ kind: 'canaries-none', agent: name }];
    if (canaries === 'missing') return [{ kind: 'canaries-missing', agent: name }];
    return [];
  });
}

export async function snapshotOf(
  db: Db,
  which: Which,
  now: Date,
  notices: readonly Notice[],
): Promise<Snapshot> {
  return { serverNow: now.toISOString(), routers: await statusRows(db, which, now), notices: [...notices] };
}
