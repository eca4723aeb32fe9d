import type { Severity } from '#contract/announcements.ts';
import type { Told } from './neighbours.ts';

const RANK: Readonly<Record<Severity, number>> = { danger: 0, caution: 1, info: 2 };

/** The gravest first, among equals the newest. */
export function inOrder<A extends Pick<Told, 'severity' | 'from'>>(announcements: readonly A[]): A[] {
  return announcements.toSorted(
    (a, b) => RANK[a.severity] - RANK[b.severity] || Date.parse(b.from) - Date.parse(a.from),
  );
}

/** More of a kind nobody reads, and the page must stay small. */
const MOST = { warning: 4, news: 8, agenda: 5, works: 5, service: 6 } as const;

export interface Sections {
  /** In force: above everything, on every page of the village. */
  readonly warnings: readonly Told[];
  readonly news: readonly Told[];
  /** What is still to come or under way, the next first. */
  readonly agenda: readonly Told[];
  readonly works: readonly Told[];
  readonly services: readonly Told[];
}

const begins = ({ startsAt, from }: Told): number => Date.parse(startsAt ?? from);
/** An event without an end is over when the day of its start is, in WIB. */
const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;
function ends(one: Told): number {
  if (one.endsAt) return Date.parse(one.endsAt);
  if (!one.startsAt) return Number.POSITIVE_INFINITY;
  return (Math.floor((Date.parse(one.startsAt) + WIB_MS) / DAY_MS) + 1) * DAY_MS - WIB_MS;
}

export function sectionsOf(told: readonly Told[], now: Date): Sections {
  const ordered = inOrder(told);
  const of = (kind: keyof typeof MOST) => ordered.filter((one) => one.kind === kind);
  return {
    warnings: of('warning').slice(0, MOST.warning),
    news: of('news').slice(0, MOST.news),
    agenda: of('agenda')
      .filter((one) => ends(one) > now.getTime())
      .toSorted((a, b) => begins(a) - begins(b))
      .slice(0, MOST.agenda),
    works: of('works').slice(0, MOST.works),
    services: of('service').slice(0, MOST.service),
  };
}

/** The feeds that something shown came from, each with when it was last good. */
export function feedsOf(told: readonly Told[]): { feed: string; okAt: string | null }[] {
  const feeds = new Map<string, string | null>();
  for (const { source } of told) if (source) feeds.set(source.feed, source.okAt);
  return [...feeds].map(([feed, okAt]) => ({ feed, okAt }));
}
