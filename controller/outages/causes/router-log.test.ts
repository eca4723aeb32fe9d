import { expect, test } from 'vitest';
import { eventOf, stampAt } from './router-log.ts';

const READ = Date.parse('2026-01-02T03:00:00Z');

test.each([
  ['2026-01-02 09:58:03', '2026-01-02T02:58:03.000Z'],
  ['jan/02/2026 09:58:03', '2026-01-02T02:58:03.000Z'],
  ['dec/31 23:59:59', '2025-12-31T16:59:59.000Z'],
  ['09:58:03', '2026-01-02T02:58:03.000Z'],
  ['23:10:00', '2026-01-01T16:10:00.000Z'],
  ['jan/01/1970 07:00:12', null],
  ['1970-01-01 07:00:12', null],
  ['nov/xx 10:00:00', null],
  ['', null],
])('the stamp "%s" is %s', (stamp, at) => {
  const read = stampAt(stamp, READ);
  expect(read === null ? null : new Date(read).toISOString()).toBe(at);
});

test.each([
  ['router was rebooted without proper shutdown', 'unclean'],
  ['router was rebooted without proper shutdown by watchdog timer', 'watchdog'],
  ['router rebooted', 'clean'],
  ['router rebooted by admin via winbox', 'by-hand'],
  ['kernel failure in previous boot', 'crash'],
  ['sinyal-desa gateway pulih', 'regained'],
  ['sinyal-desa gateway putus', 'lost'],
  ['somebody wrote: sinyal-desa gateway putus', undefined],
  ['login failure for user admin from 10.0.0.1 via api', undefined],
])('"%s" is %s', (message, kind) => {
  expect(eventOf({ readAt: READ, stamp: '', message })?.kind).toBe(kind);
});
