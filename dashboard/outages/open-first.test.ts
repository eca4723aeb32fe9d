import { expect, test } from 'vitest';
import { openFirst } from './open-first.ts';

const outage = (id: number, firstFailedAt: string, endedAt: string | null = '2026-11-25T00:00:00Z') => ({
  id,
  firstFailedAt,
  endedAt,
});

test('one that has lasted for weeks stands above what began and ended today, and each stands once', () => {
  const old = outage(1, '2026-11-01T00:00:00Z', null);
  const lasting = outage(2, '2026-11-24T00:00:00Z', null);
  const ended = outage(3, '2026-11-24T22:00:00Z');
  const earlier = outage(4, '2026-11-24T08:00:00Z');
  expect(openFirst([ended, lasting, earlier], [lasting, old]).map(({ id }) => id)).toEqual([2, 1, 3, 4]);
});

test('one that ended between two answers is shown as the list has it', () => {
  const before = outage(1, '2026-11-24T00:00:00Z', null);
  expect(openFirst([outage(1, '2026-11-24T00:00:00Z')], [before])[0]?.endedAt).not.toBeNull();
});
