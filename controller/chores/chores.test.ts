import { expect, test } from 'vitest';
import { ChoreList } from '#contract/status.ts';
import type { Db } from '../platform/db.ts';
import { testOps } from '../staff/testing.ts';
import chores from './index.ts';
import { closeChore, closeOfficeChore, openChore, openOfficeChore } from './store.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 3, minute));
const SUKAMAJU = '16.10.06.2021';
const KOTA_DARO = '16.10.06.2001';

async function addRouter(db: Db, id: number, villageCode: string): Promise<void> {
  const bytes = new Uint8Array([0]);
  const { id: servicePlanId } = await db.servicePlan.findFirstOrThrow();
  await db.village.create({
    data: {
      code: villageCode,
      name: `Desa ${id}`,
      kecamatanCode: '16.10.06',
      kecamatan: 'Rantau Alai',
      lat: 0,
      lng: 0,
    },
  });
  await db.router.create({
    data: {
      id,
      villageCode,
      name: `titik-${id}`,
      host: '127.0.0.1',
      port: 1,
      username: 'm',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: `sd-${id}`,
      radiusSecretSealed: bytes,
      portalKey: `k${id}`,
      servicePlanId,
      inServiceSince: at(0),
    },
  });
}

test('one list, oldest first: of the routers of her villages, and of the office for who looks after the server', async () => {
  await using house = await testOps([chores]);
  const { db } = house;
  await addRouter(db, 1, SUKAMAJU);
  await addRouter(db, 2, KOTA_DARO);
  await openChore(db, 2, 'licence', 'level 3', at(3));
  await openChore(db, 1, 'clock-wrong', '1970', at(1));
  await openChore(db, 1, 'clock-wrong', 'again', at(2));
  await openChore(db, 99, 'clock-wrong', 'no such router', at(2));
  await openOfficeChore(db, 'disk', '81 %', at(1));
  await openOfficeChore(db, 'disk', '83 %', at(9));
  await openOfficeChore(db, 'backup-old', '27 h', at(4));

  const seen = async (name: string, role: 'operator' | 'technician') =>
    ChoreList.parse((await (await house.as(name, role, [SUKAMAJU]))('GET', '/api/chores')).body);
  const operator = await seen('sari', 'operator');
  expect(operator.routers.map(({ router, kind, detail }) => [router.name, kind, detail])).toEqual([
    ['titik-1', 'clock-wrong', '1970'],
    ['titik-2', 'licence', 'level 3'],
  ]);
  expect(operator.office?.map(({ kind, since, detail }) => [kind, since, detail])).toEqual([
    ['disk', at(1).toISOString(), '83 %'],
    ['backup-old', at(4).toISOString(), '27 h'],
  ]);
  const technician = await seen('budi', 'technician');
  expect([technician.routers.length, technician.office]).toEqual([1, null]);

  await closeChore(db, 1, 'clock-wrong', at(10));
  await closeOfficeChore(db, 'disk', at(10));
  await openOfficeChore(db, 'disk', '90 %', at(20));
  const later = await seen('sari', 'operator');
  expect(later.routers.map(({ kind }) => kind)).toEqual(['licence']);
  expect(later.office?.map(({ detail }) => detail)).toEqual(['27 h', '90 %']);
  expect((await house.ask('GET', '/api/chores')).status).toBe(401);
  expect(await house.app.metrics.metrics()).toContain('sinyaldesa_chores_open{kind="licence"} 1');
});
