import { expect, test } from 'vitest';
import type { RouterStatus } from '#contract/status.ts';
import { createLiveRows } from './live-rows.ts';

const row = (id: number, users: number, version = 1) => ({ id, users, version, state: 'up' }) as RouterStatus;

function setUp() {
  let flush = () => {};
  const rows = createLiveRows({
    flushMs: 250,
    schedule: (run) => {
      flush = run;
    },
  });
  rows.reset([row(1, 1), row(2, 2)]);
  return { rows, row: (id: number) => rows.store.getState().byId[id], flush: () => flush() };
}

test('a burst of counters is merged and shown once; other rows and the order keep their identity', () => {
  const { rows, row, flush } = setUp();
  const before = rows.store.getState();
  let shown = 0;
  rows.store.subscribe(() => {
    shown++;
  });
  rows.patch([{ id: 1, version: 2, users: 5 }]);
  rows.patch([{ id: 1, version: 3, lastOutcome: 'answered' }]);
  expect(row(1)?.users).toBe(1);
  flush();
  expect(shown).toBe(1);
  expect(row(1)).toMatchObject({ users: 5, lastOutcome: 'answered', version: 3 });
  expect(row(2)).toBe(before.byId[2]);
  expect(rows.store.getState().ids).toBe(before.ids);
});

test('a state change does not wait, and takes along what waited', () => {
  const { rows, row } = setUp();
  rows.patch([{ id: 2, version: 2, users: 9 }]);
  rows.patch([{ id: 1, version: 2, state: 'down' }]);
  expect(row(1)?.state).toBe('down');
  expect(row(2)?.users).toBe(9);
});

test('so does the next step of an action, though it counts no version', () => {
  const { rows, row } = setUp();
  expect(rows.patch([{ id: 1, version: 1, action: 'sent' }])).toBe(false);
  expect(row(1)?.action).toBe('sent');
});

test('a snapshot drops what was pending from before it', () => {
  const { rows, row, flush } = setUp();
  rows.patch([{ id: 1, version: 2, users: 99 }]);
  rows.reset([row(1) as RouterStatus]);
  flush();
  expect(row(1)?.users).toBe(1);
  expect(rows.store.getState().ids).toEqual([1]);
  expect(row(2)).toBeUndefined();
});

test.each([
  ['the next version', { id: 1, version: 2, users: 7 }, false, 7],
  ['a version that skips one', { id: 1, version: 4, users: 7 }, true, 7],
  ['a version older than the snapshot is dropped', { id: 1, version: 0, users: 7 }, false, 1],
  ['a router that is not known yet', { id: 9, version: 1, users: 7 }, true, 1],
])('%s', (_why, delta, missed, users) => {
  const { rows, row, flush } = setUp();
  expect(rows.patch([delta])).toBe(missed);
  flush();
  expect(row(1)?.users).toBe(users);
});
