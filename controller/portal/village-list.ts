import type { State } from '#contract/status.ts';
import type { Db } from '../platform/db.ts';
import { type NamedVillage, slugsOf } from './slugs.ts';

export interface ListedVillage extends NamedVillage {
  readonly slug: string;
  readonly states: readonly { readonly state: State; readonly since: Date | null }[];
}

export interface VillageList {
  readonly all: readonly ListedVillage[];
  /** By its code or its slug. */
  find(given: string): ListedVillage | null;
}

/** The list may be so old, ms. */
const KEEP_MS = 5_000;

/** The villages that have wifi, read at most once in five seconds. */
export function villageList(db: Db): () => Promise<VillageList> {
  let kept: { at: number; list: Promise<VillageList> } | null = null;
  return () => {
    const at = performance.now();
    if (kept && at - kept.at < KEEP_MS) return kept.list;
    const one = { at, list: read(db) };
    one.list.catch(() => {
      if (kept === one) kept = null;
    });
    kept = one;
    return one.list;
  };
}

async function read(db: Db): Promise<VillageList> {
  const rows = await db.village.findMany({
    where: { routers: { some: { removedAt: null } } },
    select: {
      code: true,
      name: true,
      kecamatan: true,
      routers: {
        where: { removedAt: null },
        select: { status: { select: { state: true, since: true } } },
      },
    },
    orderBy: [{ kecamatan: 'asc' }, { name: 'asc' }, { code: 'asc' }],
  });
  const slugs = new Map([...slugsOf(rows)].map(([slug, { code }]) => [code, slug]));
  const all = rows.map(({ routers, ...row }) => ({
    ...row,
    slug: slugs.get(row.code) ?? row.code,
    states: routers.map(({ status }) => ({
      state: (status?.state ?? 'unknown') as State,
      since: status?.since ?? null,
    })),
  }));
  const byKey = new Map(all.flatMap((one) => [[one.code, one] as const, [one.slug, one] as const]));
  return { all, find: (given) => byKey.get(given.toLowerCase()) ?? null };
}
