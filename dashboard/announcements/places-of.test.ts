import { expect, test } from 'vitest';
import { placesOf } from './places-of.ts';

const at = (code: string, kecamatanCode: string, lat: number, lon: number) => ({
  code,
  kecamatanCode,
  lat,
  lon,
});

test('north is up, east is right, all of them are on the map, and a kecamatan lies amid its villages', () => {
  const { places, kecamatan } = placesOf([
    at('a', 'k', -3.2, 104.4),
    at('b', 'k', -3.4, 104.6),
    at('c', 'l', -3.3, 104.9),
  ]);
  const [a, b, c] = places as [(typeof places)[number], (typeof places)[number], (typeof places)[number]];
  expect(a.x).toBeLessThan(b.x);
  expect(a.y).toBeLessThan(b.y);
  expect([a.x, c.x]).toEqual([9, 91].map((percent) => expect.closeTo(percent)));
  for (const { x, y } of places)
    expect([x, y].every((percent) => percent >= 9 - 1e-9 && percent <= 91 + 1e-9)).toBe(true);
  expect(kecamatan).toEqual([
    { code: 'k', x: expect.closeTo((a.x + b.x) / 2), y: expect.closeTo((a.y + b.y) / 2) },
    { code: 'l', x: c.x, y: c.y },
  ]);
});

test('villages at one place do not fall off the map', () => {
  const { places } = placesOf([at('a', 'k', -3, 104), at('b', 'k', -3, 104)]);
  expect(places.map(({ x, y }) => [x, y])).toEqual([
    [50, 50],
    [50, 50],
  ]);
  expect(placesOf([]).places).toEqual([]);
});
