import type { AnnouncementPhase, Severity } from '#contract/announcements.ts';

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
  readonly severity: Severity;
  readonly from: Date;
}

const RANK: Record<Severity, number> = { danger: 0, caution: 1, info: 2 };

/** Danger before caution before news, each the newest first. */
export const byWeight = (a: Ranked, b: Ranked): number =>
  RANK[a.severity] - RANK[b.severity] || b.from.getTime() - a.from.getTime() || b.id - a.id;
