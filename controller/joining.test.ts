import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Action } from '#contract/actions.ts';
import type { Snapshot } from '#contract/status.ts';
import { fieldsOf } from './portal/testing.ts';
import { follow, visit } from './portal/testing-browser.ts';
import { startTestDemo } from './testing-demo.ts';

const PROBE = 'http://connectivitycheck.gstatic.com/generate_204';
/** From the last paste to the first sample of every router, ms. */
const FIRST_SAMPLE_MS = 60_000;

test.each(['7.20', '6.49.10'])(
  'RouterOS %s: from its script alone a router is polled, shows the portal, lets a resident in and is rebooted',
  { timeout: 180_000 },
  async (routerosVersion) => {
    await using house = await startTestDemo({
      routerosVersion,
      rebootSeconds: 1,
      plan: { lookIntervalMs: 2_000, lookDeadlineMs: 1_500, graceMs: 6_000 },
    });
    const { demo, ops } = house;
    const states = async () => (await ops.get<Snapshot>('/api/routers')).routers.map((one) => one.state);
    await expect
      .poll(states, { timeout: FIRST_SAMPLE_MS, interval: 200 })
      .toEqual(demo.routers.map(() => 'up'));

    const [router] = demo.routers;
    const phone = await demo.simulator.phone(router!.name);
    const through = Number(new URL(phone.url).port);
    const captured = await visit(PROBE, { through });
    expect([captured.status, captured.location]).toEqual([302, expect.stringContaining(router!.portalPath)]);
    const tap = async () => {
      const front = await visit(captured.location!);
      const button = new URL(`${router!.portalPath}/masuk`, front.url).href;
      const way = await follow(await visit(button, { form: fieldsOf(front.body) }));
      return way.map(({ status }) => status);
    };
    // RADIUS learns of new routers within seconds; until then the router says "retry later", and the resident does.
    await expect.poll(tap, { timeout: 30_000, interval: 2_000 }).toEqual([303, 302, 200]);
    expect((await visit(PROBE, { through })).status).toBe(204);

    const id = randomUUID();
    await ops.send('POST', `/api/routers/${router!.id}/actions`, {
      id,
      kind: 'reboot',
      reason: 'uji pemasangan',
      confirmation: router!.village.name,
    });
    const state = async () =>
      (await ops.get<Action[]>(`/api/routers/${router!.id}/actions?limit=5`)).find((one) => one.id === id)
        ?.state;
    await expect.poll(state, { timeout: 60_000, interval: 300 }).toBe('verified');
  },
);
