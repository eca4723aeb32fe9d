import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes } from '#contract/looks.ts';
import { beginFold, foldLooks, tailAt } from './fold.ts';
import { foldByDay } from './fold-by-day.ts';
import { compareRouter } from './recompute.ts';
import { look, plan, START } from './testing-histories.ts';
import { house, T, VILLAGE } from './testing-house.ts';
import { heldAt, planOf } from './thresholds.ts';

const at = (seconds: number) => START + seconds * 1000;

test('what held at an instant is what was written down until later, and else what holds now', () => {
  const [strict, mild] = [
    { ...plan, graceLooks: 1 },
    { ...plan, graceLooks: 9 },
  ];
  const held = planOf(plan, [
    { ...mild, until: at(200) },
    { ...strict, until: at(100) },
  ]);
  expect([0, 99, 100, 199, 200, 999].map((seconds) => heldAt(held, at(seconds)).graceLooks)).toEqual([
    1, 1, 9, 9, 3, 3,
  ]);
  expect(planOf(plan, [])).toBe(plan);
});

test('a slower pace is no silence of the agent, nor is a faster one that has not begun yet', () => {
  const slow = { ...plan, lookIntervalMs: 300_000 };
  const statesOf = (seconds: number[], held: ReturnType<typeof planOf>) =>
    foldLooks(
      beginFold(START),
      seconds.map((one) => look(one)),
      held,
    ).spans.map(({ state }) => state);
  const toSlow = planOf(slow, [{ ...plan, until: at(100) }]);
  expect(statesOf([30, 60, 90, 390, 690], toSlow)).toEqual(['unknown', 'up']);
  const toFast = planOf(plan, [{ ...slow, until: at(700) }]);
  expect(statesOf([300, 600, 900, 930], toFast)).toEqual(['unknown', 'up']);
  expect(statesOf([300, 600, 900, 1_300], toFast)).toEqual(['unknown', 'up', 'unknown', 'up']);
  const { fold } = foldLooks(beginFold(START), [look(600)], toFast);
  expect(tailAt(fold, at(900), toFast).at(-1)!.state).toBe('up');
});

test('a change between batches gives what one fold over everything gives, by what held at each look', () => {
  const steps = fc.array(
    fc.record({
      gap: fc.constantFrom(10, 30, 30, 60, 400),
      outcome: fc.constantFrom('answered', 'answered', 'timeout', ...outcomes),
      slow: fc.boolean(),
    }),
    { minLength: 2, maxLength: 50 },
  );
  const thresholds = fc.record({
    lookIntervalMs: fc.constantFrom(10_000, 30_000, 120_000),
    graceLooks: fc.integer({ min: 1, max: 5 }),
    graceMs: fc.constantFrom(0, 60_000, 180_000),
    flapChanges: fc.integer({ min: 1, max: 5 }),
    flapWindowMs: fc.constantFrom(60_000, 900_000),
    qualityLooks: fc.integer({ min: 1, max: 6 }),
    lossPercent: fc.constant(20),
    slowMs: fc.constantFrom(500, 2_000),
  });
  fc.assert(
    fc.property(steps, thresholds, thresholds, fc.nat(49), (all, before, after, cut) => {
      let seconds = 0;
      const looks = all.map(({ gap, outcome, slow }) => {
        seconds += gap;
        return look(seconds, { outcome, tookMs: slow ? 900 : 100 });
      });
      const [first, second] = [looks.slice(0, cut), looks.slice(cut)];
      const until = (first.at(-1)?.at ?? START) + 1;
      const held = planOf(after, [{ ...before, until }]);
      const then = foldByDay(beginFold(START), first, before);
      const now = foldByDay(then.fold, second, held);
      const spans = [...then.spans.filter(({ from }) => from < now.spans[0]!.from), ...now.spans];
      expect(spans).toEqual(foldLooks(beginFold(START), looks, held).spans);
    }),
    { numRuns: 1_000 },
  );
});

