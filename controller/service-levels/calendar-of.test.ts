import { describe, expect, test } from 'vitest';
import type { Week } from '#contract/service-levels.ts';
import { calendarOf, doesCount, type HoursRow, isLate, type WindowRow } from './calendar-of.ts';

const A = '16.10.01.2001';
const B = '16.10.01.2002';
const wib = (text: string) => Date.parse(`${text}:00+07:00`);
const said = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const week = (open: [number, number] | null): Week => Array.from({ length: 7 }, () => open);
const daytime = week([300, 1_320]);
const hours = (more: Partial<HoursRow>): HoursRow => ({
  id: 1,
  villages: [],
  validFrom: '2026-01-01',
  week: daytime,
  ...more,
});
const openOf = (rows: HoursRow[], village: string, from: string, to: string) =>
  calendarOf(rows, [])
    .hours(village, wib(from), wib(to))
    .map((one) => `${said(one.from)} – ${said(one.to)}`);

describe('service hours', () => {
  test('without any, service is owed around the clock', () => {
    expect(openOf([], A, '2026-11-25T00:00', '2026-11-27T00:00')).toEqual([
      '2026-11-25 00:00 – 2026-11-27 00:00',
    ]);
  });
  test('closed from 22 to 5 o’clock WIB, cut at the edges that were asked for', () => {
    expect(openOf([hours({})], A, '2026-11-25T12:00', '2026-11-27T03:00')).toEqual([
      '2026-11-25 12:00 – 2026-11-25 22:00',
      '2026-11-26 05:00 – 2026-11-26 22:00',
    ]);
  });
  test('a later row takes over from its day on; before the first, service is owed around the clock', () => {
    const rows = [
      hours({ validFrom: '2026-11-25' }),
      hours({ id: 2, validFrom: '2026-11-26', week: week(null) }),
    ];
    expect(openOf(rows, A, '2026-11-24T00:00', '2026-11-27T00:00')).toEqual([
      '2026-11-24 00:00 – 2026-11-25 00:00',
      '2026-11-25 05:00 – 2026-11-25 22:00',
    ]);
  });
  test('a village’s own row beats the general one, and of one day the row that was entered last', () => {
    const rows = [
      hours({}),
      hours({ id: 2, villages: [A], week: week([0, 60]) }),
      hours({ id: 3, villages: [A], week: week([0, 120]) }),
    ];
    expect(openOf(rows, A, '2026-11-25T00:00', '2026-11-26T00:00')).toEqual([
      '2026-11-25 00:00 – 2026-11-25 02:00',
    ]);
    expect(openOf(rows, B, '2026-11-25T00:00', '2026-11-26T00:00')).toEqual([
      '2026-11-25 05:00 – 2026-11-25 22:00',
    ]);
  });
  test('the week begins on Monday: 2026-11-25 is a Wednesday', () => {
    const only = Array.from({ length: 7 }, (_, index) =>
      index === 2 ? ([0, 1_440] as [number, number]) : null,
    );
    expect(openOf([hours({ week: only })], A, '2026-11-23T00:00', '2026-11-30T00:00')).toEqual([
      '2026-11-25 00:00 – 2026-11-26 00:00',
    ]);
  });
});

const at = wib('2026-11-25T08:00');
const row = (more: Partial<WindowRow> = {}): WindowRow => ({
  id: 1,
  kind: 'maintenance',
  villages: [],
  from: at,
  until: at + 3_600_000,
  enteredAt: at - 1,
  enteredById: 1,
  approvedById: null,
  withdrawnAt: null,
  ...more,
});

describe('planned time', () => {
  test.each<[why: string, row: WindowRow, counts: boolean, late: boolean]>([
    ['entered before it began', row(), true, false],
    ['entered as it began', row({ enteredAt: at }), true, false],
    ['entered afterwards', row({ enteredAt: at + 1 }), false, true],
    ['afterwards, approved by a second person', row({ enteredAt: at + 1, approvedById: 2 }), true, true],
    ['afterwards, approved by who entered it', row({ enteredAt: at + 1, approvedById: 1 }), false, true],
    ['withdrawn', row({ withdrawnAt: at + 5 }), false, false],
  ])('%s', (_why, one, counts, late) => {
    expect([doesCount(one), isLate(one)]).toEqual([counts, late]);
  });
  test('windows are of their villages, cut at the edges, and counted once where they overlap', () => {
    const calendar = calendarOf(
      [],
      [row(), row({ id: 2, villages: [A], from: at + 1_800_000, until: at + 7_200_000, enteredAt: at })],
    );
    expect(calendar.planned(A, at, at + 5_400_000)).toEqual([{ from: at, to: at + 5_400_000 }]);
    expect(calendar.planned(B, at, at + 5_400_000)).toEqual([{ from: at, to: at + 3_600_000 }]);
  });
});
