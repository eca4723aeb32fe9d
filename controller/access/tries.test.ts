import { expect, test } from 'vitest';
import { Tries } from './tries.ts';

const MINUTE = 60_000;

test('five misses lock for ten minutes from the fifth', () => {
  const tries = new Tries(5);
  for (let i = 0; i < 4; i += 1) tries.miss('a', i * MINUTE);
  expect(tries.isLocked('a', 4 * MINUTE)).toBe(false);
  tries.miss('a', 4 * MINUTE);
  expect(tries.isLocked('a', 4 * MINUTE)).toBe(true);
  expect(tries.isLocked('a', 14 * MINUTE - 1)).toBe(true);
  expect(tries.isLocked('a', 14 * MINUTE)).toBe(false);
  expect(tries.isLocked('b', 4 * MINUTE)).toBe(false);
});

test('misses that are ten minutes old count no more', () => {
  const tries = new Tries(2);
  tries.miss('a', 0);
  tries.miss('a', 10 * MINUTE);
  expect(tries.isLocked('a', 10 * MINUTE)).toBe(false);
});

test('a right one forgives those before it', () => {
  const tries = new Tries(2);
  tries.miss('a', 0);
  tries.clear('a');
  tries.miss('a', 1);
  expect(tries.isLocked('a', 1)).toBe(false);
});

test('of too many keys the oldest is forgotten', () => {
  const tries = new Tries(1);
  for (let i = 0; i < 20_001; i += 1) tries.miss(`k${i}`, i);
  expect(tries.isLocked('k0', 20_001)).toBe(false);
  expect(tries.isLocked('k1', 20_001)).toBe(true);
});