test('thresholds that are changed rewrite no history: neither by a late batch, nor when all is derived again', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  const every30 = (from: number, to: number) =>
    Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);
  const operator = await ops.as('sari', 'operator');
  const compared = async () =>
    (await compareRouter(ops.db, id, new Date(T), new Date(ops.clock.now.getTime() + 1_000))).differences;
  const statesOf = async () =>
    (
      await ops.db.$queryRaw<{ state: string }[]>`
        select state from span where router_id = ${id} order by during`
    ).map(({ state }) => state);
  // 90 s away: down by the plan of then, and no more than doubt by the one of now.
  await see('answered', every30(0, 300));
  await see('timeout', every30(330, 420));
  await see('answered', every30(510, 900));
  const before = await statesOf();
  expect(before).toContain('down');
  const change = { graceLooks: 10, graceMs: 600_000 };
  expect((await operator('PUT', '/api/service-plans/desa', { body: change })).status).toBe(200);
  await see('answered', [450, 480]);
  expect(await statesOf()).toEqual(before);
  await see('answered', every30(930, 1_200));
  await see('timeout', every30(1_230, 1_320));
  await see('answered', every30(1_350, 1_500));
  expect(await statesOf()).toEqual(before);
  expect(await compared()).toEqual([]);
  // The same again, and a deadline, change nothing that is judged.
  await operator('PUT', '/api/service-plans/desa', { body: { ...change, lookDeadlineMs: 9_000 } });
  expect(await ops.db.pastThresholds.count()).toBe(1);
  // So does a router that is given another plan.
  await operator('PUT', '/api/service-plans/ketat', { body: { graceLooks: 1, graceMs: 0 } });
  expect((await operator('PATCH', `/api/routers/${id}`, { body: { servicePlan: 'ketat' } })).status).toBe(
    200,
  );
  expect(await ops.db.pastThresholds.findMany({ orderBy: { until: 'asc' } })).toMatchObject([
    { graceLooks: 3 },
    { graceLooks: 10, until: new Date(T + 1_500_001) },
  ]);
  await see('timeout', [1_530]);
  await see('answered', [1_560]);
  expect(await statesOf()).toEqual([...before, 'down', 'up']);
  expect(await compared()).toEqual([]);
});

test('thresholds that are changed by plain SQL rewrite no history either', async () => {
  const { ops, id, see, add } = await house();
  await using _ = ops;
  const { db } = ops;
  const other = await add('sukamaju-2', VILLAGE);
  await see('answered', [0, 30, 60]);
  await see('timeout', [90, 120, 150, 180]);
  await see('answered', [210, 240]);
  const kept = () =>
    db.pastThresholds.findMany({
      orderBy: [{ routerId: 'asc' }, { until: 'asc' }],
      select: { routerId: true, graceLooks: true, slowMs: true },
    });
  await db.$executeRaw`update service_plan set look_deadline_ms = 9000`;
  await db.$executeRaw`update service_plan set slow_ms = slow_ms`;
  expect(await kept()).toEqual([]);

  await db.$executeRaw`update service_plan set grace_looks = 10`;
  // A router that was never looked at has no history.
  expect(await kept()).toEqual([{ routerId: id, graceLooks: 3, slowMs: 2_000 }]);
  expect((await compareRouter(db, id, new Date(T), ops.clock.now)).differences).toEqual([]);

  await db.$executeRaw`insert into service_plan (name, grace_looks, slow_ms) values ('lain', 1, 500)`;
  await see('answered', [270], null, other.id);
  await db.$executeRaw`update router set service_plan_id = (select id from service_plan where name = 'lain')`;
  expect(await kept()).toEqual([
    { routerId: id, graceLooks: 3, slowMs: 2_000 },
    { routerId: id, graceLooks: 10, slowMs: 2_000 },
    { routerId: other.id, graceLooks: 10, slowMs: 2_000 },
  ]);
  await db.$executeRaw`update router set service_plan_id = service_plan_id, name = name || 'x'`;
  expect(await db.pastThresholds.count()).toBe(3);
});
