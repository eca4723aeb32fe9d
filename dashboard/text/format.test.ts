import { expect, test } from 'vitest';
import { createFormat } from './format.ts';

const id = createFormat('id');
const en = createFormat('en');
const at = (instant: string) => Date.parse(instant);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test('times are WIB, whatever the device thinks', () => {
  expect(id.timeLabelled(at('2026-11-25T02:12:00Z'))).toBe('09.12 WIB');
  expect(en.timeLabelled(at('2026-11-25T02:12:00Z'))).toBe('09:12 WIB');
  expect(id.dateTime(at('2026-11-24T18:30:00Z'))).toBe('25 November 2026 01.30 WIB');
});

test('the day stands beside a time that is not of today, and today begins at midnight in WIB', () => {
  const now = at('2026-11-24T18:30:00Z');
  expect(id.moment(at('2026-11-24T17:00:00Z'), now)).toBe('00.00');
  expect(id.moment(at('2026-11-24T16:59:00Z'), now)).toBe('24 Nov 23.59');
});

test.each([
  [0, '0 dtk'],
  [30 * SECOND, '30 dtk'],
  [150 * SECOND, '2 mnt 30 dtk'],
  [2 * HOUR + 10 * MINUTE + 59 * SECOND, '2 j 10 mnt'],
  [25 * HOUR, '1 hr 1 j'],
  [24 * HOUR + 5 * MINUTE, '1 hr'],
  [-5, '0 dtk'],
])('%i ms last %s', (ms, text) => {
  expect(id.duration(ms)).toBe(text);
});

test('seconds go once ten minutes have passed', () => {
  expect(id.durationCoarse(9 * MINUTE + 30 * SECOND)).toBe('9 mnt 30 dtk');
  expect(id.durationCoarse(12 * MINUTE + 47 * SECOND)).toBe('12 mnt');
});

test.each([
  [99.999, '99,99%'],
  [100, '100,00%'],
  [0, '0,00%'],
])('%d is floored to %s', (value, text) => {
  expect(id.percent(value)).toBe(text);
});

test.each([
  [999, '999 B'],
  [1_500, '1,5 kB'],
  [12_300_000_000, '12,3 GB'],
  [123_456_000_000, '123 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(id.bytes(bytes)).toBe(text);
});

test('an age is in one unit', () => {
  expect(id.age(1_000)).toBe('baru saja');
  expect(id.age(-3_000)).toBe('baru saja');
  expect(id.age(8 * SECOND)).toBe('8 dtk lalu');
  expect(en.age(3 * HOUR + 59 * MINUTE)).toBe('3 h ago');
});

test('how sure, from a second on', () => {
  expect(id.plusMinus(30_000)).toBe('(± 30 dtk)');
  expect(id.plusMinus(400)).toBe('');
});
