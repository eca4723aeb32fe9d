import { expect, test } from 'vitest';
import type { Audience } from '#contract/announcements.ts';
import { isInside, reaches, unknownCodes, villagesReached } from './audience.ts';
import { byWeight, phaseOf } from './phase-of.ts';

const at = (hours: number) => new Date(Date.UTC(2026, 10, 25) + hours * 3_600_000);
const maybe = (hours: number | null) => (hours === null ? null : at(hours));

type Row = [
  why: string,
  published: number | null,
  withdrawn: number | null,
  until: number | null,
  phase: string,
];
/** Each from hour 10; it is 12 o'clock. */
test.each<Row>([
  ['written only', null, null, 20, 'draft'],
  ['written only, and its time is over', null, null, 11, 'draft'],
  ['published, within its time', 1, null, 20, 'shown'],
  ['published without an end', 1, null, null, 'shown'],
  ['published, to this very moment', 1, null, 12, 'over'],
  ['published, for a moment more', 1, null, 12.001, 'shown'],
  ['withdrawn', 1, 11, 20, 'withdrawn'],
  ['withdrawn, and over anyway', 1, 2, 11, 'withdrawn'],
])('%s: published %j, withdrawn %j, until %j is %s', (_why, published, withdrawn, until, phase) => {
  const row = {
    from: at(10),
    until: maybe(until),
    publishedAt: maybe(published),
    withdrawnAt: maybe(withdrawn),
  };
  expect(phaseOf(row, at(12))).toBe(phase);
});

test.each([
  [9.999, 'scheduled'],
  [10, 'shown'],
])('published for 10 o’clock, at %d it is %s', (hour, phase) => {
  const row = { from: at(10), until: null, publishedAt: at(1), withdrawnAt: null };
  expect(phaseOf(row, at(hour))).toBe(phase);
});

type Told = [id: number, kind: string, severity: string, from: number, starts: number | null];
test.each<[why: string, told: Told[], order: number[]]>([
  [
    'danger before caution before news, each the newest first',
    [
      [1, 'news', 'info', 9, null],
      [2, 'news', 'danger', 1, null],
      [3, 'works', 'caution', 5, null],
      [4, 'news', 'danger', 2, null],
      [5, 'news', 'info', 9, null],
      [6, 'service', 'info', 10, null],
    ],
    [4, 2, 3, 6, 5, 1],
  ],
  [
    'a warning of little weight before danger that is none',
    [
      [1, 'news', 'danger', 9, null],
      [2, 'warning', 'info', 1, null],
    ],
    [2, 1],
  ],
  [
    'of warnings the gravest',
    [
      [1, 'warning', 'info', 9, null],
      [2, 'warning', 'danger', 1, null],
    ],
    [2, 1],
  ],
  [
    'of an agenda what comes next',
    [
      [1, 'agenda', 'info', 9, 50],
      [2, 'agenda', 'info', 1, 40],
    ],
    [2, 1],
  ],
  [
    'news between the days of an agenda does not break their order',
    [
      [1, 'agenda', 'info', 9, 50],
      [2, 'news', 'info', 5, null],
      [3, 'agenda', 'info', 1, 40],
    ],
    [2, 3, 1],
  ],
  [
    'a grave day before light news',
    [
      [1, 'news', 'info', 9, null],
      [2, 'agenda', 'caution', 1, 50],
    ],
    [2, 1],
  ],
  [
    'works have days, but are told by when',
    [
      [1, 'works', 'info', 8, 40],
      [2, 'works', 'info', 9, 50],
    ],
    [2, 1],
  ],
])('%s', (_why, told, order) => {
  const rows = told.map(([id, kind, severity, from, starts]) => ({
    id,
    kind,
    severity,
    from: at(from),
    startsAt: maybe(starts),
  }));
  for (const given of [rows, rows.toReversed()])
    expect(given.toSorted(byWeight).map(({ id }) => id)).toEqual(order);
});

const [A1, A2, B1] = ['16.10.06.2021', '16.10.06.2022', '16.10.01.2005'];
const known = [A1, A2, B1];
const all: Audience = { kind: 'all' };
const kecamatan = (...codes: string[]): Audience => ({ kind: 'kecamatan', codes });
const villages = (...codes: string[]): Audience => ({ kind: 'villages', codes });

test.each<[why: string, audience: Audience, reached: string[] | null]>([
  ['everybody', all, null],
  ['one kecamatan', kecamatan('16.10.06'), [A1, A2]],
  ['two kecamatan', kecamatan('16.10.06', '16.10.01'), [A1, A2, B1]],
  ['a kecamatan without a village', kecamatan('16.10.99'), []],
  ['one village', villages(A2), [A2]],
])('%s', (_why, audience, reached) => {
  expect(villagesReached(audience, known)).toEqual(reached);
  for (const village of known)
    expect(reaches(audience, village)).toBe(reached === null || reached.includes(village));
});

test.each<[why: string, audience: Audience, within: string[] | null, inside: boolean]>([
  ['who is not limited writes to all', all, null, true],
  ['who is limited does not', all, known, false],
  ['to her village', villages(A1), [A1], true],
  ['to hers and another', villages(A1, B1), [A1], false],
  ['to a kecamatan of which she has a part', kecamatan('16.10.06'), [A1], false],
  ['to a kecamatan of which she has all', kecamatan('16.10.06'), [A1, A2], true],
  ['to a kecamatan that nobody knows', kecamatan('16.10.99'), [A1], false],
  ['without any village', villages(A1), [], false],
])('%s', (_why, audience, within, inside) => expect(isInside(audience, within, known)).toBe(inside));

test('codes that nobody knows are found', () => {
  expect(unknownCodes(all, known)).toEqual([]);
  expect(unknownCodes(villages(A1, '16.10.99.2001'), known)).toEqual(['16.10.99.2001']);
  expect(unknownCodes(kecamatan('16.10.06', '16.10.99'), known)).toEqual(['16.10.99']);
});
