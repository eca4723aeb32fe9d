import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LookRow, Snapshot, Span } from '#contract/status.ts';
import { home } from './platform/config.ts';
import { startTestDemo } from './testing-demo.ts';
import { cutProxy } from './testing-proxy.ts';

/** One second stands for thirty: twenty seconds are ten minutes. */
const LOOK_MS = 1_000;
const CUT_MS = 20_000;

test('two agents; one is cut from the controller for ten simulated minutes: unknown, and then what it saw', {
  timeout: 150_000,
}, async () => {
  await using house = await startTestDemo({ plan: { lookIntervalMs: LOOK_MS, graceMs: 3 * LOOK_MS } });
  const { demo, ops, config } = house;
  const port = Number(new URL(demo.controller.opsUrl).port);
  await using way = await cutProxy(port);
  const { id, token } = await ops.send<{ id: number; token: string }>('POST', '/api/agents', {
    name: 'kecamatan',
  });
  const links = (await demo.simulator.links()).map((link) => `${link.name}=${link.host}:${link.port}`);
  const agent = spawn(process.execPath, [path.join(home, 'agents/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      CONTROLLER_URL: `http://127.0.0.1:${way.port}`,
      AGENT_TOKEN: token,
      AGENT_DATA_DIR: path.join(config.dataDir, 'kecamatan'),
      CANARIES: links.slice(0, 2).join(','),
      HUB: links[2]!.split('=')[1],
    },
  });
  onTestFinished(() => void agent.kill('SIGKILL'));
  const far = demo.routers.slice(0, 6).map((router) => router.id);
  const near = demo.routers.slice(6).map((router) => router.id);
  for (const router of far) await ops.send('PUT', `/api/routers/${router}/agent`, { agentId: id });

  const states = async (ids: readonly number[]) => {
    const { routers } = await ops.get<Snapshot>('/api/routers');
    return new Set(
      routers
        .filter((row) => ids.includes(row.id))
        .map((row) => `${row.state}/${row.reason ?? ''}/${row.agent?.name}`),
    );
  };
  await expect
    .poll(() => states(far), { timeout: 30_000, interval: 500 })
    .toEqual(new Set(['up//kecamatan']));
  // They are its own by the row alone until it has been told, and has looked.
  for (const router of far)
    await expect
      .poll(async () => (await ops.get<LookRow[]>(`/api/routers/${router}/looks?limit=1`))[0]?.agent, {
        timeout: 30_000,
        interval: 250,
      })
      .toBe('kecamatan');
  const cutAt = Date.now();
  way.cut();
  await expect
    .poll(() => states(far), { timeout: 15_000, interval: 250 })
    .toEqual(new Set(['unknown/agent-silent/kecamatan']));
  expect(await states(near)).toEqual(new Set(['up//pengendali']));
  // One of its routers truly goes away and comes back while nobody here can look.
  const lost = demo.routers[0]!;
  await demo.simulator.fault(lost.name, 'power-cut', { seconds: 40 });
  await new Promise((resolve) => setTimeout(resolve, cutAt + CUT_MS - Date.now()));
  const mendedAt = Date.now();
  way.mend();

  const spans = async (router: number) => {
    const all = await ops.get<Span[]>(`/api/routers/${router}/spans?hours=1`);
    return all
      .filter((span) => span.to === null || Date.parse(span.to) > cutAt)
      .filter((span) => Date.parse(span.from) < mendedAt)
      .map((span) => span.state);
  };
  // What was unknown becomes what it saw: five always up, one down.
  for (const router of far.slice(1))
    await expect.poll(() => spans(router), { timeout: 60_000, interval: 500 }).toEqual(['up']);
  await expect.poll(() => spans(far[0]!), { timeout: 60_000, interval: 500 }).toEqual(['up', 'down']);
});
