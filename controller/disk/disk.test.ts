import fp from 'fastify-plugin';
import { expect, test } from 'vitest';
import chores from '../chores/index.ts';
import outages from '../outages/index.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import disk from './index.ts';
import { type DiskState, judgeDisk } from './judge-disk.ts';
import { usageOf } from './usage-of.ts';

test.each<[before: DiskState, used: number, after: DiskState]>([
  ['well', 79.9, 'well'],
  ['well', 80, 'warning'],
  ['warning', 78, 'warning'],
  ['warning', 77.9, 'well'],
  ['well', 95, 'full'],
  ['warning', 94.9, 'warning'],
  ['full', 93, 'full'],
  ['full', 92.9, 'warning'],
  ['full', 10, 'well'],
])('%s at %d %% is %s', (before, used, after) => expect(judgeDisk(before, used)).toBe(after));

test('a real disk tells its share; a folder that is not there tells nothing', async () => {
  const is = await usageOf('/');
  expect(is!.usedPercent).toBeGreaterThan(0);
  expect(is!.usedPercent).toBeLessThanOrEqual(100);
  expect(await usageOf('/nowhere')).toBeNull();
});

test('80 %: a chore; 95 %: intake is closed and staff see it; with room again both go by themselves', async () => {
  let used = 85;
  const watching = fp(
    async (app) => {
      await app.register(disk, { usage: async () => ({ usedPercent: used, freeBytes: 2e9 }), turnMs: 20 });
    },
    { name: 'watching' },
  );
  await using house = await testOps([villages, chores, outages, watching]);
  const operator = await house.as('sari', 'operator');
  const office = async () => (await operator('GET', '/api/chores')).body.office as { detail: string }[];
  await expect
    .poll(async () => (await office()).map(({ detail }) => detail))
    .toEqual([expect.stringMatching(/terpakai 85 %, sisa 2.0 GB/)]);
  expect(house.app.disk.isFull()).toBe(false);
  used = 96;
  await expect.poll(() => house.app.disk.isFull()).toBe(true);
  await expect
    .poll(async () => (await operator('GET', '/api/routers')).body.notices)
    .toMatchObject([{ kind: 'disk-full', percent: 96 }]);
  used = 50;
  await expect.poll(() => house.app.disk.isFull()).toBe(false);
  await expect.poll(office).toEqual([]);
  await expect.poll(async () => (await operator('GET', '/api/routers')).body.notices).toEqual([]);
});
