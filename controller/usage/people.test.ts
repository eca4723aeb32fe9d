import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { UsageView } from '#contract/usage.ts';
import { sealerOf } from '../platform/seal.ts';
import { countPeople } from './count-people.ts';
import { deviceHashes } from './devices.ts';
import { tendQuiet } from './quiet-chores.ts';
import { house, VILLAGE } from './testing-house.ts';

const sealer = sealerOf(new Uint8Array(32).fill(7));
const at = (text: string) => new Date(`${text}:00+07:00`);

async function programme() {
  const made = await house();
  const { db } = made.ops;
  const other = await made.add('harapan-1', '16.10.01.2005');
  const hashes = deviceHashes(db, sealer, () => made.ops.clock.now);
  const see = async (routerId: number, mac: string, when: Date) => {
    const device = await hashes.of(mac, when);
    const day = new Date(when.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
    if (device)
      await db.$executeRaw`insert into device_seen as seen (day, router_id, device, sessions)
        values (${day}::date, ${routerId}, ${device}, 1) on conflict (day, router_id, device) do update set sessions = seen.sessions + 1`;
    return device;
  };
  const counts = async () =>
    Object.fromEntries(
      (await db.peopleCount.findMany({ orderBy: [{ area: 'asc' }, { period: 'asc' }] })).map((row) => [
        `${row.area} ${row.period}`,
        [row.sessions, row.devices],
      ]),
    );
  return { ...made, other, hashes, see, counts };
}

test('sessions add up, a phone is one device of a day, a month, a kecamatan and the regency', async () => {
  const { ops, id, other, see, counts } = await programme();
  await using _ = ops;
  await see(id, 'AA:01', at('2026-11-24T09:00'));
  await see(id, 'AA:01', at('2026-11-24T10:00'));
  await see(id, 'AA:02', at('2026-11-24T11:00'));
  await see(other.id, 'AA:01', at('2026-11-24T20:00'));
  await see(other.id, 'AA:03', at('2026-11-25T00:30'));
  await countPeople(ops.db, at('2026-11-25T01:00'));
  const all = await counts();
  expect(all).toMatchObject({
    [`village:${VILLAGE} 2026-11-24`]: [3, 2],
    'village:16.10.01.2005 2026-11-24': [1, 1],
    'village:16.10.01.2005 2026-11-25': [1, 1],
    'regency 2026-11-24': [4, 2],
    'regency 2026-11': [5, 3],
    [`router:${id} 2026-11`]: [3, 2],
  });
  await countPeople(ops.db, at('2026-11-25T01:00'));
  expect(await counts()).toEqual(all);
});

test('a month that is over is counted for the last time, and its key is destroyed with all that it named', async () => {
  const { ops, id, hashes, see, counts } = await programme();
  await using _ = ops;
  const { db } = ops;
  const device = await see(id, 'AA:01', at('2026-11-30T23:00'));
  await see(id, 'AA:01', at('2026-12-01T00:10'));
  expect(await countPeople(db, at('2026-12-03T12:00'))).toEqual([]);
  ops.clock.now = at('2026-12-04T12:00');
  expect(await countPeople(db, ops.clock.now)).toEqual(['2026-11']);
  expect(await counts()).toMatchObject({ 'regency 2026-11': [1, 1], 'regency 2026-12': [1, 1] });
  // Nothing is left by which the hash could be made again.
  expect(await db.deviceKey.findUniqueOrThrow({ where: { month: '2026-11' } })).toMatchObject({
    keySealed: null,
  });
  expect(await db.deviceSeen.count({ where: { device: device! } })).toBe(0);
  expect(device).not.toEqual(new Uint8Array(createHmac('sha256', Buffer.alloc(32)).update('AA:01').digest()));
  ops.clock.now = at('2026-12-04T12:11');
  expect(await hashes.of('AA:01', at('2026-11-30T23:00'))).toBeNull();
  expect(await hashes.of('AA:01', at('2026-12-01T00:10'))).not.toBeNull();
  await countPeople(db, at('2026-12-20T12:00'));
  expect((await counts())['regency 2026-11']).toEqual([1, 1]);
});

test('the same phone has another name in each month', async () => {
  const { ops, hashes } = await programme();
  await using _ = ops;
  const [a, again, b] = [
    await hashes.of('AA:01', at('2026-11-01T00:00')),
    await hashes.of('AA:01', at('2026-11-30T23:59')),
    await hashes.of('AA:01', at('2026-12-01T00:00')),
  ];
  expect(a).toEqual(again);
  expect(a).not.toEqual(b);
});

test('usage of an area: totals, the span before, steps in WIB, villages, and the hours of the week', async () => {
  const { ops, id, other } = await programme();
  await using _ = ops;
  const hour = (routerId: number, when: string, receive: number, users: number | null) => ({
    routerId,
    hour: at(when),
    receiveBytes: receive,
    transmitBytes: 1,
    peakUsers: users,
    userSum: (users ?? 0) * 10,
    answered: users === null ? 0 : 10,
  });
  await ops.db.router.updateMany({ data: { inServiceSince: at('2026-11-01T00:00') } });
  await ops.db.usageHour.createMany({
    data: [
      hour(id, '2026-11-23T23:00', 5, 2),
      hour(id, '2026-11-24T00:00', 100, 4),
      hour(id, '2026-11-24T19:00', 50, 8),
      hour(other.id, '2026-11-24T19:00', 7, null),
    ],
  });
  ops.clock.now = at('2026-11-26T12:00');
  const viewer = await ops.as('tamu', 'viewer');
  const ask = async (query: string) =>
    (
      await viewer(
        'GET',
        `/api/usage?from=${at('2026-11-24T00:00').toISOString()}&to=${at('2026-11-25T00:00').toISOString()}&${query}`,
      )
    ).body as UsageView;
  const view = await ask('step=day');
  expect(view.total).toMatchObject({ receiveBytes: '157', transmitBytes: '3', peakUsers: 8, meanUsers: 6 });
  expect(view.total.observed).toBeCloseTo(2 / 48);
  expect(view.before).toMatchObject({ receiveBytes: '5', peakUsers: 2 });
  expect(view.steps).toHaveLength(1);
  expect(view.steps[0]?.from).toBe(at('2026-11-24T00:00').toISOString());
  expect(view.villages.map(({ code, receiveBytes }) => [code, receiveBytes])).toEqual([
    ['16.10.01.2005', '7'],
    [VILLAGE, '150'],
  ]);
  // 2026-11-24 is a Tuesday.
  expect([view.week[1]![0], view.week[1]![19], view.week[1]![20]]).toEqual([4, 8, null]);
  expect((await ask(`step=hour&area=router:${id}`)).steps).toHaveLength(24);
  expect((await ask(`area=village:16.10.01.2005`)).total.receiveBytes).toBe('7');
  const hers = await ops.as('teknisi', 'technician', ['16.10.01.2005']);
  const limited = await hers(
    'GET',
    `/api/usage?from=${at('2026-11-24T00:00').toISOString()}&to=${at('2026-11-25T00:00').toISOString()}`,
  );
  expect(limited.body.total.receiveBytes).toBe('7');
  ops.clock.now = at('2026-11-24T06:00');
  expect(
    (
      await (
        await ops.as('tamu', 'viewer')
      )(
        'GET',
        `/api/usage?step=day&from=${at('2026-11-22T00:00').toISOString()}&to=${at('2026-11-25T00:00').toISOString()}`,
      )
    ).body.steps.map(({ observed }: { observed: number }) => observed > 0),
  ).toEqual([false, true, true]);
  await ops.db.router.updateMany({ data: { inServiceSince: at('2026-11-23T00:00') } });
  const steps = (
    await viewer(
      'GET',
      `/api/usage?step=day&from=${at('2026-11-22T00:00').toISOString()}&to=${at('2026-11-24T00:00').toISOString()}`,
    )
  ).body.steps as UsageView['steps'];
  expect(steps.map(({ observed }) => observed)).toEqual([null, 1 / 48]);
  const backwards = await viewer(
    'GET',
    `/api/usage?to=${at('2026-11-24T00:00').toISOString()}&from=${at('2026-11-25T00:00').toISOString()}`,
  );
  expect(backwards).toMatchObject({ status: 400, body: { fields: { to: 'ends-before-it-begins' } } });
});

test('the chore of an odd quiet opens at an hour that is always used, and closes when somebody comes', async () => {
  const { ops, id } = await programme();
  await using _ = ops;
  const { db } = ops;
  const now = at('2026-11-25T19:30');
  await db.routerStatus.create({
    data: { routerId: id, state: 'up', since: at('2026-11-20T00:00'), users: 0, lastAnsweredAt: now },
  });
  await db.usageHour.createMany({
    data: [1, 2, 3, 4].map((weeks) => ({
      routerId: id,
      hour: new Date(at('2026-11-25T19:00').getTime() - weeks * 7 * 86_400_000),
      peakUsers: 5,
      userSum: 50,
      answered: 10,
    })),
  });
  const open = () => db.chore.count({ where: { routerId: id, kind: 'odd-quiet', until: null } });
  expect([await tendQuiet(db, now), await open()]).toEqual([1, 1]);
  // The next hour has no habit: the quiet is odd all the same.
  expect([await tendQuiet(db, at('2026-11-25T20:30')), await open()]).toEqual([0, 1]);
  await db.routerStatus.update({
    where: { routerId: id },
    data: { users: 1, lastAnsweredAt: at('2026-11-25T20:40') },
  });
  expect([await tendQuiet(db, at('2026-11-25T20:41')), await open()]).toEqual([1, 0]);
});
