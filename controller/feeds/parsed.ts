import type { Audience } from '#contract/announcements.ts';
import type { ItemFault } from '#contract/feeds.ts';
import type { FeedItem } from '../announcements/from-feed.ts';

/** A village as feeds may name it. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly kecamatan: string;
  readonly lat: number;
  readonly lng: number;
}

/** What is known where a feed is read. */
export interface Reading {
  readonly places: readonly Place[];
  /** Whom the feed is for; what names places of its own reaches only those of it. */
  readonly audience: Audience;
  readonly now: Date;
}

export interface Parsed {
  readonly items: FeedItem[];
  readonly cancelled: string[];
  readonly faults: ItemFault[];
  readonly whole: boolean;
  /** Of a list of CAP files: those to fetch. */
  readonly links: string[];
}

const FAULTS_TOLD = 100;

/** A fault is told with its place; the hundredth is the last. */
export function tellFault(faults: ItemFault[], line: number, why: ItemFault['why'], text: string): void {
  if (faults.length < FAULTS_TOLD) faults.push({ line, why, text: text.slice(0, 80).toWellFormed() });
}

/** An item without what most feeds do not tell. */
export const bareItem = {
  severity: 'info',
  from: null,
  until: null,
  daysShown: null,
  startsAt: null,
  endsAt: null,
  allDay: false,
  place: null,
  contact: null,
  progressPercent: null,
  budgetIdr: null,
} as const satisfies Partial<FeedItem>;

export const TITLE_LENGTH = 60;
export const BODY_LENGTH = 200;
