import { expect, test } from 'vitest';
import { readBackupWords } from './command.ts';
import { stampOf, toDelete } from './keep.ts';
import { isDue, isOld, lastTurn, nextTurn } from './when.ts';

const at = (text: string) => new Date(text);

test.each<[now: string, turn: string]>([
  ['2026-11-25T18:29:59Z', '2026-11-24T18:30:00.000Z'],
  ['2026-11-25T18:30:00Z', '2026-11-25T18:30:00.000Z'],
  ['2026-11-26T03:00:00Z', '2026-11-25T18:30:00.000Z'],
])('before %s, 01.30 WIB was at %s', (now, turn) => {
  expect(new Date(lastTurn('01:30', Date.parse(now))).toISOString()).toBe(turn);
  expect(nextTurn('01:30', Date.parse(now)) - lastTurn('01:30', Date.parse(now))).toBe(86_400_000);
});

const up = at('2026-11-20T00:00:00Z');
test.each<[why: string, last: { startedAt: Date; failed: boolean } | null, upSince: Date, due: boolean]>([
  ['never made one', null, up, true],
  ['just started', null, at('2026-11-25T18:59:00Z'), false],
  ['made tonight', { startedAt: at('2026-11-25T18:31:00Z'), failed: false }, up, false],
  ['made by hand in the afternoon', { startedAt: at('2026-11-25T08:00:00Z'), failed: false }, up, true],
  ['missed while the machine was off', { startedAt: at('2026-11-22T18:30:00Z'), failed: false }, up, true],
  ['failed a moment ago', { startedAt: at('2026-11-25T18:30:00Z'), failed: true }, up, false],
  ['failed an hour ago', { startedAt: at('2026-11-25T18:00:00Z'), failed: true }, up, true],
])('at 02.00 WIB, %s: due %s', (_why, last, upSince, due) => {
  expect(isDue('01:30', last, upSince, at('2026-11-25T19:00:00Z'))).toBe(due);
});

test('a backup is old after 26 hours', () => {
  const now = at('2026-11-25T20:30:00Z');
  expect(isOld(null, now)).toBe(true);
  expect(isOld(at('2026-11-24T18:30:00Z'), now)).toBe(false);
  expect(isOld(at('2026-11-24T18:29:59Z'), now)).toBe(true);
});

const nightly = (day: number) => {
  const stamp = new Date(Date.UTC(2026, 10, 25 - day, 18, 30)).toISOString().replace(/[-:]|\.\d+/g, '');
  return `sinyal-desa-${stamp}-physical.tar.zst.age`;
};

test('of sixty nights, seven days and four weeks stay; what is not ours is left alone', () => {
  const names = [...Array(60).keys()].map(nightly);
  const others = [
    'foto.jpg',
    'sinyal-desa.txt',
    'sinyal-desa-20261125T183000Z-physical.tar.zst.age.unfinished',
  ];
  const gone = new Set(toDelete([...names, ...others]));
  const kept = names.filter((name) => !gone.has(name));
  expect(kept).toHaveLength(7 + 2);
  expect(kept.slice(0, 7)).toEqual(names.slice(0, 7));
  // The newest of each week, which ends on Sunday in WIB: 22nd, 15th and 8th; the present week's is the newest of all.
  expect(kept.slice(7)).toEqual([nightly(11), nightly(18)]);
  expect(others.filter((name) => gone.has(name))).toEqual([]);
});

test('a second backup of the same day replaces the first; two of them are no two days', () => {
  const morning = 'sinyal-desa-20261125T010000Z-logical.tar.zst.age';
  const evening = 'sinyal-desa-20261125T120000Z-physical.tar.zst.age';
  expect(toDelete([morning, evening])).toEqual([morning]);
  expect(stampOf(morning)).toBe(Date.UTC(2026, 10, 25, 1));
  expect(toDelete([])).toEqual([]);
});

test.each<[words: string[], read: ReturnType<typeof readBackupWords>]>([
  [['/mnt/x'], { folder: '/mnt/x', logical: false, nightly: false }],
  [['/mnt/x', '--logical'], { folder: '/mnt/x', logical: true, nightly: false }],
  [['--nightly'], { folder: null, logical: false, nightly: true }],
  [[], null],
  [['/mnt/x', '--nightly'], null],
  [['/a', '/b'], null],
  [['/a', '--all'], null],
])('%j', (words, read) => expect(readBackupWords(words)).toEqual(read));
