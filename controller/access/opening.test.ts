import { expect, test } from 'vitest';
import type { Week } from '#contract/access.ts';
import { gateOf, type OpeningException, openingOf } from './opening.ts';

/** WIB: 2026-11-25 is a Wednesday. */
const at = (wib: string) => new Date(`2026-${wib}:00+07:00`);
const iso = (time: Date | null) =>
  time && new Date(time.getTime() + 7 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const h = (hours: number) => hours * 60;
const day: [number, number][] = [[h(5), h(22)]];
/** 5 to 22, on Saturdays until 2 in the night; Sundays closed. */
const week: Week = [day, day, day, day, day, [[h(5), h(26)]], []];
const always: Week = Array.from({ length: 7 }, () => [[0, h(24)]]);
const except = (changes: Partial<OpeningException>): OpeningException => ({
  kind: 'closed',
  from: at('11-25T12:00'),
  until: at('11-25T13:00'),
  reason: 'pemadaman',
  planIds: [],
  ...changes,
});

test.each<[why: string, week: Week | null, exceptions: OpeningException[], now: string, gate: unknown]>([
  ['no hours at all', null, [], '11-25T03:00', [true, 'open', null]],
  ['open round the clock', always, [], '11-25T23:59', [true, 'open', null]],
  ['before it opens', week, [], '11-25T04:59', [false, 'closed', '11-25 05:00']],
  ['as it opens', week, [], '11-25T05:00', [true, 'open', '11-25 22:00']],
  ['as it closes', week, [], '11-25T22:00', [false, 'closed', '11-26 05:00']],
  ['past midnight', week, [], '11-29T01:59', [true, 'open', '11-29 02:00']],
  ['after a night that ran past midnight', week, [], '11-29T02:00', [false, 'closed', '11-30 05:00']],
  ['an hour before an exception', week, [except({})], '11-25T11:00', [true, 'open', '11-25 12:00']],
  ['closed for an hour', week, [except({})], '11-25T12:00', [false, 'closed', '11-25 13:00']],
  ['closed until it is withdrawn', week, [except({ until: null })], '11-25T12:00', [false, 'closed', null]],
  [
    'closed for a month, ending at night',
    week,
    [except({ until: new Date('2026-12-24T23:00:00+07:00') })],
    '11-25T12:00',
    [false, 'closed', '12-25 05:00'],
  ],
  [
    'closed, but for this plan',
    week,
    [except({ planIds: [1] })],
    '11-25T12:30',
    [true, 'open', '11-25 22:00'],
  ],
  [
    'election, not listed',
    week,
    [except({ kind: 'election' })],
    '11-25T12:30',
    [false, 'election', '11-25 13:00'],
  ],
  [
    'election, listed',
    week,
    [except({ kind: 'election', planIds: [1] })],
    '11-25T12:30',
    [true, 'election', '11-25 22:00'],
  ],
  [
    'election at night: listed plans are open, whatever the hours',
    week,
    [except({ kind: 'election', planIds: [1], until: at('11-26T02:00') })],
    '11-25T23:00',
    [true, 'election', '11-26 02:00'],
  ],
  [
    'open by exception at night',
    week,
    [except({ kind: 'open', from: at('11-25T21:00'), until: at('11-26T01:00') })],
    '11-25T21:30',
    [true, 'open', '11-26 01:00'],
  ],
  [
    'closed beats open',
    week,
    [except({ kind: 'open' }), except({})],
    '11-25T12:30',
    [false, 'closed', '11-25 13:00'],
  ],
  [
    'notices close nothing',
    week,
    [except({ kind: 'planned-outage' })],
    '11-25T12:30',
    [true, 'open', '11-25 22:00'],
  ],
])('%s', (_why, hours, exceptions, now, expected) => {
  const gate = gateOf({ id: 1, hours: null }, { week: hours, exceptions }, at(now));
  expect([gate.open, gate.state, iso(gate.until)]).toEqual(expected);
});

test('a plan with hours of its own goes by them', () => {
  const gate = gateOf({ id: 1, hours: always }, { week, exceptions: [] }, at('11-25T23:00'));
  expect(gate).toMatchObject({ open: true, until: null });
});

test('residents read why, since when and what is to come', () => {
  const rules = {
    week,
    exceptions: [
      except({}),
      except({ kind: 'planned-outage', from: at('11-27T08:00'), until: at('11-27T09:00'), reason: 'PLN' }),
      except({ kind: 'planned-outage', from: at('11-20T08:00'), until: at('11-20T09:00'), reason: 'over' }),
      except({ kind: 'end-of-service', from: new Date('2027-06-01'), until: null, reason: 'far' }),
    ],
  };
  const opening = openingOf({ id: 1, hours: null }, rules, at('11-25T12:10'));
  expect(opening).toMatchObject({
    state: 'closed',
    until: at('11-25T13:00'),
    opensAt: at('11-25T13:00'),
    reason: 'pemadaman',
  });
  expect(opening.notices.map(({ reason }) => reason)).toEqual(['PLN']);
  expect(openingOf({ id: 1, hours: null }, rules, at('11-25T11:00'))).toMatchObject({
    state: 'open',
    opensAt: null,
  });
});

test('an election that lists the plan of everyone keeps the button', () => {
  const rules = (planIds: number[]) => ({ week, exceptions: [except({ kind: 'election', planIds })] });
  const stateOf = (planIds: number[]) =>
    openingOf({ id: 1, hours: null }, rules(planIds), at('11-25T12:10')).state;
  expect([stateOf([1]), stateOf([2])]).toEqual(['open', 'election']);
});
