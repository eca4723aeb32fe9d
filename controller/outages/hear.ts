import type { Db, Tx } from '../platform/db.ts';
import type { OutageChange } from './changes-of.ts';
import { firstMissed, foldByDay, notIn } from './fold-by-day.ts';
import { checkpointBefore, saveCheckpoints, signsSince } from './record.ts';
import { lockRouters, type Standing } from './routers.ts';
import { type Signs, signsOf } from './signs.ts';
import { replaceSpans } from './spans.ts';
import { looksOf } from './stored-looks.ts';
import type { Alongside, Ticked } from './tick.ts';
import { uncertaintyMs } from './timeline.ts';

/** Rows are seen this long after they were written: a transaction that began before may end later, ms. */
const LATE_COMMIT_MS = 60_000;
/** At start, words of this long ago are looked at again, ms. */
const FIRST_LOOK_BACK_MS = 86_400_000;
/** Most routers of one transaction. */
const CHUNK = 50;

/**
 * What routers said by themselves is written some seconds after it was heard: looks that failed since may have been folded
 * without it. Folds those anew. Hold one for the life of the process; what it forgets when it dies, it looks at again.
 */
export class Hearing {
  #since: Date | null = null;
  /** Words of each router that were taken in, of the last minutes. */
  readonly #taken = new Map<number, ReadonlySet<number>>();

  /** Returns what dashboards should be told. */
  async run(db: Db, now: Date, alongside: Alongside = async () => {}): Promise<Ticked[]> {
    const since = this.#since ?? new Date(now.getTime() - FIRST_LOOK_BACK_MS);
    const due = await contradicted(db, since);
    const told: Ticked[] = [];
    for (let at = 0; at < due.length; at += CHUNK) {
      await db.$transaction(async (tx) => {
        const changes: OutageChange[] = [];
        for (const standing of await lockRouters(tx, due.slice(at, at + CHUNK))) {
          const heard = await this.#newOf(tx, standing, since);
          const one = heard.length === 0 ? null : await hearRouter(tx, standing, heard, now, changes);
          if (one) told.push(one);
        }
        if (changes.length > 0) await alongside(tx, changes, now);
      });
    }
    this.#since = new Date(now.getTime() - LATE_COMMIT_MS);
    return told;
  }

  /** Up to the last look: what is said after it bears on the next one. */
  async #newOf(tx: Tx, { routerId, fold }: Standing, since: Date): Promise<Signs> {
    const from = since.getTime() - LATE_COMMIT_MS;
    const heard = (await signsOf(tx, [routerId], from, fold.at)).get(routerId) ?? [];
    const taken = this.#taken.get(routerId);
    this.#taken.set(routerId, new Set(heard));
    return taken ? heard.filter((at) => !taken.has(at)) : heard;
  }
}

/** Words are written seconds after they are heard: rows that changed since then are no older than this. */
const hourBefore = (since: Date) => new Date(since.getTime() - 2 * 3_600_000);

/** Routers that spoke and whose looks fail, or that had an outage when they spoke. */
async function contradicted(db: Db, since: Date): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select distinct g.router_id as id from sign_of_life g join router_status s on s.router_id = g.router_id
    where g.changed_at >= ${since} and g.hour >= ${hourBefore(since)} and (s.last_outcome <> 'answered' or exists (
      select 1 from outage o where o.router_id = g.router_id and o.ended_at >= g.hour and o.first_failed_at <= g.hour + interval '1 hour'))
    order by id`;
  return rows.map((row) => row.id);
}

async function hearRouter(
  tx: Tx,
  standing: Standing,
  heard: Signs,
  now: Date,
  changes: OutageChange[],
): Promise<Ticked | null> {
  const { routerId, fold } = standing;
  const outages = await tx.outage.findMany({
    where: {
      routerId,
      firstFailedAt: { lt: new Date(heard.at(-1)!) },
      OR: [{ endedAt: null }, { endedAt: { gte: new Date(heard[0]!) } }],
    },
    select: { firstFailedAt: true, endedAt: true },
  });
  const downs = outages.map((one) => ({
    from: one.firstFailedAt.getTime(),
    to: one.endedAt?.getTime() ?? fold.at,
  }));
  const missed = firstMissed(fold, downs, heard);
  return missed === null ? null : await foldAgain(tx, standing, missed, now, changes);
}

/** Folds a router's looks anew from the checkpoint before `from` on. */
async function foldAgain(
  tx: Tx,
  standing: Standing,
  from: number,
  now: Date,
  changes: OutageChange[],
): Promise<Ticked> {
  const { routerId, villageCode, plan, shown } = standing;
  const start = await checkpointBefore(tx, standing, from);
  const looks = notIn(start, await looksOf(tx, routerId, new Date(start.at), null));
  const signs = await signsSince(tx, routerId, start, looks);
  const { fold, spans, checkpoints } = foldByDay(start, looks, plan, signs);
  const simulated = new Set(looks.filter((look) => look.simulated).map((look) => look.at));
  changes.push(...(await replaceSpans(tx, routerId, spans, (at) => simulated.has(at), now)));
  await saveCheckpoints(tx, routerId, start.at, checkpoints);
  const open = spans.at(-1)!;
  const row = {
    state: open.state,
    reason: open.reason,
    since: new Date(open.from),
    sinceUncertaintyMs: uncertaintyMs(open),
    version: (shown?.version ?? 0) + 1,
  };
  await tx.routerStatus.update({
    where: { routerId },
    data: { ...row, fold: JSON.parse(JSON.stringify(fold)) },
  });
  return { villageCode, delta: { id: routerId, ...row, since: row.since.toISOString() } };
}
