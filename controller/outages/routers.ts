import type { ChoreKind, Reason, State } from '#contract/status.ts';
import { type Db, Prisma, type Tx } from '../platform/db.ts';
import { beginFold, type Fold } from './fold.ts';
import { type Plan, planOf, type Thresholds } from './thresholds.ts';

/** A router as it stands before new looks are added; its row is locked until the transaction ends. */
export interface Standing {
  readonly routerId: number;
  readonly villageCode: string;
  readonly inServiceSince: number;
  /** By what its looks are judged; each by what held at its time. */
  readonly plan: Plan;
  readonly fold: Fold;
  readonly chores: readonly ChoreKind[];
  readonly hasActionAccount: boolean;
  /** What the row of router_status says; null when there is none yet. */
  readonly shown: {
    readonly state: State;
    readonly reason: Reason | null;
    readonly since: number;
    readonly version: number;
  } | null;
  readonly known: {
    readonly board: string | null;
    readonly version: string | null;
    readonly identity: string | null;
    readonly serial: string | null;
    readonly loginHosts: readonly string[];
  };
}

interface PlanRow {
  look_interval_ms: number;
  grace_looks: number;
  grace_ms: number;
  flap_changes: number;
  flap_window_ms: number;
  quality_looks: number;
  loss_percent: number;
  slow_ms: number;
  past: readonly (Thresholds & { readonly until: number })[] | null;
}

interface Row extends PlanRow {
  id: number;
  village_code: string;
  in_service_since: Date;
  has_action_account: boolean;
  board: string | null;
  routeros_version: string | null;
  identity: string | null;
  serial: string | null;
  login_hosts: string[];
  state: State | null;
  reason: Reason | null;
  since: Date | null;
  version: number | null;
  fold: Fold | null;
  chores: ChoreKind[];
}

/** Of router `r` and its plan `p`: by what it is judged, and by what it was before, until when (ms). */
const THRESHOLDS = Prisma.sql`p.look_interval_ms, p.grace_looks, p.grace_ms, p.flap_changes, p.flap_window_ms, p.quality_looks,
  p.loss_percent, p.slow_ms, (select json_agg(json_build_object('until', extract(epoch from o.until) * 1000,
  'lookIntervalMs', o.look_interval_ms, 'graceLooks', o.grace_looks, 'graceMs', o.grace_ms, 'flapChanges', o.flap_changes,
  'flapWindowMs', o.flap_window_ms, 'qualityLooks', o.quality_looks, 'lossPercent', o.loss_percent, 'slowMs', o.slow_ms))
  from past_thresholds o where o.router_id = r.id) as past`;

const planIn = (row: PlanRow): Plan =>
  planOf(
    {
      lookIntervalMs: row.look_interval_ms,
      graceLooks: row.grace_looks,
      graceMs: row.grace_ms,
      flapChanges: row.flap_changes,
      flapWindowMs: row.flap_window_ms,
      qualityLooks: row.quality_looks,
      lossPercent: row.loss_percent,
      slowMs: row.slow_ms,
    },
    row.past ?? [],
  );

/** By what a router's looks are judged, removed ones too. */
export async function planOfRouter(tx: Tx | Db, id: number): Promise<Plan> {
  const [row] = await tx.$queryRaw<PlanRow[]>`
    select ${THRESHOLDS} from router r join service_plan p on p.id = r.service_plan_id where r.id = ${id}`;
  if (!row) throw new Error(`there is no router ${id}`);
  return planIn(row);
}

/** Locked in the order of their ids, so that two batches never wait for each other. Unknown and removed ones are left out. */
export async function lockRouters(tx: Tx, ids: readonly number[]): Promise<Standing[]> {
  // In a statement of its own: one that waits for the lock would go on with the joined rows of before.
  await tx.$executeRaw`select 1 from router where id = any(${[...ids]}::int[]) order by id for no key update`;
  return await standingsOf(tx, ids);
}

/** How routers stand that the caller has locked. */
export async function standingsOf(tx: Tx, ids: readonly number[]): Promise<Standing[]> {
  const rows = await tx.$queryRaw<Row[]>`/* prepared:standings */
    select r.id, r.village_code, r.in_service_since, r.action_username is not null as has_action_account, r.board,
      r.routeros_version, r.identity, r.serial, r.login_hosts, ${THRESHOLDS}, s.state, s.reason, s.since, s.version, s.fold,
      array(select c.kind from chore c where c.router_id = r.id and c.until is null) as chores
    from router r join service_plan p on p.id = r.service_plan_id left join router_status s on s.router_id = r.id
    where r.id = any(${[...ids]}::int[]) and r.removed_at is null
    order by r.id`;
  return rows.map((row) => ({
    routerId: row.id,
    villageCode: row.village_code,
    inServiceSince: row.in_service_since.getTime(),
    hasActionAccount: row.has_action_account,
    plan: planIn(row),
    fold: row.fold ?? beginFold(row.in_service_since.getTime()),
    chores: row.chores,
    shown:
      row.state === null || row.since === null || row.version === null
        ? null
        : { state: row.state, reason: row.reason, since: row.since.getTime(), version: row.version },
    known: {
      board: row.board,
      version: row.routeros_version,
      identity: row.identity,
      serial: row.serial,
      loginHosts: row.login_hosts,
    },
  }));
}
