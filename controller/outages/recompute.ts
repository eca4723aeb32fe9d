import type { Db } from '../platform/db.ts';
import { beginFold, foldLooks, tailAt } from './fold.ts';
import { lockRouters } from './routers.ts';
import { looksOf } from './stored-looks.ts';
import type { FoldSpan } from './timeline.ts';

/** The whole timeline of a router from its looks alone, as of `now`: what the stored spans must be equal to. */
export async function recomputedSpans(db: Db, routerId: number, now: Date): Promise<FoldSpan[]> {
  return await db.$transaction(async (tx) => {
    const [standing] = await lockRouters(tx, [routerId]);
    if (!standing) return [];
    const looks = await looksOf(tx, routerId, new Date(standing.inServiceSince), null);
    const { fold, spans } = foldLooks(beginFold(standing.inServiceSince), looks, standing.plan);
    return [...spans.slice(0, -1), ...tailAt(fold, now.getTime(), standing.plan)];
  });
}

export interface StoredSpan {
  readonly state: string;
  readonly reason: string | null;
  readonly from: number;
  readonly to: number | null;
}

export async function storedSpans(db: Db, routerId: number): Promise<StoredSpan[]> {
  const rows = await db.$queryRaw<{ state: string; reason: string | null; from: Date; to: Date | null }[]>`
    select state, reason, lower(during) as from, upper(during) as to from span where router_id = ${routerId} order by during`;
  return rows.map((row) => ({ ...row, from: row.from.getTime(), to: row.to?.getTime() ?? null }));
}
