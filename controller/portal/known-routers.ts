import type { Db } from '../platform/db.ts';
import type { KnownVillages, VillageNow } from './known-villages.ts';
import type { Told } from './neighbours.ts';

/** A router as its portal page needs it, with its village. */
export interface PortalRouter {
  readonly id: number;
  readonly portalKey: string;
  readonly village: string;
  readonly contact: string | null;
  readonly loginHosts: readonly string[];
  readonly loginOrigin: string | null;
  readonly simulated: boolean;
  readonly announcements: readonly Told[];
  readonly now: VillageNow;
}

type Row = Pick<PortalRouter, 'id' | 'loginHosts' | 'loginOrigin' | 'simulated'> & { villageCode: string };

/** A row may be so old, ms. */
const KEEP_MS = 2_000;
const KEEP = 1_000;
/** As they are made when a router is added. Anything else is asked for by nobody that we know. */
const KEY = /^[\w-]{1,64}$/;

export interface KnownRouters {
  (portalKey: string): Promise<PortalRouter | null>;
  /** The village of a router that was known before, however old; for pages that say that nothing can be read. */
  lastVillage(portalKey: string): VillageNow | null;
}

/** Looks routers up by their portal keys; one query for all phones that open the page within two seconds. */
export function knownRouters(db: Db, villageOf: KnownVillages): KnownRouters {
  const kept = new Map<string, { at: number; row: Promise<Row | null>; code: string | null }>();
  const rowOf = (portalKey: string): Promise<Row | null> => {
    const at = performance.now();
    const known = kept.get(portalKey);
    if (known && at - known.at < KEEP_MS) return known.row;
    const one = { at, row: find(db, portalKey), code: known?.code ?? null };
    one.row.then(
      (row) => {
        one.code = row?.villageCode ?? null;
      },
      // A failure is not kept: the next phone asks again.
      () => {
        one.at = Number.NEGATIVE_INFINITY;
      },
    );
    kept.delete(portalKey);
    if (kept.size >= KEEP) kept.delete(kept.keys().next().value!);
    kept.set(portalKey, one);
    return one.row;
  };
  const known = async (portalKey: string): Promise<PortalRouter | null> => {
    if (!KEY.test(portalKey)) return null;
    const row = await rowOf(portalKey);
    const now = row && (await villageOf(row.villageCode));
    if (!now) return null;
    return { ...row, portalKey, village: now.name, contact: now.contact, announcements: now.told, now };
  };
  return Object.assign(known, {
    lastVillage(portalKey: string) {
      const code = kept.get(portalKey)?.code ?? null;
      return code === null ? null : villageOf.last(code);
    },
  });
}

const find = (db: Db, portalKey: string): Promise<Row | null> =>
  db.router.findFirst({
    where: { portalKey, removedAt: null },
    select: { id: true, loginHosts: true, loginOrigin: true, simulated: true, villageCode: true },
  });
