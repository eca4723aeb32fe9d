import { expect, test } from 'vitest';
import type { ServiceHours, Week } from '#contract/service-levels.ts';
import { allDay, type DayForm, everyDay, standingOf, stretchesOf, timeOf, weekOf } from './week-of.ts';

const day = (from: string, until: string): DayForm => ({ open: true, from, until });
const shut: DayForm = { open: false, from: '', until: '' };

test('midnight as an end is the end of the day; a closed day needs no times', () => {
  expect(weekOf([...everyDay(allDay).slice(0, 5), day('05:00', '22:00'), shut])).toEqual({
    ok: true,
    week: [...Array.from({ length: 5 }, () => [0, 1_440]), [300, 1_320], null],
  });
});

test.each<[string, DayForm]>([
  ['over midnight', day('22:00', '05:00')],
  ['of no length', day('08:00', '08:00')],
  ['without an end', day('08:00', '')],
])('a day %s is told of', (_why, wrong) => {
  expect(weekOf([allDay, wrong, ...everyDay(allDay).slice(2)])).toEqual({ ok: false, days: new Set([1]) });
});

test('days of the same hours are one', () => {
  const week: Week = [[300, 1_320], [300, 1_320], [300, 1_320], [300, 1_320], [300, 1_320], null, null];
  expect(stretchesOf(week)).toEqual([
    { first: 0, last: 4, open: [300, 1_320] },
    { first: 5, last: 6, open: null },
  ]);
  expect([timeOf(300), timeOf(1_440), timeOf(0)]).toEqual(['05:00', '24:00', '00:00']);
});

const row = (id: number, validFrom: string, villages: string[] = []): ServiceHours => ({
  id,
  villages,
  validFrom,
  reference: 'SK',
  week: Array.from({ length: 7 }, () => null),
  enteredAt: '2026-11-01T00:00:00Z',
  enteredBy: 'sari',
});

test.each<[why: string, rows: ServiceHours[], standing: string]>([
  ['alone', [], 'holds'],
  ['a later one of all', [row(2, '2026-11-20')], 'replaced'],
  ['a later one that is still to come', [row(2, '2026-12-01')], 'holds'],
  ['another of the same day, entered later', [row(2, '2026-11-10')], 'replaced'],
  ['a later one of a village', [row(2, '2026-11-20', ['16.10.01.2001'])], 'holds'],
])('general hours beside %s', (_why, others, standing) => {
  const one = row(1, '2026-11-10');
  expect(standingOf(one, [one, ...others], '2026-11-25')).toBe(standing);
});

test('hours of two villages hold until both have later ones of their own', () => {
  const one = row(1, '2026-11-10', ['a', 'b']);
  const rows = [one, row(2, '2026-11-12', ['a']), row(3, '2026-11-13')];
  expect(standingOf(one, rows, '2026-11-25')).toBe('holds');
  expect(standingOf(one, [...rows, row(4, '2026-11-14', ['b'])], '2026-11-25')).toBe('replaced');
  expect(standingOf(one, rows, '2026-11-09')).toBe('coming');
});
