import { expect, test } from 'vitest';
import { Meter } from './meter.ts';
import { Physics } from './physics.ts';
import { DAY, flow, staysOf, WIB } from './residents.ts';
import { outside, Timeline } from './timeline.ts';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 10, 20) + 12 * HOUR - WIB;
const world = (change: (timeline: Timeline) => void = () => undefined): Physics => {
  const timeline = new Timeline(noon - 3 * DAY);
  change(timeline);
  return new Physics(7, 40, timeline);
};
/** Users at each full hour of a day, WIB. */
const byHour = (physics: Physics): number[] =>
  Array.from({ length: 24 }, (_, hour) => physics.present(noon + (hour - 12) * HOUR).length);

test.each<[spans: [number, number][], parts: [number, number][]]>([
  [[], [[0, 10]]],
  [
    [[3, 5]],
    [
      [0, 3],
      [5, 10],
    ],
  ],
  [[[0, 10]], []],
  [
    [
      [-5, 2],
      [8, 20],
    ],
    [[2, 8]],
  ],
  [
    [
      [3, 5],
      [4, 7],
    ],
    [
      [0, 3],
      [7, 10],
    ],
  ],
])('what lies outside %j', (spans, parts) => {
  expect(
    outside(
      spans.map(([from, to]) => ({ from, to })),
      0,
      10,
    ),
  ).toEqual(parts);
});

test('the same seed gives the same day, another seed another', () => {
  expect(staysOf(7, 40, 20_000)).toEqual(staysOf(7, 40, 20_000));
  expect(staysOf(8, 40, 20_000)).not.toEqual(staysOf(7, 40, 20_000));
});

test('a resident is in one place at a time, and never longer than four hours', () => {
  for (let day = 20_000; day < 20_030; day++) {
    const last = new Map<number, number>();
    for (const { resident, start, end } of staysOf(3, 40, day)) {
      expect(end - start).toBeGreaterThan(0);
      expect(end - start).toBeLessThanOrEqual(4 * HOUR);
      expect(start).toBeGreaterThanOrEqual(last.get(resident) ?? 0);
      last.set(resident, end);
    }
  }
});

test('people come after maghrib, and sleep at night', () => {
  const days = Array.from({ length: 20 }, (_, day) => staysOf(5, 40, 20_000 + day)).flat();
  const starts = days.map(({ start }) => Math.floor(((start + WIB) % DAY) / HOUR));
  const between = (from: number, to: number): number =>
    starts.filter((hour) => hour >= from && hour < to).length;
  expect(between(18, 21)).toBeGreaterThan(4 * between(1, 4));
});

test('flow only grows', () => {
  for (let at = 0; at < 600_000; at += 1_000)
    expect(flow(at + 1_000, 30_000)).toBeGreaterThan(flow(at, 30_000));
});

test('counters do not depend on how often one looks', () => {
  const physics = world();
  const often = new Meter(physics, noon);
  for (let at = noon; at < noon + 6 * HOUR; at += 7_000) often.advance(at);
  const [a, b] = [
    often.advance(noon + 6 * HOUR),
    new Meter(physics, noon + 6 * HOUR).advance(noon + 6 * HOUR),
  ];
  expect(Math.abs(a.down - b.down)).toBeLessThan(2);
  expect(Math.abs(a.up - b.up)).toBeLessThan(2);
  expect(a.down).toBeGreaterThan(1e8);
});

test('counters never fall while nothing reboots, and pause while the uplink is cut', () => {
  const physics = world((timeline) => timeline.open('away', noon + HOUR, noon + 2 * HOUR));
  const meter = new Meter(physics, noon);
  let last = 0;
  for (let at = noon; at < noon + 4 * HOUR; at += 60_000) {
    const { down } = meter.advance(at);
    expect(down).toBeGreaterThanOrEqual(last);
    if (at > noon + HOUR && at < noon + 2 * HOUR) expect(down).toBe(last);
    last = down;
  }
});

test('a boot sets the counters to 0, also one that is told of only later', () => {
  const physics = world();
  const meter = new Meter(physics, noon);
  const before = meter.advance(noon + HOUR).down;
  physics.timeline.boots.push(noon + HOUR - 60_000);
  const after = meter.advance(noon + HOUR + 60_000).down;
  expect(after).toBeLessThan(before / 100);
});

test('nobody is on a dead access point, and they come back one by one', () => {
  const cut = noon + 7 * HOUR;
  const quiet = world();
  const physics = world((timeline) => timeline.open('accessPointDead', cut, cut + HOUR));
  const users = quiet.present(cut + HOUR).length;
  expect(users).toBeGreaterThan(3);
  expect(physics.present(cut - 1)).toHaveLength(quiet.present(cut - 1).length);
  expect(physics.present(cut + HOUR / 2)).toHaveLength(0);
  expect(physics.present(cut + HOUR + 1_000)).toHaveLength(0);
  expect(physics.present(cut + HOUR + 151_000).length).toBeGreaterThan(users / 2);
});

test('the evening has more users than the small hours, on every hour the same when asked again', () => {
  const physics = world();
  const day = byHour(physics);
  expect(day).toEqual(byHour(physics));
  expect(Math.max(...day.slice(17, 22))).toBeGreaterThan(Math.max(...day.slice(2, 5)));
});
