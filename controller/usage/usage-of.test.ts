import { expect, test } from 'vitest';
import { bytesBetween, HOUR_MS, type Mark, rateBetween, usageOf } from './usage-of.ts';

const NOON = Date.UTC(2026, 10, 25, 12);
const mark = (minutes: number, receive: number | null, facts: Partial<Mark> = {}): Mark => ({
  at: NOON + minutes * 60_000,
  uptimeSeconds: 100_000 + minutes * 60,
  receiveBytes: receive === null ? null : BigInt(receive),
  transmitBytes: receive === null ? null : BigInt(receive) / 2n,
  users: 3,
  ...facts,
});

test.each<[why: string, before: Mark, after: Mark, receive: bigint | null]>([
  ['grows', mark(0, 1_000), mark(1, 5_000), 4_000n],
  [
    'above 2^53, exactly',
    mark(0, 0, { receiveBytes: 2n ** 63n }),
    mark(1, 0, { receiveBytes: 2n ** 63n + 1n, transmitBytes: 5n }),
    1n,
  ],
  ['restart: what was counted since', mark(0, 9_000), mark(10, 700, { uptimeSeconds: 60 }), 700n],
  [
    'restart that already counts more than before',
    mark(0, 100, { uptimeSeconds: 30 }),
    mark(10, 700, { uptimeSeconds: 60 }),
    700n,
  ],
  ['reset by hand: never negative', mark(0, 9_000), mark(1, 10), 10n],
  ['no counter sent', mark(0, 9_000), mark(1, null), null],
])('bytes: %s', (_why, before, after, receive) => {
  expect(bytesBetween(before, after)?.receive ?? null).toBe(receive);
});

test('traffic across the hour is shared by time, and none is lost', () => {
  const hours = usageOf([mark(50, 0), mark(70, 20_001, { users: 9 })], null);
  expect(hours.get(NOON)).toMatchObject({ receiveBytes: 10_000n, peakUsers: 3, userSum: 3, answered: 1 });
  expect(hours.get(NOON + HOUR_MS)).toMatchObject({
    receiveBytes: 10_001n,
    peakUsers: 9,
    userSum: 9,
    answered: 1,
  });
});

test('a look without counters is a gap that the next one bridges', () => {
  const hours = usageOf([mark(1, null), mark(2, 5_000)], mark(0, 1_000));
  expect(hours.get(NOON)).toMatchObject({ receiveBytes: 4_000n, answered: 2 });
});

test('the rate after a restart is over the uptime, not over the silence', () => {
  expect(rateBetween(mark(0, 1_000), mark(1, 7_000))).toEqual({ receive: 800, transmit: 400 });
  expect(rateBetween(mark(0, 1_000), mark(60, 7_500, { uptimeSeconds: 60 }))?.receive).toBe(1_000);
});
