import { expect, test } from 'vitest';
import { factoryRouter, settingsOf } from './testing.ts';

/** The time servers stay: a right clock harms nobody. */
const others = (bench: Parameters<typeof settingsOf>[0]) => ({
  ...settingsOf(bench),
  '/system/ntp/client': [],
});

test.each(['7.20', '7.12', '6.49.10'])('%s: the undo brings back what was', async (version) => {
  await using bench = await factoryRouter(version);
  const before = others(bench.router);
  await bench.paste(bench.script());
  expect(others(bench.router)).not.toEqual(before);
  const said = await bench.paste(bench.undo());
  expect(said).toContain('Pembatalan selesai');
  expect(others(bench.router)).toEqual(before);
});

test('where the script made the hotspot, the undo takes it away', async () => {
  await using bench = await factoryRouter('7.20', { bare: true });
  const before = others(bench.router);
  await bench.paste(bench.script());
  await bench.paste(bench.undo());
  expect(others(bench.router)).toEqual(before);
});

test('the undo of another router changes nothing', async () => {
  await using bench = await factoryRouter('7.20');
  await bench.paste(bench.script());
  const before = settingsOf(bench.router);
  expect(await bench.paste(bench.undo({ nasIdentifier: 'sd-zzzzzzzzzz' }))).toContain('bukan sukamaju');
  expect(settingsOf(bench.router)).toEqual(before);
});
