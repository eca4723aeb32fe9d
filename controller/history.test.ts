import { expect, test } from 'vitest';
import type { Outage } from '#contract/outages.ts';
import type { Snapshot, Span } from '#contract/status.ts';
import { openDb } from './platform/db.ts';
import { startTestDemo } from './testing-demo.ts';
import { embeddedIn, spansHold } from './testing-kills.ts';

test('the demo’s day of history holds every trouble, equals a recomputation, and live rows never wait for it', {
  timeout: 180_000,
}, async () => {
  await using house = await startTestDemo({ withHistory: true });
  const { demo, ops, config } = house;
  let loading = true;
  const loaded = demo.history.finally(() => {
    loading = false;
  });
  let oldest = 0;
  const alive = new Set<number>();
  while (loading) {
    const { routers, serverNow } = await ops.get<Snapshot>('/api/routers');
    for (const { id, lastLookAt } of routers) {
      const age = Date.parse(serverNow) - Date.parse(lastLookAt ?? '');
      if (age < 20_000) alive.add(id);
      if (alive.has(id)) oldest = Math.max(oldest, age);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(await loaded).toBeGreaterThan(40_000);
  // Looks come every 10 s (± 10 %), batches every second or two.
  // The history is in before the slowest router's first turn has come.
  expect(alive.size).toBeGreaterThan(demo.routers.length / 2);
  expect(oldest).toBeLessThan(20_000);

  const outages = await ops.get<Outage[]>('/api/outages?limit=1000');
  const simulated = outages.filter((outage) => outage.simulated);
  expect(new Set(simulated.map((outage) => outage.evidence.kind))).toEqual(
    new Set(['uptime-ran-on', 'restarted']),
  );
  const spans = (
    await Promise.all(
      demo.routers.map((router) => ops.get<Span[]>(`/api/routers/${router.id}/spans?hours=24`)),
    )
  ).flat();
  expect(spans.some((span) => span.reason === 'access-point')).toBe(true);
  expect(spans.filter((span) => span.reason === 'agent-silent').length).toBeGreaterThanOrEqual(
    demo.routers.length,
  );

  const db = openDb(embeddedIn(config.dataDir).url, { max: 1 });
  try {
    for (const router of demo.routers)
      await expect.poll(() => spansHold(db, router.id), { timeout: 10_000 }).toBe(true);
  } finally {
    await db.$disconnect();
  }
});
