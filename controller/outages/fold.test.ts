import { describe, expect, test } from 'vitest';
import { beginFold, foldLooks, type LookFacts, tailAt } from './fold.ts';
import { look, plan, START, sameByBothRoads } from './testing-histories.ts';
import type { FoldSpan } from './timeline.ts';

/** One letter a look, 30 s apart: a answered, t timeout, T after ten seconds, u unreachable, r refused, p auth-failed, n not looked, d device-mode, . no look. */
const LETTERS: Record<string, Partial<LookFacts>> = {
  a: {},
  t: { outcome: 'timeout', uptimeSeconds: null },
  T: { outcome: 'timeout', uptimeSeconds: null, tookMs: 10_000 },
  u: { outcome: 'unreachable', uptimeSeconds: null },
  r: { outcome: 'refused', uptimeSeconds: null },
  p: { outcome: 'auth-failed', uptimeSeconds: null },
  n: { outcome: 'not-looked', uptimeSeconds: null },
  d: { fault: 'device-mode' },
};
const looksOf = (letters: string) =>
  [...letters].flatMap((letter, index) => (letter === '.' ? [] : [look(index * 30, LETTERS[letter])]));
const written = (spans: readonly FoldSpan[]) =>
  spans
    .map(({ state, reason, from }) => `${(from - START) / 1000}:${reason ? `${state}(${reason})` : state}`)
    .join(' ');
const fold = (looks: readonly LookFacts[]) => foldLooks(beginFold(START), looks, plan);

describe('from looks to spans', () => {
  test.each<[why: string, letters: string, spans: string]>([
    ['answers', 'aaa', '0:up'],
    ['one lost look on a lossy uplink is none', 'atata', '0:up'],
    ['two lost looks lack a third', 'attaa', '0:up'],
    ['three failed looks over 60 s are down, backdated to the first', 'attta', '0:up 30:down 120:up'],
    ['unreachable and timeout are one run', 'autut', '0:up 30:down'],
    ['down from the start', 'tttt', '0:down'],
    ['a refusal ends the run of failures', 'attrta', '0:up 30:unknown(unreadable) 150:up'],
    ['short doubt changes nothing', 'atra', '0:up'],
    ['three unreadable looks are unknown since the first', 'arrra', '0:up 30:unknown(unreadable) 120:up'],
    ['a wrong password is unknown, not down', 'apppp', '0:up 30:unknown(unreadable)'],
    ['no proof of our own way out is unknown at once', 'anna', '0:up 30:unknown(not-looked) 90:up'],
    [
      'failures without proof afterwards were never proven down',
      'attna',
      '0:up 30:unknown(not-looked) 120:up',
    ],
    ['down, then no proof: down up to there', 'atttnn', '0:up 30:down 120:unknown(not-looked)'],
    ['down is not lost by one refusal', 'atttrtta', '0:up 30:down 210:up'],
    ['down, then unreadable for good', 'atttrrrr', '0:up 30:down 120:unknown(unreadable)'],
    ['nobody looked for more than 2.5 intervals', 'aa...a', '0:up 60:unknown(agent-silent) 150:up'],
    [
      'failed looks after which nobody looked speak neither for up nor for down',
      'att...a',
      '0:up 30:unknown(agent-silent) 180:up',
    ],
    ['nor do they make an outage with those that follow', 'att...t', '0:up 30:unknown(agent-silent)'],
    ['which begins with them', 'att...ttt', '0:up 30:unknown(agent-silent) 180:down'],
    [
      'nobody looked between two failed ones, proven late',
      'ntt...t',
      '0:unknown(not-looked) 90:unknown(agent-silent)',
    ],
    ['two intervals without a look are no silence', 'aa.a', '0:up'],
    ['back-off of a router that is down is no silence', 'attt....t....t', '0:up 30:down'],
    ['served again', 'adda', '0:up 30:degraded(device-mode) 90:up'],
    [
      'one refused password, tried again after five minutes: nothing speaks for up between',
      'ap.........a',
      '0:up 30:unknown(unreadable) 330:up',
    ],
  ])('%s: %s', (_why, letters, spans) => {
    expect(written(fold(looksOf(letters)).spans.filter(({ reason }) => reason !== 'never-looked'))).toBe(
      spans,
    );
  });

  test('before the first look it is unknown since it was taken into service', () => {
    const { spans } = fold([look(90)]);
    expect(written(spans)).toBe('0:unknown(never-looked) 90:up');
  });

  test('both ends of an outage are intervals, with the uptimes that speak for its cause', () => {
    const { spans } = fold([...looksOf('atttt'), look(150, { uptimeSeconds: 12 })]);
    expect(spans.find(({ state }) => state === 'down')?.down).toEqual({
      lastGoodAt: START,
      lastFailedAt: START + 120_000,
      firstGoodAt: START + 150_000,
      uptimeBefore: 1000,
      uptimeAfter: 12,
      voltage: null,
      restartsBefore: 0,
    });
    expect(spans.at(-1)?.notBefore).toBe(START + 120_000);
  });

  test('more than four changes in a quarter of an hour flap, and never hide that it is down', () => {
    const { spans } = fold(looksOf('atttatttatttaaa'));
    expect(written(spans)).toBe('0:up 30:down 120:up 150:down 240:up 270:down 360:degraded(flapping)');
    const later = look(360 + 900 + 30);
    const still = Array.from({ length: 30 }, (_, index) => look(480 + index * 30));
    expect(
      written(fold([...looksOf('atttatttatttaaa'), ...still.filter(({ at }) => at < later.at), later]).spans),
    ).toMatch(/down 360:degraded\(flapping\) \d+:up$/);
  });

  test('five bad looks are degraded, four are not', () => {
    const slow = (count: number) =>
      Array.from({ length: count }, (_, index) => look(index * 30, { tookMs: 2_100 }));
    const lossy = Array.from({ length: 5 }, (_, index) => look(index * 30, { lossPercent: 20 }));
    expect(written(fold(slow(4)).spans)).toBe('0:up');
    expect(written(fold(slow(5)).spans)).toBe('0:up 120:degraded(slow)');
    expect(written(fold(lossy).spans)).toBe('0:up 120:degraded(uplink-loss)');
  });

  test('RADIUS is unanswered when requests time out and none is answered, until one is', () => {
    const radius = (seconds: number, radiusTimeouts: number, radiusAnswers: number) =>
      look(seconds, { radiusTimeouts, radiusAnswers });
    const looks = [radius(0, 7, 3), radius(30, 9, 3), radius(60, 9, 3), radius(90, 9, 4)];
    expect(written(fold(looks).spans)).toBe('0:up 30:degraded(radius-unanswered) 90:up');
    expect(written(fold([radius(0, 7, 3), radius(30, 8, 3), radius(60, 8, 3)]).spans)).toBe('0:up');
    expect(
      written(fold([radius(0, 7, 3), radius(30, 8, 3), radius(60, 9, 3), radius(90 + 900, 9, 3)]).spans),
    ).toBe('0:up 60:degraded(radius-unanswered) 90:unknown(agent-silent) 990:up');
    expect(written(fold([radius(0, 7, 3), radius(30, 2, 0)]).spans)).toBe(
      '0:up 30:degraded(radius-unanswered)',
    );
  });
});

