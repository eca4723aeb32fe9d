import type { RouterTarget } from '#contract/agent-link.ts';
import type { Uplink, Via } from '#contract/names.ts';
import type { Db, Prisma } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { secretBinding } from './secrets.ts';

export interface Targets {
  /** Another one whenever anything in `routers` is another. */
  readonly version: string;
  readonly routers: readonly RouterTarget[];
}

/** Assignments kept opened in memory, so that the batches of a large agent do not unseal a thousand secrets each. */
const KEPT = 100;

/** What an agent needs of its routers, secrets opened. */
export function createTargets(
  db: Db,
  sealer: Sealer,
  /** A router whose secrets do not open is left out: the others must not suffer for it. */
  onFault: (router: string, error: unknown) => void,
): (agentId: number) => Promise<Targets> {
  const kept = new Map<number, Targets>();
  return async (agentId) => {
    const version = await versionOf(db, agentId);
    const known = kept.get(agentId);
    if (known?.version === version) return known;
    const targets = { version, routers: await openTargets(db, sealer, agentId, onFault) };
    // Changed in between: not kept, and the next question sees the newer version.
    if ((await versionOf(db, agentId)) === version) {
      kept.delete(agentId);
      kept.set(agentId, targets);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    }
    return targets;
  };
}

/** Sealing draws a new IV each time: other bytes whenever a secret was written, with no secret opened. */
async function versionOf(db: Db, agentId: number): Promise<string> {
  const [row] = await db.$queryRaw<{ version: string }[]>`
    select encode(sha256(convert_to(coalesce(string_agg(row(r.id, r.name, r.host, r.port, r.tls, r.api_certificate, r.username, r.password_sealed,
      r.action_username, r.action_password_sealed, r.uplink, r.via, p.look_interval_ms, p.look_deadline_ms)::text, '' order by r.id),
      ''), 'UTF8')), 'hex') as version
    from router r join service_plan p on p.id = r.service_plan_id
    where r.agent_id = ${agentId} and r.removed_at is null`;
  return row?.version.slice(0, 32) ?? '';
}

async function openTargets(
  db: Db,
  sealer: Sealer,
  agentId: number,
  onFault: (router: string, error: unknown) => void,
): Promise<RouterTarget[]> {
  const rows = await db.router.findMany({
    where: { agentId, removedAt: null },
    include: { servicePlan: { select: { lookIntervalMs: true, lookDeadlineMs: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap((row) => {
    try {
      return [targetOf(sealer, row)];
    } catch (error) {
      onFault(row.name, error);
      return [];
    }
  });
}

type Row = Prisma.RouterGetPayload<{
  include: { servicePlan: { select: { lookIntervalMs: true; lookDeadlineMs: true } } };
}>;

function targetOf(sealer: Sealer, row: Row): RouterTarget {
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    port: row.port,
    tls: row.tls,
    certificate: row.apiCertificate,
    username: row.username,
    password: sealer.open(row.passwordSealed, secretBinding(row.name, 'password')),
    action:
      row.actionUsername === null || row.actionPasswordSealed === null
        ? null
        : {
            username: row.actionUsername,
            password: sealer.open(row.actionPasswordSealed, secretBinding(row.name, 'action-password')),
          },
    uplink: row.uplink as Uplink,
    via: row.via as Via,
    intervalMs: row.servicePlan.lookIntervalMs,
    deadlineMs: row.servicePlan.lookDeadlineMs,
  };
}
