import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';
import { parseDuration } from './duration.ts';
import { parseRouterDate } from './router-date.ts';
import { elapsed, figure, flag } from './row-values.ts';

test.each<[text: string, seconds: number | null]>([
  ['1w2d3h4m5s', 788_645],
  ['71w3d', 43_200_000],
  ['3d04:05:06', 273_906],
  ['1w1d00:00:01', 691_201],
  ['00:01:02', 62],
  ['01:22:53', 4_973],
  ['1d02:03:04', 93_784],
  ['5m', 300],
  ['4s', 4],
  ['0s', 0],
  ['13ms', 0.013],
  ['1ms200us', 0.0012],
  ['382us', 0.000382],
  ['none', null],
  ['never', null],
  ['sometime', null],
  ['', null],
  ['5', null],
  ['-5s', null],
  ['12:60:00', null],
  ['1y', null],
])('duration %s', (text, seconds) => {
  const parsed = parseDuration(text);
  if (seconds === null) expect(parsed).toBeNull();
  else expect(parsed).toBeCloseTo(seconds, 9);
});

test.each<[date: string, time: string, offset: string, instant: string | null]>([
  ['2024-11-25', '13:14:28', '+07:00', '2024-11-25T06:14:28.000Z'],
  ['nov/25/2024', '13:14:28', '+07:00', '2024-11-25T06:14:28.000Z'],
  ['Jan/02/1970', '00:00:00', '+00:00', '1970-01-02T00:00:00.000Z'],
  ['2024-01-01', '01:00:00', '-03:30', '2024-01-01T04:30:00.000Z'],
  ['nov/25', '13:14:28', '+07:00', null],
  ['2024-13-01', '13:14:28', '+07:00', null],
  ['foo/25/2024', '13:14:28', '+07:00', null],
  ['2024-11-25', '13:14', '+07:00', null],
  ['2024-11-25', '13:14:28', '', null],
])('date %s %s %s', (date, time, offset, instant) => {
  const parsed = parseRouterDate(date, time, offset);
  expect(parsed === null ? null : new Date(parsed).toISOString()).toBe(instant);
});

test.each<[why: string, bytes: number[], text: string]>([
  ['ASCII', [0x64, 0x65, 0x73, 0x61], 'desa'],
  ['UTF-8', [0xc3, 0xa9, 0xc4, 0x8d], 'éč'],
  ['windows-1252 of an old WinBox', [0x4b, 0xe9, 0x80], 'Ké€'],
  ['a real replacement character', [0xef, 0xbf, 0xbd], '\ufffd'],
  ['a byte order mark stays', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
])('text: %s', (_why, bytes, text) => {
  const padded = Buffer.from([0xff, ...bytes, 0xff]);
  expect(decodeText(padded, 1, padded.length - 1)).toBe(text);
});

test.each([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
  [undefined, false],
])('flag %s', (text, value) => expect(flag.parse(text)).toBe(value));

test('a missing or empty figure is no 0, and an uptime of never is none', () => {
  expect(figure.safeParse('').success).toBe(false);
  expect(figure.parse('-12.5')).toBe(-12.5);
  expect(elapsed.safeParse('never').success).toBe(false);
  expect(elapsed.parse('1m500ms')).toBe(60);
});
