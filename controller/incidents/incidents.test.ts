import { expect, test } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { house, T } from '../outages/testing-house.ts';
import incidents from './index.ts';
import { IncidentClock } from './store.ts';

const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);

/** Three routers of a feeder over different providers, and one of another feeder. */
async function district() {
  const made = await house([incidents]);
  const { ops, add, see, id } = made;
  const others = [
    await add('harapan-1', '16.10.01.2005', { feeder: 'Indralaya-2' }),
    await add('tebedak-1', '16.10.06.2021', { feeder: 'Indralaya-2' }),
    await add('kerinjing-1', '16.10.06.2021', { feeder: 'Tanjung-1' }),
  ];
  await ops.db.router.update({ where: { id }, data: { feeder: 'Indralaya-2' } });
  const ids = [id, ...others.map((router) => router.id)];
  for (const [index, routerId] of ids.entries()) {
    await ops.db.router.update({ where: { id: routerId }, data: { provider: `P${index}` } });
    await see(
      'answered',
      every30(0, 600).map((at) => at + index),
      50_000,
      routerId,
    );
  }
  const judge = async (seconds: number) => {
    ops.clock.now = new Date(T + seconds * 1000);
    return await new IncidentClock().run(ops.db, ops.clock.now);
  };
  const operator = await ops.as('sari', 'operator');
  const list = async () => (await operator('GET', '/api/incidents')).body as Incident[];
  return { ...made, ids, judge, operator, list };
}

test('outages of a feeder that begin together are one incident, and end with their last member', async () => {
  const { ops, ids, see, judge, list } = await district();
  await using _ = ops;
  const [a, b, c, d] = ids as [number, number, number, number];
  for (const [index, routerId] of [a, b, c].entries())
    await see(
      'timeout',
      every30(630, 900).map((at) => at + index),
      null,
      routerId,
    );
  await see(
    'answered',
    every30(630, 900).map((at) => at + 3),
    50_600,
    d,
  );
  expect(await judge(910)).toBe(true);
  const [incident, ...more] = await list();
  expect(more).toEqual([]);
  expect(incident).toMatchObject({
    link: 'feeder',
    name: 'Indralaya-2',
    cause: 'power',
    state: 'proposed',
    endedAt: null,
    evidence: { fell: 3, seen: 3, startsWithinSeconds: 2 },
  });
  expect(incident?.members.map(({ routerId }) => routerId)).toEqual([a, b, c]);
  await judge(911);
  expect((await list()).map(({ id }) => id)).toEqual([incident!.id]);

  for (const [index, routerId] of [a, b, c].entries())
    await see('answered', [930 + index * 20], 20, routerId);
  await judge(980);
  expect((await list())[0]).toMatchObject({ id: incident!.id, endedAt: new Date(T + 970_000).toISOString() });
});

test('a confirmed link is remembered on its routers; a rejected one is not proposed again', async () => {
  const { ops, ids, see, judge, operator, list } = await district();
  await using _ = ops;
  const [a, b, c] = ids as [number, number, number];
  for (const [index, routerId] of [a, b, c].entries())
    await see(
      'timeout',
      every30(630, 900).map((at) => at + index),
      null,
      routerId,
    );
  await judge(910);
  const { id } = (await list())[0]!;
  const decide = (body: object) => operator('POST', `/api/incidents/${id}/decision`, { body });
  const confirmed = {
    state: 'confirmed',
    link: 'tower',
    name: 'BTS Meranjat',
    cause: 'uplink',
    reason: 'Menara mati',
  };
  expect(await decide({ ...confirmed, name: null })).toMatchObject({ status: 400 });
  expect((await decide(confirmed)).body).toMatchObject({
    state: 'confirmed',
    link: 'tower',
    decided: { by: 'sari' },
  });
  const towers = await ops.db.router.findMany({ where: { id: { in: [a, b, c] } }, select: { tower: true } });
  expect(towers).toEqual(Array.from({ length: 3 }, () => ({ tower: 'BTS Meranjat' })));
  await see('timeout', [930, 960], null, a);
  await judge(970);
  expect(await list()).toMatchObject([{ id, state: 'confirmed', link: 'tower', cause: 'uplink' }]);

  await decide({ ...confirmed, state: 'rejected', reason: 'Kebetulan' });
  await ops.db.outage.updateMany({ data: { changedAt: ops.clock.now } });
  await judge(990);
  expect(await list()).toMatchObject([{ id, state: 'rejected' }]);
  expect(await ops.db.auditEntry.count({ where: { act: 'incident:decide' } })).toBe(2);
});

test('late looks that take an outage away take the proposal with it', async () => {
  const { ops, ids, see, judge, list } = await district();
  await using _ = ops;
  const [a, b] = ids as [number, number];
  await see('timeout', every30(630, 900), null, a);
  await see('timeout', every30(631, 901), null, b);
  await judge(910);
  expect(await list()).toHaveLength(1);
  // Another agent had seen it all the while.
  await see('answered', every30(640, 880), 50_640, a);
  await judge(920);
  expect(await list()).toEqual([]);
});

test('a technician sees only members of her villages, and decides nothing', async () => {
  const { ops, ids, see, judge, list } = await district();
  await using _ = ops;
  for (const [index, routerId] of ids.slice(0, 3).entries())
    await see(
      'timeout',
      every30(630, 900).map((at) => at + index),
      null,
      routerId,
    );
  await judge(910);
  const { id } = (await list())[0]!;
  const hers = await ops.as('teknisi', 'technician', ['16.10.01.2005']);
  expect((await hers('GET', `/api/incidents/${id}`)).body.members).toHaveLength(1);
  const elsewhere = await ops.as('lain', 'technician', ['16.10.04.2012']);
  expect((await elsewhere('GET', `/api/incidents/${id}`)).status).toBe(404);
  expect((await hers('POST', `/api/incidents/${id}/decision`, { body: {} })).status).toBe(403);
});
