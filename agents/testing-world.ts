import { randomUUID } from 'node:crypto';
import type { Command, RouterTarget } from '#contract/agent-link.ts';
import { targetOf } from './poll/testing-target.ts';
import type { Fleet } from './simulator/index.ts';
import { TestController } from './uplink/testing-controller.ts';
import { temporaryFolder } from './uplink/testing-folder.ts';

export interface World extends AsyncDisposable {
  readonly controller: TestController;
  /** What an agent of this world is started with. */
  readonly environment: Readonly<Record<string, string>>;
  reboot(routerId: number, expiresInMs?: number): Command;
}

/** A controller double and the environment of its agent, whose canaries and hub are those of the fleet. */
export async function startWorld(fleet: Fleet, more: Partial<RouterTarget> = {}): Promise<World> {
  const folder = temporaryFolder();
  const controller = await new TestController().listen();
  controller.routers = fleet.routers.map((router) => {
    router.addUser('tech', 'secret-of-the-technician', ['read', 'api', 'reboot']);
    const action = { username: 'tech', password: 'secret-of-the-technician' };
    return targetOf(router, { intervalMs: 1_000, deadlineMs: 1_000, action, ...more });
  });
  const canaries = (['canary-a', 'canary-b'] as const).map((name) => fleet.link(name));
  return {
    controller,
    environment: {
      CONTROLLER_URL: controller.url,
      AGENT_TOKEN: controller.token,
      AGENT_DATA_DIR: folder.path,
      CANARIES: canaries.map(({ name, host, port }) => `${name}=${host}:${port}`).join(','),
      HUB: `${fleet.link('hub').host}:${fleet.link('hub').port}`,
    },
    reboot(routerId, expiresInMs = 600_000) {
      const expiresAt = new Date(Date.now() + expiresInMs).toISOString();
      const command: Command = { id: randomUUID(), routerId, kind: 'reboot', mac: null, expiresAt };
      controller.commands.push(command);
      controller.nudge('commands');
      return command;
    },
    async [Symbol.asyncDispose]() {
      await controller[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}
