import { expect, test } from 'vitest';
import { AnnouncementDraft } from '#contract/announcements.ts';
import { draftOf, emptyForm, type Form, formOf } from './form.ts';

const now = Date.parse('2026-11-25T02:12:00.000Z');
const good: Form = { ...emptyForm(now, null), title: 'Posyandu Sabtu', body: 'Jam 8 di balai desa.' };

test.each<[string, Partial<Form>, object]>([
  ['no title', { title: ' ' }, { title: 'short' }],
  ['no text', { body: '' }, { body: 'short' }],
  ['villages, none chosen', { reach: 'villages', codes: [] }, { codes: 'none' }],
  ['no start', { from: '' }, { from: 'time' }],
  ['an event without its time', { kind: 'agenda' }, { startsAt: 'needed' }],
  [
    'an event that ends before it begins',
    { kind: 'agenda', startsAt: '2026-11-26T09:00', endsAt: '2026-11-26T08:00' },
    { endsAt: 'before-start' },
  ],
  [
    'works that end without beginning',
    { kind: 'works', endsAt: '2026-11-26T08:00' },
    { endsAt: 'without-start' },
  ],
  ['more than all of the works', { kind: 'works', progress: '101' }, { progress: 'number' }],
  ['money in words', { kind: 'works', budget: 'banyak' }, { budget: 'number' }],
  ['ends before it starts', { until: '2026-11-25T09:12' }, { until: 'before-from' }],
])('%s', (_why, change, faults) => {
  expect(draftOf({ ...good, ...change })).toEqual({ draft: null, faults });
});

test('what the editor makes, the contract takes, and it comes back the same', () => {
  const form: Form = { ...good, reach: 'villages', codes: ['16.10.04.2012'], until: '2026-11-26T09:00' };
  const { draft } = draftOf(form);
  expect(AnnouncementDraft.parse(draft)).toEqual(draft);
  const stored = {
    ...draft!,
    id: 1,
    phase: 'draft',
    version: 1,
    writtenBy: 'editor',
    publishedAt: null,
    changedAt: '',
  };
  expect(formOf(stored as never)).toEqual(form);
});

test('what its kind does not show is not sent; money is taken as people write it', () => {
  const works = {
    ...good,
    kind: 'works' as const,
    progress: '40',
    budget: '125.000.000',
    startsAt: '2026-11-26T09:30',
    allDay: true,
  };
  const { draft } = draftOf(works);
  expect(AnnouncementDraft.parse(draft)).toEqual(draft);
  expect(draft).toMatchObject({
    progressPercent: 40,
    budgetIdr: '125000000',
    startsAt: '2026-11-25T17:00:00.000Z',
  });
  expect(draftOf({ ...works, kind: 'news' }).draft).toMatchObject({
    progressPercent: null,
    budgetIdr: null,
    startsAt: null,
    allDay: false,
  });
});

test('someone limited to villages begins with those', () => {
  expect(emptyForm(now, ['16.10.04.2012'])).toMatchObject({ reach: 'villages', codes: ['16.10.04.2012'] });
});
