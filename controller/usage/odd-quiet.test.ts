import { expect, test } from 'vitest';
import { isOddlyQuiet, type QuietFacts } from './odd-quiet.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const hours = (count: number) => NOW - count * 3_600_000;
const usual: QuietFacts = { isUp: true, lastSeenAt: hours(3), upSince: hours(30), weeks: [4, 9, 2, 6] };

test.each<[why: string, facts: Partial<QuietFacts>, is: boolean]>([
  ['nobody for three hours, and always somebody', {}, true],
  ['nobody for exactly two hours', { lastSeenAt: hours(2) }, true],
  ['somebody a minute less than two hours ago', { lastSeenAt: hours(2) + 60_000 }, false],
  ['nobody was ever seen since it is known', { lastSeenAt: null }, true],
  ['one of the weeks was empty as well', { weeks: [4, 0, 2, 6] }, false],
  ['three weeks are no habit', { weeks: [4, 9, 2] }, false],
  ['a week that nobody observed says nothing', { weeks: [4, null, 2, 6, 3] }, true],
  ['four weeks of which one was not observed', { weeks: [4, null, 2, 6] }, false],
  ['it is down: that is told elsewhere', { isUp: false }, false],
  ['back for an hour only: people need time to come', { upSince: hours(1) }, false],
])('%s', (_why, facts, is) => {
  expect(isOddlyQuiet({ ...usual, ...facts }, NOW)).toBe(is);
});
