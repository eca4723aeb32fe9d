import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { RouterTarget } from '#contract/agent-link.ts';
import { startAgent } from './agent.ts';
import { readConfig } from './config.ts';
import { type Fleet, startFleet } from './simulator/index.ts';
import { TestController } from './uplink/testing-controller.ts';

function targetsOf(fleet: Fleet, more: Partial<RouterTarget> = {}): RouterTarget[] {
  return fleet.routers.map((router) => ({
    id: router.index,
    name: router.name,
    host: router.address,
    port: router.port,
    tls: false,
    username: 'admin',
    password: 'simulator',
    action: null,
    uplink: 'lte',
    via: 'direct',
    intervalMs: 1_000,
    deadlineMs: 1_000,
    ...more,
  }));
}

async function startWorld(fleet: Fleet, more: Partial<RouterTarget> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'agent-'));
  const controller = await new TestController().listen();
  controller.routers = targetsOf(fleet, more);
  const canaries = (['canary-a', 'canary-b'] as const).map((name) => fleet.link(name));
  const config = readConfig({
    CONTROLLER_URL: controller.url,
    AGENT_TOKEN: controller.token,
    AGENT_DATA_DIR: folder,
    CANARIES: canaries.map(({ name, host, port }) => `${name}=${host}:${port}`).join(','),
    HUB: `${fleet.link('hub').host}:${fleet.link('hub').port}`,
  });
  const agent = startAgent(config, pino({ level: 'silent' }));
  return {
    controller,
    agent,
    async [Symbol.asyncDispose]() {
      agent.close();
      await controller[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

test('what routers say arrives at the controller, read and numbered', async () => {
  await using fleet = await startFleet({ routers: 3, version: (i) => ['6.49.10', '7.12', '7.20'][i - 1]! });
  await using world = await startWorld(fleet);
  const { controller } = world;
  await controller.until('two looks of each router', () =>
    [1, 2, 3].every(
      (id) => controller.entries.filter((e) => e.kind === 'look' && e.routerId === id).length >= 2,
    ),
  );
  for (const router of fleet.routers) {
    const looks = controller.entries
      .filter((e) => e.kind === 'look')
      .filter((e) => e.routerId === router.index);
    expect(looks.map((look) => look.outcome)).toEqual(looks.map(() => 'answered'));
    expect(looks.at(-1)?.reading).toMatchObject({
      version: router.version,
      serial: router.serial,
      identity: router.name,
    });
  }
});
