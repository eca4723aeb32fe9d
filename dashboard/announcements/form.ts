import { type Announcement, type AnnouncementDraft, plainDraft } from '#contract/announcements.ts';
import { fromWibInput, toWibInput } from './wib-input.ts';

/** Limits of the contract's AnnouncementDraft. */
export const TITLE = { least: 3, most: 60 } as const;
export const BODY = { least: 1, most: 280 } as const;

/** What stands in the fields of the editor. */
export interface Form {
  readonly kind: AnnouncementDraft['kind'];
  readonly severity: AnnouncementDraft['severity'];
  readonly title: string;
  readonly body: string;
  readonly reach: AnnouncementDraft['audience']['kind'];
  readonly codes: readonly string[];
  /** `datetime-local` values, WIB. */
  readonly from: string;
  readonly until: string;
}

export type Faults = Partial<
  Record<'title' | 'body' | 'codes' | 'from' | 'until', 'short' | 'none' | 'time' | 'before-from'>
>;

export function emptyForm(now: number, villages: readonly string[] | null): Form {
  return {
    kind: 'news',
    severity: 'info',
    title: '',
    body: '',
    reach: villages === null ? 'all' : 'villages',
    codes: villages ?? [],
    from: toWibInput(new Date(now).toISOString()),
    until: '',
  };
}

export function formOf(announcement: Announcement): Form {
  const { audience } = announcement;
  return {
    kind: announcement.kind,
    severity: announcement.severity,
    title: announcement.title,
    body: announcement.body,
    reach: audience.kind,
    codes: audience.kind === 'all' ? [] : audience.codes,
    from: toWibInput(announcement.from),
    until: toWibInput(announcement.until),
  };
}

/** The draft that the controller takes, or what is wrong with each field. */
export function draftOf(
  form: Form,
): { draft: AnnouncementDraft; faults: null } | { draft: null; faults: Faults } {
  const faults: Faults = {};
  const title = form.title.trim();
  const body = form.body.trim();
  const from = fromWibInput(form.from);
  const until = fromWibInput(form.until);
  if (title.length < TITLE.least) faults.title = 'short';
  if (body.length < BODY.least) faults.body = 'short';
  if (form.reach !== 'all' && form.codes.length === 0) faults.codes = 'none';
  if (from === null) faults.from = 'time';
  if (form.until !== '' && until === null) faults.until = 'time';
  if (from !== null && until !== null && until <= from) faults.until = 'before-from';
  if (from === null || Object.keys(faults).length > 0) return { draft: null, faults };
  const audience: AnnouncementDraft['audience'] =
    form.reach === 'all' ? { kind: 'all' } : { kind: form.reach, codes: [...form.codes] };
  return {
    draft: { ...plainDraft, kind: form.kind, severity: form.severity, title, body, audience, from, until },
    faults: null,
  };
}
