import { expect, test } from 'vitest';
import type { Outage } from '#contract/outages.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import outages from './index.ts';
import { lookOf, storeLooks } from './look.ts';
import { recordLooks } from './record.ts';

const VILLAGE = '16.10.06.2021';
const T = Date.UTC(2026, 10, 25, 3);

async function house() {
  const ops = await testOps([villages, outages]);
  const { db } = ops;
  const agent = await db.agent.create({ data: { name: 'kantor', tokenHash: new Uint8Array([1]) } });
  const plan = await db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  const router = await db.router.create({
    data: {
      villageCode: VILLAGE,
      name: 'sukamaju-1',
      host: 'h',
      port: 1,
      username: 'u',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: 'n',
      radiusSecretSealed: bytes,
      portalKey: 'k',
      servicePlanId: plan.id,
      agentId: agent.id,
      inServiceSince: new Date(T),
      contactName: 'Pak Rahmat',
      contactPhone: '+6281200000001',
      provider: 'Telkomsel',
      customerNo: '0812-99',
      plnId: '532100',
    },
  });
  let seq = 0;
  const see = async (
    outcome: 'answered' | 'timeout',
    seconds: number[],
    uptimeSeconds: number | null = null,
  ) => {
    ops.clock.now = new Date(T + seconds.at(-1)! * 1000);
    const looks = seconds.map((at) => {
      seq += 1;
      const look = lookOf(
        {
          kind: 'look',
          seq,
          routerId: router.id,
          at: new Date(T + at * 1000).toISOString(),
          offsetMs: 0,
          outcome,
          lateMs: 0,
          tookMs: 10,
          detail: null,
          reading: null,
          simulated: false,
        },
        agent.id,
        '00000000-0000-4000-8000-000000000001',
      );
      return { ...look, uptimeSeconds, users: outcome === 'answered' ? 9 : null };
    });
    await db.$transaction(async (tx) => recordLooks(tx, await storeLooks(tx, looks, db), ops.clock.now));
  };
  return { ops, id: router.id, see };
}

test("the contact's answer is kept with who and when, and is evidence; the newest counts", async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  const technician = await ops.as('teknisi', 'technician', [VILLAGE]);
  await see('answered', [0], 50_000);
  await see('timeout', [30, 60, 90]);
  const [open] = (await technician('GET', '/api/outages')).body as Outage[];
  expect(open).toMatchObject({
    cause: 'undetermined',
    usersBefore: 9,
    answers: [],
    contacts: {
      contact: { name: 'Pak Rahmat', phone: '+6281200000001' },
      provider: 'Telkomsel',
      customerNo: '0812-99',
      plnId: '532100',
    },
  });
  const say = (power: string, firstFailedAt = open!.firstFailedAt) =>
    technician('POST', `/api/routers/${id}/answers`, { body: { firstFailedAt, power, note: null } });
  expect((await say('unknown')).status).toBe(204);
  ops.clock.now = new Date(T + 100_000);
  expect((await say('off')).status).toBe(204);
  const [told] = (await technician('GET', '/api/outages')).body as Outage[];
  expect(told).toMatchObject({
    cause: 'power',
    answers: [{ power: 'off', by: 'teknisi' }, { power: 'unknown' }],
  });
  // It stays so when the timeline is written anew: the answer is one of its sources.
  await see('timeout', [120, 150]);
  await see('answered', [180], 20);
  const [over] = (await technician('GET', '/api/outages')).body as Outage[];
  expect(over).toMatchObject({ cause: 'power', evidence: { kind: 'restarted', answer: { power: 'off' } } });
  ops.clock.now = new Date(T + 300_000);
  await say('on');
  expect((await technician('GET', '/api/outages')).body[0]).toMatchObject({ cause: 'undetermined' });
  expect((await say('on', new Date(T).toISOString())).status).toBe(404);
  expect(await ops.db.auditEntry.count({ where: { act: 'outage:answer' } })).toBe(3);
});

test('only who may act on routers of this village writes answers down', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  await see('timeout', [0, 30, 60]);
  const body = { firstFailedAt: new Date(T).toISOString(), power: 'off', note: null };
  const elsewhere = await ops.as('lain', 'technician', ['16.10.01.2005']);
  const viewer = await ops.as('tamu', 'viewer');
  for (const ask of [elsewhere, viewer])
    expect((await ask('POST', `/api/routers/${id}/answers`, { body })).status).toBe(403);
  expect(await ops.db.contactAnswer.count()).toBe(0);
});
