import type { RouterDelta } from '#contract/live.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { OutageChange } from './changes-of.ts';
import { tailAt } from './fold.ts';
import { lockRouters, type Standing } from './routers.ts';
import { replaceSpans } from './spans.ts';
import { uncertaintyMs } from './timeline.ts';

export interface Ticked {
  readonly villageCode: string;
  readonly delta: RouterDelta;
}

/** What is written in the transaction in which outages change. */
export type Alongside = (tx: Tx, changes: readonly OutageChange[], now: Date) => Promise<void>;

/** Most routers of one transaction. */
const CHUNK = 100;

/**
 * The slow road: without any new look, a router whose agent is silent becomes unknown by itself, and a new router gets
 * its first span. Returns what dashboards should be told.
 */
export async function tick(db: Db, now: Date, alongside: Alongside = async () => {}): Promise<Ticked[]> {
  const due = await db.$queryRaw<{ id: number }[]>`
    select r.id from router r join service_plan p on p.id = r.service_plan_id left join router_status s on s.router_id = r.id
    where r.removed_at is null and (s.router_id is null or (
      s.reason is distinct from 'agent-silent' and s.last_look_at < ${now}::timestamptz - 2.5 * p.look_interval_ms * interval '1 millisecond'))
    order by r.id`;
  const ticked: Ticked[] = [];
  for (let at = 0; at < due.length; at += CHUNK) {
    const ids = due.slice(at, at + CHUNK).map((row) => row.id);
    await db.$transaction(async (tx) => {
      const changes: OutageChange[] = [];
      for (const standing of await lockRouters(tx, ids)) {
        const one = await tickRouter(tx, standing, now, changes);
        if (one) ticked.push(one);
      }
      if (changes.length > 0) await alongside(tx, changes, now);
    });
  }
  return ticked;
}

async function tickRouter(
  tx: Tx,
  standing: Standing,
  now: Date,
  changes: OutageChange[],
): Promise<Ticked | null> {
  const { routerId, villageCode, shown, fold, plan } = standing;
  const spans = tailAt(fold, now.getTime(), plan);
  const open = spans.at(-1)!;
  if (shown && shown.state === open.state && shown.reason === open.reason) return null;
  changes.push(...(await replaceSpans(tx, routerId, spans, () => false, now)));
  const version = (shown?.version ?? 0) + 1;
  const since = new Date(open.from);
  const sinceUncertaintyMs = uncertaintyMs(open);
  const row = { state: open.state, reason: open.reason, since, sinceUncertaintyMs, version };
  await tx.routerStatus.upsert({ where: { routerId }, create: { routerId, ...row }, update: row });
  const delta = {
    id: routerId,
    version,
    state: open.state,
    reason: open.reason,
    since: since.toISOString(),
    sinceUncertaintyMs,
  };
  return { villageCode, delta };
}
