import { expect } from 'vitest';
import { type SimRouter, startFleet } from './simulator/index.ts';
import { AgentProcess } from './testing-process.ts';
import { startWorld } from './testing-world.ts';

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The moments of a reboot at which an agent can die. Each resolves when the moment has come. */
const stages: readonly [name: string, come: (router: SimRouter) => Promise<unknown>][] = [
  ['offered', async () => {}],
  ['logged in', (router) => router.next('login', { where: ({ user }) => user === 'tech' })],
  [
    'uptime read',
    (router) =>
      router.next('command', {
        where: ({ user, command }) => user === 'tech' && command !== '/system/reboot',
      }),
  ],
  ['reboot heard', (router) => router.next('reboot')],
  ['back', (router) => router.next('back')],
];

/**
 * Kills the agent with SIGKILL `times` times while it looks, sends and reboots, each time at another stage of a reboot. Afterwards
 * nothing that it wrote down is missing, and no router was rebooted more often than it was asked.
 */
export async function killLoop(times: number, seed: number): Promise<void> {
  const random = seeded(seed);
  await using fleet = await startFleet({ routers: 6, past: false, rebootSeconds: 0.3 });
  await using world = await startWorld(fleet, { intervalMs: 1_000, deadlineMs: 800 });
  const { controller } = world;
  // one answer in five is lost: entries are sent again
  controller.refuse = () => (random() < 0.2 ? 503 : undefined);
  const asked = new Map<number, number>();
  for (let kill = 0; kill < times; kill++) {
    const [stage, come] = stages[kill % stages.length]!;
    const router = fleet.routers[Math.floor(random() * fleet.routers.length)]!;
    await using agent = new AgentProcess(world.environment);
    const before = controller.stored.size;
    await controller.until(
      `looks before kill ${kill} (${stage})`,
      () => controller.stored.size >= before + 5,
    );
    const moment = come(router);
    world.reboot(router.index);
    asked.set(router.index, (asked.get(router.index) ?? 0) + 1);
    await moment;
    await agent.kill('SIGKILL');
  }
  controller.refuse = () => undefined;
  await using agent = new AgentProcess(world.environment);
  await controller.until('all commands told of', () => controller.commands.length === 0, 30_000);
  await controller.until('an empty outbox', () => controller.batches.at(-1)?.backlog === 0);
  await agent.kill('SIGTERM');

  const epochs = new Set(controller.batches.map(({ epoch }) => epoch));
  const seqs = controller.entries.map(({ seq }) => seq).sort((a, b) => a - b);
  expect(epochs.size, 'the outbox outlives its agent').toBe(1);
  expect(seqs, 'no entry is missing').toEqual([...seqs.keys()].map((i) => i + 1));
  const sent = controller.entries.filter((entry) => entry.kind === 'action' && entry.event === 'sent');
  for (const router of fleet.routers) {
    const most = sent.filter((entry) => entry.kind === 'action' && entry.routerId === router.index).length;
    expect(most).toBeLessThanOrEqual(asked.get(router.index) ?? 0);
    expect(router.count('/system/reboot'), 'no second reboot').toBeLessThanOrEqual(most);
  }
  expect(new Set(sent.map((entry) => entry.kind === 'action' && entry.actionId)).size).toBe(sent.length);
}
