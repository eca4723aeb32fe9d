import type { AnnouncementPhase } from '#contract/announcements.ts';

export interface Timed {
  readonly from: Date;
  /** Null: until it is withdrawn. */
  readonly until: Date | null;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** What a person did comes first, then the clock: shown from `from` on, and no more at `until`. */
export function phaseOf({ from, until, publishedAt, withdrawnAt }: Timed, now: Date): AnnouncementPhase {
  if (withdrawnAt !== null) return 'withdrawn';
  if (publishedAt === null) return 'draft';
  if (now < from) return 'scheduled';
  return until !== null && now >= until ? 'over' : 'shown';
}

export interface Ranked {
  readonly id: number;
  readonly kind: string;
  readonly severity: string;
  readonly from: Date;
  readonly startsAt: Date | null;
}

const SEVERITIES: readonly string[] = ['danger', 'caution', 'info'];
const WARNING = 0;
const TOLD = 1;
/** Stands after what is told without a time of its own, so that the order of days is not broken by news. */
const AGENDA = 2;

const groupOf = ({ kind, startsAt }: Ranked) =>
  kind === 'warning' ? WARNING : kind === 'agenda' && startsAt !== null ? AGENDA : TOLD;

/**
 * Warnings before all else; then danger before caution before news. Within one severity the newest comes first, and after
 * them what has a day: the next first.
 */
export function byWeight(a: Ranked, b: Ranked): number {
  const [groupA, groupB] = [groupOf(a), groupOf(b)];
  if ((groupA === WARNING) !== (groupB === WARNING)) return groupA - groupB;
  const byDay = () => (groupA === AGENDA ? (a.startsAt?.getTime() ?? 0) - (b.startsAt?.getTime() ?? 0) : 0);
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    groupA - groupB ||
    byDay() ||
    b.from.getTime() - a.from.getTime() ||
    b.id - a.id
  );
}
