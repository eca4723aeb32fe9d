import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RouterStatus, Snapshot } from '#contract/status.ts';
import { startTestDemo, type TestDemo } from './testing-demo.ts';

/** What is expected of each fault of the simulator, seen through agent and controller: state, reason, open chore. */
const table: readonly [
  kind: string,
  details: Record<string, number>,
  state: string,
  reason: string | null,
  chore: string | null,
][] = [
  ['power-cut', {}, 'down', null, null],
  ['uplink-cut', {}, 'down', null, null],
  ['uplink-cut-plug-pulled', {}, 'down', null, null],
  ['access-point-dead', {}, 'degraded', 'access-point', null],
  ['slow-link', { latencyMs: 2_200, jitterMs: 100 }, 'degraded', 'slow', null],
  ['high-loss', { loss: 0.5 }, 'degraded', 'uplink-loss', null],
  ['radius-unanswered', {}, 'degraded', 'radius-unanswered', null],
  ['hotspot-invalid', {}, 'degraded', 'hotspot-invalid', null],
  ['device-mode-blocked', {}, 'degraded', 'device-mode', 'device-mode'],
  ['wrong-password', {}, 'unknown', 'unreadable', 'wrong-password'],
  ['refused', {}, 'unknown', 'unreadable', 'refused'],
  ['session-limit', {}, 'unknown', 'unreadable', 'refused'],
  // It logs in, so it lives; but what it says cannot be read.
  ['silence-after-login', {}, 'unknown', 'unreadable', 'protocol-error'],
  ['garbage-length', {}, 'unknown', 'unreadable', 'protocol-error'],
  ['cut-at-byte', { at: 200 }, 'unknown', 'unreadable', 'protocol-error'],
  ['rst', {}, 'unknown', 'unreadable', null],
  // These cost a look at most.
  ['half-open', {}, 'up', null, null],
  ['byte-by-byte', {}, 'up', null, null],
  ['clock-wrong', {}, 'up', null, 'clock-wrong'],
];

let house: TestDemo;
beforeAll(async () => {
  house = await startTestDemo({ plan: { lookIntervalMs: 1_000, lookDeadlineMs: 5_000, graceMs: 3_000 } });
}, 120_000);
afterAll(() => house?.[Symbol.asyncDispose]());

const row = async (id: number): Promise<RouterStatus | undefined> =>
  (await house.ops.get<Snapshot>('/api/routers')).routers.find((one) => one.id === id);

// Each on a router of its own; the refused password last, since it is tried again only after five minutes.
const others = table.filter(([kind]) => kind !== 'wrong-password');
const rounds = [
  others.slice(0, 9),
  [...others.slice(9), ...table.filter(([kind]) => kind === 'wrong-password')],
];
for (const [round, faults] of rounds.entries()) {
  test(`each fault is seen as what it is, and ends (round ${round + 1})`, { timeout: 300_000 }, async () => {
    await expect
      .poll(async () => (await house.ops.get<Snapshot>('/api/routers')).routers.map((one) => one.state), {
        timeout: 120_000,
        interval: 500,
      })
      .toEqual(house.demo.routers.map(() => 'up'));
    await Promise.all(
      faults.map(async ([kind, details, state, reason, chore], index) => {
        const router = house.demo.routers[index]!;
        await house.demo.simulator.fault(router.name, kind, details);
        const seen = async () => {
          const now = await row(router.id);
          return `${kind}: ${now?.state} ${now?.reason} ${chore === null || now?.chores.includes(chore as never) ? 'as told' : now?.chores.join()}`;
        };
        if (state === 'up') await new Promise((resolve) => setTimeout(resolve, 6_000));
        await expect
          .poll(seen, { timeout: 120_000, interval: 500 })
          .toBe(`${kind}: ${state} ${reason} as told`);
        await house.demo.simulator.mend(router.name);
      }),
    );
    // Requests that the lossy uplink swallowed are remembered until one is answered: a phone comes by.
    await Promise.all(
      faults.map((_fault, index) => house.demo.simulator.comeBy(house.demo.routers[index]!.name)),
    );
    // A back-off of up to five minutes after a refused password is no part of this test.
    const waiting = faults.flatMap(([kind], index) =>
      kind === 'wrong-password' ? [] : [house.demo.routers[index]!.id],
    );
    for (const id of waiting) {
      const ended = async () => {
        const now = await row(id);
        return `${now?.name} ${now?.state} ${now?.reason}`;
      };
      await expect.poll(ended, { timeout: 90_000, interval: 500 }).toMatch(/ up null$/);
    }
  });
}
