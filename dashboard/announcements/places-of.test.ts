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

test('villages at one place stand beside each other, on the map, none upon another', () => {
  const { places } = placesOf(
    Array.from({ length: 12 }, (_, index) => at(`${index}`, 'k', -3 - (index % 3) / 1e4, 104)),
  );
  for (const [index, { x, y }] of places.entries()) {
    expect([x, y].every((percent) => percent >= 9 && percent <= 91)).toBe(true);
    for (const other of places.slice(index + 1))
      expect(Math.abs(other.x - x) > 7 || Math.abs(other.y - y) > 12).toBe(true);
  }
  expect(placesOf([]).places).toEqual([]);
});
