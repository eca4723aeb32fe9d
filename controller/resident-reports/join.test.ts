import { expect, test } from 'vitest';
import type { Times } from './due.ts';
import { dueOf, figuresOf, overdueOf } from './due.ts';
import { joinOf, type KnownOutage } from './join.ts';
import { newNumber, numberOf } from './number.ts';

const T = Date.UTC(2026, 10, 27, 3);
const at = (minutes: number) => new Date(T + minutes * 60_000);
const outage = (routerId: number, from: number, until: number | null): KnownOutage => ({
  routerId,
  firstFailedAt: at(from),
  endedAt: until === null ? null : at(until),
  incidentId: null,
});

test.each<[why: string, routerId: number | null, outages: KnownOutage[], joined: number | null]>([
  ['nothing is known', 1, [], null],
  ['open since before', null, [outage(1, -10, null)], 0],
  ['over before it came', 1, [outage(1, -20, -1)], null],
  ['over in the same moment', 1, [outage(1, -20, 0)], null],
  ['ended after it came', 1, [outage(1, -20, 1)], 0],
  ['began in the same moment', 1, [outage(1, 0, null)], 0],
  ['began shortly after', 1, [outage(1, 30, null)], 0],
  ['began too long after', 1, [outage(1, 30.1, null)], null],
  [
    'open elsewhere in the village before soon at its own router',
    1,
    [outage(1, 5, null), outage(2, -5, null)],
    1,
  ],
  ['its own router before another', 1, [outage(2, -60, null), outage(1, -5, null)], 1],
  ['the longest open where it came from elsewhere', null, [outage(2, -5, null), outage(1, -60, null)], 1],
  ['the soonest of those to come', null, [outage(2, 20, null), outage(1, 3, null)], 1],
])('joined: %s', (_why, routerId, outages, joined) =>
  expect(joinOf({ routerId, receivedAt: at(0) }, outages)).toBe(joined === null ? null : outages[joined]),
);

const times = (answered: number | null, closed: number | null): Times => ({
  receivedAt: at(0),
  answerDueAt: at(240),
  closeDueAt: at(4_320),
  answeredAt: answered === null ? null : at(answered),
  closedAt: closed === null ? null : at(closed),
});

test.each<[why: string, times: Times, now: number, overdue: string | null]>([
  ['in time', times(null, null), 240, null],
  ['no answer', times(null, null), 240.1, 'answer'],
  ['answered', times(5, null), 4_320, null],
  ['answered late is not overdue any more', times(300, null), 400, null],
  ['not closed', times(5, null), 4_321, 'close'],
  ['closed without an answer', times(null, 10), 9_000, null],
])('overdue: %s', (_why, one, now, overdue) => expect(overdueOf(one, at(now))).toBe(overdue));

test('deadlines are hours by the clock', () => {
  expect(dueOf({ answerHours: 4, closeHours: 72 }, at(0))).toEqual({
    answerDueAt: at(240),
    closeDueAt: at(4_320),
  });
});

const none = {
  received: 0,
  answersDue: 0,
  answeredInTime: 0,
  closingsDue: 0,
  closedInTime: 0,
  medianAnswerMinutes: null,
  medianCloseMinutes: null,
};

test('figures: a closing answers, the edge is in time, medians leave out what did not happen', () => {
  const far = [at(-1), at(99_999)] as const;
  expect(figuresOf([], ...far)).toEqual(none);
  const all = [times(10, 100), times(240, null), times(241, 5_000), times(null, 60), times(null, null)];
  expect(figuresOf(all, ...far)).toEqual({
    received: 5,
    answersDue: 5,
    answeredInTime: 3,
    closingsDue: 5,
    closedInTime: 2,
    medianAnswerMinutes: 150,
    medianCloseMinutes: 100,
  });
});

test('figures of a time that is over stand still, whatever is said later', () => {
  const end = at(1_000);
  const before = figuresOf([times(null, null)], at(0), end);
  expect(before).toEqual({ ...none, received: 1, answersDue: 1 });
  expect(figuresOf([times(1_001, 1_002)], at(0), end)).toEqual(before);
  expect(figuresOf([times(1_001, 1_002)], end, at(9_000))).toEqual({
    ...none,
    closingsDue: 1,
    closedInTime: 1,
    medianAnswerMinutes: 1_001,
    medianCloseMinutes: 1_002,
  });
});

test.each([
  ['k7p 3wq', 'K7P3WQ'],
  ['K7P-3WQ', 'K7P3WQ'],
  ['K7P3W', null],
  ['K7P3W0', null],
  ["K7P3W'", null],
])('a number typed as %s is %s', (typed, number) => expect(numberOf(typed)).toBe(number));

test('numbers use their whole alphabet and do not come twice', () => {
  const drawn = Array.from({ length: 2_000 }, newNumber);
  expect(new Set(drawn).size).toBe(2_000);
  expect(new Set(drawn.join('')).size).toBe(30);
  expect(drawn.every((one) => numberOf(one) === one)).toBe(true);
});