describe('without a new look', () => {
  test.each<[why: string, letters: string, seconds: number, tail: string]>([
    ['a look of 70 s ago still holds', 'aa', 30 + 75, '0:up'],
    [
      'silent for more than 75 s: unknown since the next look was due',
      'aa',
      30 + 76,
      '0:up 60:unknown(agent-silent)',
    ],
    ['a router that is down is looked at each minute', 'attt', 90 + 150, '0:up 30:down'],
    ['and then it is unknown', 'attt', 90 + 151, '0:up 30:down 120:unknown(agent-silent)'],
    ['a failed look: in doubt for as long as a look speaks', 'at', 30 + 75, '0:up'],
    ['and then unknown since it failed', 'at', 30 + 76, '0:up 30:unknown(agent-silent)'],
    ['a look that took its ten seconds', 'aT', 30 + 85, '0:up'],
    ['and then was the last', 'aT', 30 + 86, '0:up 30:unknown(agent-silent)'],
    ['a refused password: in doubt for as long as a look speaks', 'ap', 30 + 75, '0:up'],
    ['and then unknown since it was refused', 'ap', 30 + 76, '0:up 30:unknown(unreadable)'],
    ['a refused password is tried every five minutes', 'appp', 90 + 700, '0:up 30:unknown(unreadable)'],
  ])('%s', (_why, letters, seconds, tail) => {
    const { fold: before, spans } = fold(looksOf(letters));
    const after = tailAt(before, START + seconds * 1000, plan);
    expect(written([...spans.slice(0, -1), ...after])).toBe(tail);
  });
});

test('looks in one batch or in many give the same spans, without gap or overlap', () =>
  sameByBothRoads(2_000));
