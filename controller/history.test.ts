import { mkdtempSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { Outage } from '#contract/outages.ts';
import type { Snapshot, Span } from '#contract/status.ts';
import { demoConfig, startDemo } from './demo/demo.ts';
import { opsClient } from './demo/ops-client.ts';
import { readConfig } from './platform/config.ts';
import { openDb } from './platform/db.ts';
import { embeddedIn, spansHold } from './testing-kills.ts';

test('the demo’s day of history holds every trouble, equals a recomputation, and live rows never wait for it', {
  timeout: 180_000,
}, async () => {
  const dataDir = mkdtempSync('/tmp/sd-history-');
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const free = {
    OPS_PORT: '0',
    PORTAL_PORT: '0',
    RADIUS_AUTH_PORT: '0',
    RADIUS_ACCT_PORT: '0',
    METRICS_PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
  };
  const config = demoConfig(readConfig({ ...free, DEMO_PASSWORD: 'sejarah-24' }), free);
  const demo = await startDemo({
    config,
    calm: true,
    withHistory: true,
    plan: { lookIntervalMs: 10_000 },
    say: () => {},
  });
  onTestFinished(() => demo.stop());
  const ops = opsClient(new URL(demo.controller.opsUrl).origin.replace('localhost', '127.0.0.1'));
  await ops.send('POST', '/api/session', { name: 'admin', password: 'sejarah-24' });

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
