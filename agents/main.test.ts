import { expect, test } from 'vitest';
import { startFleet } from './simulator/index.ts';
import { AgentProcess } from './testing-process.ts';
import { startWorld } from './testing-world.ts';

test('a wrong environment ends it with all faults by name', async () => {
  await using agent = new AgentProcess({ HUB: 'x' });
  expect(await agent.exited).toEqual([1, null]);
  expect(agent.log.trim().split('\n')).toEqual([
    expect.stringMatching(/^CONTROLLER_URL must/),
    expect.stringMatching(/^AGENT_TOKEN must/),
    expect.stringMatching(/^HUB must/),
  ]);
});

test('SIGTERM ends it cleanly within 3 s, and no secret is in its log', async () => {
  await using fleet = await startFleet({ routers: 2, past: false, rebootSeconds: 1 });
  await using world = await startWorld(fleet);
  fleet.routers[1]!.fault('wrong-password');
  await using agent = new AgentProcess({ ...world.environment, LOG_LEVEL: 'trace' });
  await world.controller.until('looks', () => world.controller.stored.size >= 3);
  world.reboot(1);
  await world.controller.until('an action', () => world.controller.entries.some((e) => e.kind === 'action'));
  const begun = performance.now();
  expect(await agent.kill('SIGTERM')).toEqual([0, null]);
  expect(performance.now() - begun).toBeLessThan(3_000);
  expect(agent.log).toContain('"msg":"assignment"');
  for (const secret of ['simulator', 'secret-of-the-technician', world.controller.token])
    expect(agent.log).not.toContain(secret);
});

test('it does not outlive the process that started it', async () => {
  await using fleet = await startFleet({ past: false });
  await using world = await startWorld(fleet);
  await using agent = new AgentProcess(world.environment);
  await world.controller.until('a look', () => world.controller.stored.size >= 1);
  agent.child.disconnect();
  expect(await agent.exited).toEqual([0, null]);
});
