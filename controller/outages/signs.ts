import type { Db, Tx } from '../platform/db.ts';

const HOUR_MS = 3_600_000;
const SLOT_MS = 30_000;

/** Instants (ms, rising) at which a router spoke by itself: it was alive, and had a way to the controller. */
export type Signs = readonly number[];

/** What a router spoke by: packets that its RADIUS secret proves. */
export type SignKind = 'radius';

export interface Heard {
  readonly at: number;
  readonly by: SignKind;
}

interface Row {
  router_id: number;
  hour: Date;
  kind: SignKind;
  slots: Uint8Array;
}

/** Instants of an hour's row: the first of each slot of 30 s, to the second, rounded down. */
function* instantsOf({ hour, slots }: Pick<Row, 'hour' | 'slots'>): Generator<number> {
  for (const [slot, second] of slots.entries())
    if (second > 0) yield hour.getTime() + slot * SLOT_MS + (second - 1) * 1000;
}

const hourOf = (at: number) => new Date(Math.floor(at / HOUR_MS) * HOUR_MS);

/** Signs of life of routers in (from, to]. */
export async function signsOf(
  tx: Tx | Db,
  routerIds: readonly number[],
  from: number,
  to: number,
): Promise<Map<number, Signs>> {
  const rows = await tx.$queryRaw<Row[]>`
    select router_id, hour, kind, slots from sign_of_life
    where router_id = any(${[...routerIds]}::int[]) and hour between ${hourOf(from)} and ${new Date(to)} order by router_id, hour`;
  const signs = new Map<number, number[]>();
  for (const row of rows) {
    const own = signs.get(row.router_id) ?? [];
    for (const at of instantsOf(row)) if (at > from && at <= to) own.push(at);
    signs.set(row.router_id, own);
  }
  return new Map([...signs].map(([id, own]) => [id, own.sort((a, b) => a - b)]));
}

/** Those in (from, to]. */
export function between(signs: Signs, from: number, to: number): Signs {
  const first = firstAfter(signs, from);
  return signs.slice(first, firstAfter(signs, to));
}

function firstAfter(signs: Signs, at: number): number {
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (signs[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Longest stretch before an outage in which its last word is looked for, ms. */
const LOOK_BACK_MS = 48 * HOUR_MS;

/** The last word of a router up to the first failed look, and its first one after the last; null when there is none. */
export async function heardAround(
  tx: Tx | Db,
  routerId: number,
  start: { readonly lastGoodAt: number | null; readonly firstFailedAt: number },
  end: { readonly lastFailedAt: number; readonly until: number },
): Promise<{ readonly before: Heard | null; readonly after: Heard | null }> {
  const from = Math.max(start.lastGoodAt ?? 0, start.firstFailedAt - LOOK_BACK_MS);
  const rows = await tx.$queryRaw<Row[]>`
    (select router_id, hour, kind, slots from sign_of_life where router_id = ${routerId}
      and hour between ${hourOf(from)} and ${new Date(start.firstFailedAt)} order by hour desc limit 4)
    union all
    (select router_id, hour, kind, slots from sign_of_life where router_id = ${routerId}
      and hour between ${hourOf(end.lastFailedAt)} and ${new Date(end.until)} order by hour limit 4)`;
  const all = rows.flatMap((row) => [...instantsOf(row)].map((at): Heard => ({ at, by: row.kind })));
  const rising = all.toSorted((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1));
  return {
    before: rising.findLast(({ at }) => at > from && at <= start.firstFailedAt) ?? null,
    after: rising.find(({ at }) => at > end.lastFailedAt && at <= end.until) ?? null,
  };
}
