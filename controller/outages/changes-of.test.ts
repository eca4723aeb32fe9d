import { expect, test } from 'vitest';
import type { State } from '#contract/status.ts';
import { changesOf, type OutageFacts } from './changes-of.ts';

const is = (firstFailedAt: number, endedAt: number | null, more: Partial<OutageFacts> = {}): OutageFacts => ({
  firstFailedAt,
  endedAt,
  firstGoodAt: endedAt,
  cause: 'undetermined',
  evidence: {
    kind: 'restarted',
    uptimeSeconds: null,
    bootedAt: null,
    answer: null,
    signs: [],
    began: null,
    ended: null,
  },
  simulated: false,
  ...more,
});

test.each<[why: string, before: OutageFacts[], after: OutageFacts[], changes: string[]]>([
  ['it began', [], [is(10, null)], ['→10-']],
  ['nothing changed', [is(10, null)], [is(10, null)], []],
  ['it ended', [is(10, null)], [is(10, 20)], ['10-→10-20']],
  ['the cause became known', [is(10, 20)], [is(10, 20, { cause: 'power' })], ['10-20→10-20']],
  ['late looks moved its start', [is(10, null)], [is(15, null)], ['10-→15-']],
  ['late looks moved its start back', [is(10, 20)], [is(5, 20)], ['10-20→5-20']],
  ['it vanished', [is(10, 20)], [], ['10-20→up']],
  ['it was cut in two', [is(10, 30)], [is(10, 15), is(20, 30)], ['10-30→10-15', '→20-30']],
  ['two became one', [is(10, 15), is(20, 30)], [is(10, 30)], ['10-15→10-30', '20-30→up']],
  ['another one, elsewhere', [is(10, 15)], [is(20, 30)], ['→20-30', '10-15→up']],
])('%s', (_why, before, after, changes) => {
  const written = (facts: OutageFacts | null) =>
    facts ? `${facts.firstFailedAt}-${facts.endedAt ?? ''}` : '';
  const found = changesOf(1, before, after, (): State => 'up');
  expect(
    found.map((change) => `${written(change.before)}→${change.instead ?? written(change.after)}`),
  ).toEqual(changes);
});
