import { expect, test } from 'vitest';
import type { Outage, VillageStrip } from '#contract/outages.ts';
import { house, T, VILLAGE } from './testing-house.ts';

test('staff overrule a cause: both are kept, the ruling counts in list, filter and strip, until it is taken back', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  const technician = await ops.as('teknisi', 'technician', [VILLAGE]);
  await see('answered', [0], 50_000);
  await see('timeout', [30, 60, 90]);
  await see('answered', [120], 50_120);
  const list = async (query = '') => (await technician('GET', `/api/outages${query}`)).body as Outage[];
  const [outage] = await list();
  expect(outage).toMatchObject({ cause: 'uplink', judgedCause: 'uplink', ruling: null });
  const { firstFailedAt } = outage!;
  const rule = (cause: string | null, reason = 'Kabel dipotong tetangga') =>
    technician('POST', `/api/routers/${id}/outages/rulings`, { body: { firstFailedAt, cause, reason } });

  expect((await rule('site')).status).toBe(204);
  expect((await list())[0]).toMatchObject({
    cause: 'site',
    judgedCause: 'uplink',
    ruling: { cause: 'site', reason: 'Kabel dipotong tetangga', by: 'teknisi' },
  });
  expect([(await list('?cause=site')).length, (await list('?cause=uplink')).length]).toEqual([1, 0]);
  const strip = async () =>
    ((await technician('GET', '/api/strips?days=1')).body as VillageStrip[]).find(
      ({ village }) => village.code === VILLAGE,
    )?.days[0];
  expect(await strip()).toMatchObject({ down: { site: 90 } });

  expect((await rule(null, 'Salah catat')).status).toBe(204);
  expect((await list())[0]).toMatchObject({ cause: 'uplink', ruling: null });
  expect(await strip()).toMatchObject({ down: { uplink: 90 } });
  expect(await ops.db.outageRuling.count()).toBe(2);
  expect(await ops.db.auditEntry.count({ where: { act: 'outage:rule' } })).toBe(2);
});

test('a ruling without a reason, of no outage, or by somebody who may not, is refused', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  await see('timeout', [0, 30, 60]);
  const firstFailedAt = new Date(T).toISOString();
  const path = `/api/routers/${id}/outages/rulings`;
  const technician = await ops.as('teknisi', 'technician', [VILLAGE]);
  const status = async (ask: typeof technician, body: object) => (await ask('POST', path, { body })).status;
  expect(await status(technician, { firstFailedAt, cause: 'site', reason: '  ' })).toBe(400);
  expect(await status(technician, { firstFailedAt, cause: 'ghost', reason: 'dicuri orang' })).toBe(400);
  const before = new Date(T - 60_000).toISOString();
  expect(await status(technician, { firstFailedAt: before, cause: 'site', reason: 'dicuri orang' })).toBe(
    404,
  );
  const body = { firstFailedAt, cause: 'site', reason: 'dicuri orang' };
  expect(await status(await ops.as('tamu', 'viewer'), body)).toBe(403);
  expect(await status(await ops.as('lain', 'technician', ['16.10.01.2005']), body)).toBe(403);
  expect(await ops.db.outageRuling.count()).toBe(0);
});

test('a note stays with its outage when late looks move the start', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  const technician = await ops.as('teknisi', 'technician', [VILLAGE]);
  await see('answered', [0], 50_000);
  await see('timeout', [60, 90, 120]);
  const firstFailedAt = new Date(T + 60_000).toISOString();
  const told = await technician('POST', `/api/routers/${id}/outages/notes`, {
    body: { firstFailedAt, note: 'Teknisi berangkat 14.10' },
  });
  expect(told.status).toBe(204);
  await see('timeout', [30]);
  const [outage] = (await technician('GET', '/api/outages')).body as Outage[];
  expect(outage).toMatchObject({
    firstFailedAt: new Date(T + 30_000).toISOString(),
    notes: [{ by: 'teknisi', note: 'Teknisi berangkat 14.10' }],
  });
});

test('the list is filtered by length and time, and a strip has a day for each that was asked for', async () => {
  const { ops, see } = await house();
  await using _ = ops;
  const viewer = await ops.as('tamu', 'viewer');
  await see('answered', [0], 50_000);
  await see('timeout', [30, 60, 90]);
  await see('answered', [120], 50_120);
  await see('timeout', [600, 630, 660]);
  const count = async (query: string) =>
    ((await viewer('GET', `/api/outages?${query}`)).body as Outage[]).length;
  ops.clock.now = new Date(T + 900_000);
  expect(await count('atLeast=90')).toBe(2);
  expect(await count('atLeast=91')).toBe(1);
  expect(await count(`from=${new Date(T + 100_000).toISOString()}`)).toBe(1);
  expect(await count(`to=${new Date(T + 100_000).toISOString()}`)).toBe(1);
  const [strip] = (await viewer('GET', '/api/strips?days=3')).body as VillageStrip[];
  expect(strip?.days.map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
  expect(strip?.days[0]).toEqual({ day: '2026-11-23', up: 0, degraded: 0, down: {}, unknown: 0 });
  const today = strip!.days[2]!;
  const down = Object.values(today.down).reduce((sum, seconds) => sum + seconds, 0);
  expect(today.up + today.degraded + today.unknown + down).toBe(900);
});
