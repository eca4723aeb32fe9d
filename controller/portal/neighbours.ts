import type { Announcement } from '#contract/announcements.ts';
import type { Opening } from '../access/index.ts';
import type { ResidentReports } from '../resident-reports/index.ts';

/** Told to a village: of an announcement what its page shows. */
export type Told = Pick<Announcement, 'id' | 'kind' | 'severity' | 'title' | 'body' | 'from' | 'until'> & {
  /** Of what it tells, when that has a time of its own. */
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly allDay?: boolean;
  readonly place?: string | null;
  readonly contact?: string | null;
  readonly progressPercent?: number | null;
  readonly picture?: { readonly name: string; readonly width: number; readonly height: number } | null;
  /** The feed it came from; null = written by staff. */
  readonly source?: { readonly feed: string; readonly okAt: string | null } | null;
};

export interface AnnouncementsShown {
  shownIn(villageCode: string, now: Date): Promise<readonly Told[]>;
  /** Encoded anew, at most 15 kB; null: there is none of this name. */
  picture(name: string, as: 'webp' | 'jpeg'): Promise<Uint8Array | null>;
}

/** Without anything decided the wifi is open day and night. */
export const alwaysOpen: Opening = { state: 'open', until: null, opensAt: null, reason: null, notices: [] };

export type Reports = Pick<ResidentReports, 'submit' | 'byNumber' | 'openAnswers'>;
