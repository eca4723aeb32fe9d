import { expect, test } from 'vitest';
import { beginFold, foldLooks, type LookFacts } from './fold.ts';
import { between } from './signs.ts';
import { look, plan, START } from './testing-histories.ts';

/** One letter a look, 30 s apart: a answered, t timeout, r refused, n not looked; `!` before it: the router spoke 10 s earlier. */
function told(letters: string) {
  const looks: LookFacts[] = [];
  const signs: number[] = [];
  for (const letter of letters) {
    const seconds = looks.length * 30;
    if (letter === '!') signs.push(START + (seconds - 10) * 1000);
    else if (letter === 'a') looks.push(look(seconds));
    else {
      const outcome = ({ t: 'timeout', r: 'refused', n: 'not-looked' } as const)[letter as 't' | 'r' | 'n'];
      looks.push(look(seconds, { outcome, uptimeSeconds: null }));
    }
  }
  const { spans } = foldLooks(beginFold(START), looks, plan, signs);
  return spans
    .filter(({ reason }) => reason !== 'never-looked')
    .map(({ state, reason, from }) => `${(from - START) / 1000}:${reason ? `${state}(${reason})` : state}`)
    .join(' ');
}

const quiet = (minutes: number) => 't'.repeat(minutes * 2);

test.each<[why: string, letters: string, spans: string]>([
  ['a word beside looks that are answered changes nothing', 'a!a!a', '0:up'],
  ['three failed looks without a word are down', 'attt', '0:up 30:down'],
  ['its word ends the run of failures, as a refusal does', 'at!tt', '0:up 30:unknown(unreadable)'],
  ['one failed look and its word are no doubt', 'at!ta', '0:up'],
  [
    'failing looks of a router that speaks all the time are unknown, never down',
    `a${'!t'.repeat(20)}`,
    '0:up 30:unknown(unreadable)',
  ],
  ['then failed looks after its last word count', 'at!tttt', '0:up 30:unknown(unreadable) 60:down'],
  ['it spoke before the first failed look: only the start is narrower', 'a!ttta', '0:up 30:down 120:up'],
  ['it spoke before it answered: only the end is narrower', 'attt!a', '0:up 30:down 120:up'],
  [
    'called down, it speaks, and is still not answered: down up to its word',
    'attt!ttt',
    '0:up 30:down 110:unknown(unreadable)',
  ],
  [
    'from then on failed looks alone prove nothing',
    `attt!t${quiet(29)}`,
    '0:up 30:down 110:unknown(unreadable)',
  ],
  [
    'until it has been quiet for half an hour',
    `attt!t${quiet(31)}`,
    '0:up 30:down 110:unknown(unreadable) 120:down',
  ],
  ['or answers', 'attt!tattta', '0:up 30:down 110:unknown(unreadable) 150:up 180:down 270:up'],
  ['a refusal after its word: not down either', 'attt!r', '0:up 30:down 110:unknown(unreadable)'],
  [
    'no proof of our own way out after its word',
    'attt!n',
    '0:up 30:down 110:unknown(unreadable) 120:unknown(not-looked)',
  ],
])('%s', (_why, letters, spans) => {
  expect(told(letters)).toBe(spans);
});

test('between is open at its start and closed at its end', () => {
  const signs = [10, 20, 30];
  expect([between(signs, 10, 30), between(signs, 0, 10), between(signs, 30, 99), between([], 0, 9)]).toEqual([
    [20, 30],
    [10],
    [],
    [],
  ]);
});
