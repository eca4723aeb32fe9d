import { expect, test } from 'vitest';
import { testDatabase } from '../platform/testing.ts';
import { lockRouters } from './routers.ts';

test('who waited for the lock sees what was written meanwhile', async () => {
  await using t = await testDatabase();
  const { db } = t;
  const village = '16.10.06.2021';
  await db.village.create({
    data: {
      code: village,
      name: 'Sukamaju',
      kecamatanCode: '16.10.06',
      kecamatan: 'Rantau Alai',
      lat: 0,
      lng: 0,
    },
  });
  const plan = await db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  const inServiceSince = new Date('2026-11-25T00:00:00Z');
  const { id } = await db.router.create({
    data: {
      villageCode: village,
      name: 'r',
      host: 'h',
      port: 1,
      username: 'u',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: 'n',
      radiusSecretSealed: bytes,
      portalKey: 'k',
      servicePlanId: plan.id,
      inServiceSince,
    },
  });
  const since = inServiceSince;
  await db.routerStatus.create({ data: { routerId: id, state: 'up', since } });
  let second: Promise<string | undefined> = Promise.resolve(undefined);
  await db.$transaction(async (tx) => {
    await lockRouters(tx, [id]);
    second = db.$transaction(async (other) => (await lockRouters(other, [id]))[0]?.shown?.state);
    // It waits for us: PostgreSQL says so.
    await expect
      .poll(
        async () =>
          (await db.$queryRaw<{ n: number }[]>`select count(*)::int as n from pg_locks where not granted`)[0]
            ?.n,
      )
      .toBeGreaterThan(0);
    await tx.routerStatus.update({ where: { routerId: id }, data: { state: 'down' } });
  });
  expect(await second).toBe('down');
});
