import { expect, test } from 'vitest';
import type { Span, State } from '#contract/status.ts';
import { piecesOf, withPresent } from './pieces-of.ts';

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const span = (state: State, from: number, to: number | null): Span => ({
  state,
  reason: null,
  from: at(from),
  to: to === null ? null : at(to),
});
const read = [span('up', 0, 40), span('down', 40, 50), span('up', 50, null)];

test.each<[string, { state: State; since: string } | undefined, Span[]]>([
  ['no live row yet', undefined, read],
  ['the state is as it was read', { state: 'up', since: at(50) }, read],
  [
    'down since it was read',
    { state: 'down', since: at(60) },
    [read[0]!, read[1]!, span('up', 50, 60), span('down', 60, null)],
  ],
  [
    'backdated over a whole span',
    { state: 'down', since: at(45) },
    [read[0]!, span('down', 40, 45), span('down', 45, null)],
  ],
])('%s', (_why, row, spans) => {
  expect(withPresent(read, row === undefined ? undefined : { reason: null, ...row })).toEqual(spans);
});

test('pieces are shares of the window, cut at its edges', () => {
  expect(piecesOf(read, { from: 20 * 60_000, to: 60 * 60_000 })).toEqual([
    { state: 'up', from: 0, to: 0.5 },
    { state: 'down', from: 0.5, to: 0.75 },
    { state: 'up', from: 0.75, to: 1 },
  ]);
  expect(piecesOf(read, { from: 55 * 60_000, to: 60 * 60_000 })).toEqual([{ state: 'up', from: 0, to: 1 }]);
});

test('a day that is not over is empty after now', () => {
  expect(piecesOf(read, { from: 0, to: 100 * 60_000, known: 60 * 60_000 }).at(-1)).toEqual({
    state: 'up',
    from: 0.5,
    to: 0.6,
  });
});
