import type { OpenAnswer } from '#contract/resident-reports.ts';
import type { State } from '#contract/status.ts';
import type { Access, Opening } from '../access/index.ts';
import type { Db } from '../platform/db.ts';
import type { AnnouncementsShown, Reports, Told } from './neighbours.ts';
import type { DayLimits } from './texts/index.ts';

/** A village as its page needs it. The same object while nothing of it changed and the minute lasts: pages are kept by it. */
export interface VillageNow {
  readonly code: string;
  readonly name: string;
  readonly kecamatan: string;
  /** Whom residents call; null = nobody is named. */
  readonly contact: string | null;
  readonly told: readonly Told[];
  readonly opening: Opening;
  readonly answers: readonly OpenAnswer[];
  /** Of the plan of everyone. */
  readonly limits: DayLimits;
  /** The routers that are in service; empty = none. */
  readonly states: readonly { readonly state: State; readonly since: Date | null }[];
  /** When it was read, to the minute. */
  readonly asOf: Date;
}

export interface VillageSources {
  readonly db: Db;
  readonly announcements: AnnouncementsShown;
  readonly access: Pick<Access, 'openingOf'>;
  readonly reports: Pick<Reports, 'openAnswers'>;
  readonly now: () => Date;
}

/** A page may be so old, ms: what is published or withdrawn is on the phones after this. */
const KEEP_MS = 2_000;
const KEEP = 1_000;
const MINUTE_MS = 60_000;

interface Kept {
  at: number;
  village: Promise<VillageNow | null>;
  /** The last that could be read, for pages that must say that nothing can be read. */
  last: VillageNow | null;
  content: string;
}

export interface KnownVillages {
  (code: string): Promise<VillageNow | null>;
  /** As it was last read, however old. */
  last(code: string): VillageNow | null;
}

/** Looks villages up; one set of queries for all phones that open the page within two seconds. */
export function knownVillages(sources: VillageSources): KnownVillages {
  const kept = new Map<string, Kept>();
  const known = (code: string): Promise<VillageNow | null> => {
    const at = performance.now();
    const old = kept.get(code);
    if (old && at - old.at < KEEP_MS) return old.village;
    const one: Kept = {
      at,
      last: old?.last ?? null,
      content: old?.content ?? '',
      village: lookUp(sources, code).then((village) => {
        const content = contentOf(village);
        if (content !== one.content) [one.content, one.last] = [content, village];
        return one.last;
      }),
    };
    // A failure is not kept: the next phone asks again.
    one.village.catch(() => {
      one.at = Number.NEGATIVE_INFINITY;
    });
    kept.delete(code);
    if (kept.size >= KEEP) kept.delete(kept.keys().next().value!);
    kept.set(code, one);
    return one.village;
  };
  return Object.assign(known, { last: (code: string) => kept.get(code)?.last ?? null });
}

const contentOf = (village: VillageNow | null): string =>
  JSON.stringify(village, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

async function lookUp(
  { db, announcements, access, reports, now }: VillageSources,
  code: string,
): Promise<VillageNow | null> {
  const at = now();
  const village = await db.village.findUnique({
    where: { code },
    select: {
      name: true,
      kecamatan: true,
      contact: true,
      routers: {
        where: { removedAt: null },
        orderBy: { id: 'asc' },
        select: { status: { select: { state: true, since: true } } },
      },
    },
  });
  if (!village) return null;
  const [told, opening, answers, plan] = await Promise.all([
    announcements.shownIn(code, at),
    access.openingOf(code, at),
    reports.openAnswers(code),
    db.plan.findUniqueOrThrow({ where: { name: 'umum' } }),
  ]);
  const { name, kecamatan, contact, routers } = village;
  return {
    code,
    name,
    kecamatan,
    contact,
    told,
    opening,
    answers,
    limits: { minutes: plan.dayMinutes, bytes: plan.dayBytes },
    states: routers.map(({ status }) => ({
      state: (status?.state ?? 'unknown') as State,
      since: status?.since ?? null,
    })),
    asOf: new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS),
  };
}
