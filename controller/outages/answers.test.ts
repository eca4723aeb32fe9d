import { expect, test } from 'vitest';
import type { Outage } from '#contract/outages.ts';
import { house, T, VILLAGE } from './testing-house.ts';

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
