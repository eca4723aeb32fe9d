import { expect, test } from 'vitest';
import { dateText, dateTimeText, duration, logTimeText, parseDuration } from './ros-format.ts';

test.each<[seconds: number, text: string]>([
  [0, '0s'],
  [59.9, '59s'],
  [60, '1m'],
  [3_600, '1h'],
  [93_784, '1d2h3m4s'],
  [604_800, '1w'],
  [71 * 604_800 + 3 * 86_400, '71w3d'],
])('%d s is %s, and back', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
  expect(parseDuration(text)).toBe(Math.floor(seconds));
});

test.each<[text: string, seconds: number | undefined]>([
  ['00:01:02', 62],
  ['3d04:05:06', 273_906],
  ['1w2d03:00:00', 788_400],
  ['300', 300],
  ['0.1s', 0.1],
  ['1s100ms', 1.1],
  ['300ms', 0.3],
  ['none', undefined],
  ['received', undefined],
  ['', undefined],
])('%s is read as %s', (text, seconds) => {
  if (seconds === undefined) expect(parseDuration(text)).toBeUndefined();
  else expect(parseDuration(text)).toBeCloseTo(seconds, 6);
});

const clock = Date.UTC(2024, 10, 25, 13, 14, 28);

test('dates are ISO from 7.10 on, before with the month in letters', () => {
  expect(dateTimeText(clock, true)).toBe('2024-11-25 13:14:28');
  expect(dateText(clock, false)).toBe('nov/25/2024');
});

test.each<[now: number, iso: boolean, text: string]>([
  [clock, false, '13:14:28'],
  [clock + 86_400_000, false, 'nov/25 13:14:28'],
  [Date.UTC(2025, 0), false, 'nov/25/2024 13:14:28'],
  [clock, true, '2024-11-25 13:14:28'],
])('an old log line leaves out what is the same as now', (now, iso, text) => {
  expect(logTimeText(clock, now, iso)).toBe(text);
});
