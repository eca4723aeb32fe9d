import { expect, test } from 'vitest';
import { createTries } from './tries.ts';

const options = { most: 3, windowMs: 60_000 };

test('after three failures a key waits for the end of its window, and no other key does', () => {
  const tries = createTries(options);
  for (const now of [0, 10_000, 20_000]) {
    expect(tries.waitSeconds('a', now)).toBe(0);
    tries.failed('a', now);
  }
  expect(tries.waitSeconds('a', 20_000)).toBe(40);
  expect(tries.waitSeconds('a', 59_001)).toBe(1);
  expect(tries.waitSeconds('a', 60_000)).toBe(0);
  expect(tries.waitSeconds('b', 20_000)).toBe(0);
});

test('a success forgets the failures', () => {
  const tries = createTries(options);
  for (const now of [0, 1, 2]) tries.failed('a', now);
  tries.succeeded('a');
  expect(tries.waitSeconds('a', 3)).toBe(0);
});

test('what is kept has a bound: the oldest key goes', () => {
  const tries = createTries({ most: 1, windowMs: 60_000, keys: 2 });
  for (const key of ['a', 'b', 'c']) tries.failed(key, 0);
  expect(['a', 'b', 'c'].map((key) => tries.waitSeconds(key, 0) > 0)).toEqual([false, true, true]);
});
