import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { RouterTarget } from '#contract/agent-link.ts';
import { startAgent } from './agent.ts';
import { readConfig } from './config.ts';
import { type Fleet, type FleetOptions, startFleet } from './simulator/index.ts';
import { startWorld, type World } from './testing-world.ts';

async function start(options: FleetOptions, more: Partial<RouterTarget> = {}) {
  const fleet: Fleet = await startFleet({ past: false, rebootSeconds: 0.5, ...options });
  const world: World = await startWorld(fleet, more);
  const agent = startAgent(readConfig(world.environment), pino({ level: 'silent' }));
  const { controller } = world;
  return {
    fleet,
    world,
    controller,
    looks: (id: number) =>
      controller.entries.filter((e) => e.kind === 'look').filter((e) => e.routerId === id),
    actions: () => controller.entries.filter((e) => e.kind === 'action'),
    async [Symbol.asyncDispose]() {
      agent.close();
      await world[Symbol.asyncDispose]();
      await fleet[Symbol.asyncDispose]();
    },
  };
}

test('what routers say arrives at the controller, read and numbered', async () => {
  await using all = await start({ routers: 3, version: (i) => ['6.49.10', '7.12', '7.20'][i - 1]! });
  await all.controller.until('two looks of each', () => [1, 2, 3].every((id) => all.looks(id).length >= 2));
  for (const router of all.fleet.routers) {
    const looks = all.looks(router.index);
    expect(new Set(looks.map((look) => look.outcome))).toEqual(new Set(['answered']));
    expect(looks.at(-1)?.reading).toMatchObject({
      version: router.version,
      serial: router.serial,
      identity: router.name,
    });
  }
  expect(all.controller.batches.at(-1)).toMatchObject({
    assignment: '1',
    canaries: ['canary-a', 'canary-b'],
    proven: true,
  });
});

test('entries carry the controller’s time, though the agent’s clock is an hour behind', async () => {
  await using all = await start({});
  all.controller.clockAheadMs = 3_600_000;
  await all.controller.until('later looks', () => all.looks(1).length >= 3);
  expect(all.looks(1).at(-1)?.offsetMs).toBeCloseTo(3_600_000, -3);
});

test('a nudge brings a reboot at once; it is sent, acknowledged, and the return is seen', async () => {
  await using all = await start({ routers: 2 }, { intervalMs: 600_000 });
  // looks are far apart: the first of router 1 is made to come soon
  all.controller.routers = all.controller.routers.map((r) => ({
    ...r,
    intervalMs: r.id === 1 ? 1_000 : 600_000,
  }));
  all.controller.version = '2';
  all.controller.nudge('assignment');
  await all.controller.until('a look', () => all.looks(1).length >= 1);
  const asked = performance.now();
  const command = all.world.reboot(1);
  await all.controller.until('acknowledged', () => all.actions().length === 2);
  expect(performance.now() - asked).toBeLessThan(3_000);
  expect(all.actions().map(({ event, actionId }) => [event, actionId])).toEqual([
    ['sent', command.id],
    ['acknowledged', command.id],
  ]);
  const [sent] = all.actions();
  await all.controller.until('back', () => {
    const reading = all.looks(1).at(-1)?.reading;
    return reading !== undefined && reading !== null && reading.uptimeSeconds < sent!.uptimeSeconds!;
  });
  expect(all.fleet.routers.map((router) => router.reboots)).toEqual([1, 0]);
});

test('the controller is restarted: what was seen meanwhile arrives, nothing twice', async () => {
  await using all = await start({ routers: 2 });
  const { controller } = all;
  await controller.until('looks', () => controller.stored.size >= 2);
  controller.refuse = () => 503;
  const batches = controller.batches.length;
  await all.fleet.routers[0]!.seen('/system/resource/print', {
    times: all.fleet.routers[0]!.count('/system/resource/print') + 3,
  });
  expect(controller.batches.length).toBe(batches);
  controller.refuse = () => undefined;
  await controller.until('the rest', () => all.looks(1).length >= 4);
  const seqs = controller.entries.map(({ seq }) => seq).sort((a, b) => a - b);
  expect(seqs).toEqual([...seqs.keys()].map((i) => i + 1));
});
