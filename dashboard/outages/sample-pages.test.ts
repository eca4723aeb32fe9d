import { expect, test } from 'vitest';
import type { LookRow } from '#contract/status.ts';
import { MOST_SAMPLES, olderThan, samplesOf } from './sample-pages.ts';

const look = (second: number, agent = 'kantor') =>
  ({ at: new Date(Date.UTC(2026, 10, 25) + second * 1000).toISOString(), agent }) as LookRow;
/** What the controller answers of these: at most a page, up to and with a moment, the newest first. */
const pageOf = (all: readonly LookRow[], before: string) =>
  all.filter(({ at }) => at <= before).slice(0, MOST_SAMPLES);

test('a day of samples is read page by page, each once, to its end', () => {
  const all = Array.from({ length: 2_880 }, (_, index) => look((2_880 - index) * 30));
  // Two agents saw it at the same moment, just where a page ends.
  all.splice(MOST_SAMPLES, 0, { ...all[MOST_SAMPLES - 1]!, agent: 'lain' });
  const pages: LookRow[][] = [];
  for (let before: string | undefined = all[0]!.at; before !== undefined; ) {
    const page = pageOf(all, before);
    pages.push(page);
    before = olderThan(page, before);
  }
  expect(samplesOf(pages)).toEqual(all);
  expect(pages).toHaveLength(6);
});

test.each<[why: string, page: LookRow[], before: string, older: string | undefined]>([
  ['an empty page is the last', [], look(9).at, undefined],
  ['a short page is the last', [look(9)], look(9).at, undefined],
  ['a page of one moment leads nowhere', Array(MOST_SAMPLES).fill(look(9)), look(9).at, undefined],
])('%s', (_why, page, before, older) => expect(olderThan(page, before)).toBe(older));
