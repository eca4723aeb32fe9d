import type { Announcement } from '#contract/announcements.ts';
import type { Db } from '../platform/db.ts';
import type { DayLimits } from './texts/index.ts';

/** A router as its portal page needs it, with what its village should know now. */
export interface PortalRouter {
  readonly id: number;
  readonly portalKey: string;
  readonly village: string;
  /** Whom residents call; null = nobody is named. */
  readonly contact: string | null;
  readonly loginHosts: readonly string[];
  readonly loginOrigin: string | null;
  readonly simulated: boolean;
  readonly announcements: readonly Announcement[];
  /** Of the plan of everyone. */
  readonly limits: DayLimits;
}

export interface AnnouncementsShown {
  shownIn(villageCode: string, now: Date): Promise<readonly Announcement[]>;
}

/** A page may be so old, ms: what is published or withdrawn is on the phones after this. */
const KEEP_MS = 2_000;
const KEEP = 1_000;
/** As they are made when a router is added. Anything else is asked for by nobody that we know. */
const KEY = /^[\w-]{1,64}$/;

/** Looks routers up by their portal keys; one query for all phones that open the page within two seconds. */
export function knownRouters(
  db: Db,
  announcements: AnnouncementsShown,
  now: () => Date,
): (portalKey: string) => Promise<PortalRouter | null> {
  const kept = new Map<string, { at: number; router: Promise<PortalRouter | null> }>();
  return (portalKey) => {
    if (!KEY.test(portalKey)) return Promise.resolve(null);
    const at = performance.now();
    const known = kept.get(portalKey);
    if (known && at - known.at < KEEP_MS) return known.router;
    const router = lookUp(db, announcements, portalKey, now());
    // A failure is not kept: the next phone asks again.
    router.catch(() => kept.delete(portalKey));
    kept.delete(portalKey);
    if (kept.size >= KEEP) kept.delete(kept.keys().next().value!);
    kept.set(portalKey, { at, router });
    return router;
  };
}

async function lookUp(
  db: Db,
  announcements: AnnouncementsShown,
  portalKey: string,
  now: Date,
): Promise<PortalRouter | null> {
  const row = await db.router.findFirst({
    where: { portalKey, removedAt: null },
    select: {
      id: true,
      loginHosts: true,
      loginOrigin: true,
      simulated: true,
      villageCode: true,
      village: { select: { name: true, contact: true } },
    },
  });
  if (!row) return null;
  const [shown, plan] = await Promise.all([
    announcements.shownIn(row.villageCode, now),
    db.plan.findUniqueOrThrow({ where: { name: 'umum' } }),
  ]);
  const { village, villageCode: _, ...router } = row;
  const limits = { minutes: plan.dayMinutes, bytes: plan.dayBytes };
  return {
    ...router,
    portalKey,
    village: village.name,
    contact: village.contact,
    announcements: shown,
    limits,
  };
}
