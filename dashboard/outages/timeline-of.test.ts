import { expect, test } from 'vitest';
import type { Outage } from '#contract/outages.ts';
import { timelineOf } from './timeline-of.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 3, minute)).toISOString();

const outage: Outage = {
  id: 1,
  routerId: 7,
  router: 'balai',
  village: { code: '16.10.04.2012', name: 'Meranjat' },
  lastGoodAt: at(0),
  firstFailedAt: at(2),
  lastFailedAt: at(40),
  firstGoodAt: at(41),
  endedAt: at(41),
  cause: 'uplink',
  judgedCause: 'uplink',
  ruling: null,
  incidentId: null,
  evidence: {
    kind: 'restarted',
    signs: [{ kind: 'log-uplink-first', at: at(1), count: null, name: 'gateway' }],
    began: null,
    ended: null,
    uptimeSeconds: 120,
    bootedAt: at(39),
    answer: null,
  },
  simulated: false,
  usersBefore: 3,
  contacts: { contact: null, provider: null, customerNo: null, plnId: null },
  answers: [{ id: 1, at: at(20), power: 'on', note: null, by: 'sari' }],
  notes: [{ at: at(90), by: 'sari', note: 'antena digeser' }],
  reboots: [{ askedAt: at(30), by: 'budi', state: 'expired' }],
};
const kinds = (one: Outage) => timelineOf(one).map(({ kind }) => kind);

test('what is known of an outage stands in the order in which it happened', () => {
  expect(kinds(outage)).toEqual([
    'last-good',
    'log',
    'first-failed',
    'answer',
    'restart',
    'booted',
    'last-failed',
    'first-good',
    'note',
  ]);
});

test('one that lasts has no end, and one never seen good has no beginning', () => {
  const open = { ...outage, lastGoodAt: null, firstGoodAt: null, endedAt: null, notes: [] };
  expect(kinds(open)).toEqual(['log', 'first-failed', 'answer', 'restart', 'booted']);
});

test('an end that nobody saw is told as such', () => {
  expect(kinds({ ...outage, firstGoodAt: null, notes: [] }).slice(-2)).toEqual([
    'last-failed',
    'ended-unseen',
  ]);
});

test('a ruling stands where it was made', () => {
  const ruled = {
    ...outage,
    ruling: { cause: 'power', reason: 'kata PLN', by: 'rina', at: at(60) },
  } as const;
  expect(timelineOf(ruled).at(-2)).toEqual({
    kind: 'ruled',
    by: 'rina',
    cause: 'power',
    at: Date.parse(at(60)),
  });
});
