import type { Tx } from '../platform/db.ts';
import type { Look } from './look.ts';

/** Whole seconds, and the way of the answer, blur when a session began by this, ms. */
const SAME_MS = 15_000;

/** Keeps when modems' sessions began, of looks that asked; one that is known is not written again. */
export async function keepSessions(tx: Tx, looks: readonly Look[], now: Date): Promise<void> {
  const told = looks.flatMap(({ routerId, at, reading }) => {
    const seconds = reading?.lteSessionSeconds;
    return seconds === undefined ? [] : [{ routerId, beganAt: at - seconds * 1000 }];
  });
  if (told.length === 0) return;
  const one = new Map(
    told.map((session) => [`${session.routerId} ${Math.round(session.beganAt / SAME_MS)}`, session]),
  );
  const sessions = [...one.values()];
  await tx.$executeRaw`
    insert into lte_session (router_id, began_at, stored_at)
    select w.router_id, w.began_at, ${now}
    from unnest(${sessions.map(({ routerId }) => routerId)}::int[],
      ${sessions.map(({ beganAt }) => new Date(beganAt).toISOString())}::timestamptz[]) as w (router_id, began_at)
    where not exists (select 1 from lte_session s where s.router_id = w.router_id
      and s.began_at between w.began_at - ${SAME_MS}::int * interval '1 millisecond' and w.began_at + ${SAME_MS}::int * interval '1 millisecond')
    on conflict do nothing`;
}

/** When a session began while a router was away, ms: its modem had to attach anew. The last one; null when none did. */
export async function sessionBegun(
  tx: Pick<Tx, '$queryRaw'>,
  routerId: number,
  from: number,
  to: number,
): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ began_at: Date }[]>`
    select began_at from lte_session where router_id = ${routerId}
      and began_at > ${new Date(from)} and began_at <= ${new Date(to)} order by began_at desc limit 1`;
  return row?.began_at.getTime() ?? null;
}
