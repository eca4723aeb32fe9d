import type { Announcement, AnnouncementDraft, Picture } from '#contract/announcements.ts';
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
  readonly startsAt: string;
  readonly endsAt: string;
  /** Of both only the day counts. */
  readonly allDay: boolean;
  readonly place: string;
  readonly contact: string;
  readonly progress: string;
  readonly budget: string;
  readonly picture: Picture | null;
}

/** Limits of the contract's AnnouncementDraft. */
export const SHORT_MOST = 80;

type Fault =
  | 'short'
  | 'none'
  | 'time'
  | 'before-from'
  | 'needed'
  | 'without-start'
  | 'before-start'
  | 'number';
export type Faults = Partial<
  Record<'title' | 'body' | 'codes' | 'from' | 'until' | 'startsAt' | 'endsAt' | 'progress' | 'budget', Fault>
>;

const nothing = {
  startsAt: '',
  endsAt: '',
  allDay: false,
  place: '',
  contact: '',
  progress: '',
  budget: '',
  picture: null,
} satisfies Partial<Form>;

/** Of an announcement, what its writer chose. */
export type Content = Pick<Announcement, keyof AnnouncementDraft>;

export function emptyForm(now: number, villages: readonly string[] | null): Form {
  return {
    ...nothing,
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

/** What an announcement, or an old version of one, has for the fields. */
export function formOf(announcement: Content): Form {
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
    startsAt: toWibInput(announcement.startsAt),
    endsAt: toWibInput(announcement.endsAt),
    allDay: announcement.allDay,
    place: announcement.place ?? '',
    contact: announcement.contact ?? '',
    progress: announcement.progressPercent?.toString() ?? '',
    budget: announcement.budgetIdr ?? '',
    picture: announcement.picture,
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
  const more = moreOf(form, faults);
  if (from === null || Object.keys(faults).length > 0) return { draft: null, faults };
  const audience: AnnouncementDraft['audience'] =
    form.reach === 'all' ? { kind: 'all' } : { kind: form.reach, codes: [...form.codes] };
  return {
    draft: { ...more, kind: form.kind, severity: form.severity, title, body, audience, from, until },
    faults: null,
  };
}

/** Kinds whose matter has a time, and the one that has figures. */
export const hasTime = ({ kind }: Pick<Form, 'kind'>) => kind === 'agenda' || kind === 'works';
export const hasFigures = ({ kind }: Pick<Form, 'kind'>) => kind === 'works';

/** Fields that only some kinds have; what its kind does not show is not sent. Writes down what is wrong. */
function moreOf(form: Form, faults: Faults) {
  const timed = hasTime(form);
  const timeOf = (value: string) =>
    !timed || value === '' ? null : fromWibInput(form.allDay ? `${value.slice(0, 10)}T00:00` : value);
  const startsAt = timeOf(form.startsAt);
  const endsAt = timeOf(form.endsAt);
  if (timed && form.startsAt !== '' && startsAt === null) faults.startsAt = 'time';
  if (form.kind === 'agenda' && form.startsAt === '') faults.startsAt = 'needed';
  if (timed && form.endsAt !== '' && endsAt === null) faults.endsAt = 'time';
  if (endsAt !== null && form.startsAt === '') faults.endsAt = 'without-start';
  if (startsAt !== null && endsAt !== null && endsAt < startsAt) faults.endsAt = 'before-start';
  const progress = hasFigures(form) ? form.progress.trim() : '';
  // As people write money: 125.000.000
  const budget = hasFigures(form) ? form.budget.replace(/[.\s]/g, '') : '';
  if (progress !== '' && !/^(100|\d{1,2})$/.test(progress)) faults.progress = 'number';
  if (budget !== '' && !/^\d{1,15}$/.test(budget)) faults.budget = 'number';
  return {
    startsAt,
    endsAt,
    allDay: timed && form.allDay,
    place: timed ? form.place.trim() || null : null,
    contact: form.contact.trim() || null,
    progressPercent: progress === '' ? null : Number(progress),
    budgetIdr: budget || null,
    picture: form.picture?.name ?? null,
  };
}
