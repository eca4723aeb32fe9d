import { expect, test } from 'vitest';
import { startFleet } from '../index.ts';
import { RadiusServer } from '../testing/radius-server.ts';

test('residents who use RADIUS come by their MAC and are accounted', async () => {
  await using server = new RadiusServer('s');
  const port = await server.listen();
  // an evening in WIB, so that somebody is there
  let clock = Date.UTC(2026, 10, 25, 13);
  await using fleet = await startFleet({
    residents: 60,
    residentsUseRadius: true,
    past: false,
    now: () => clock,
    radius: { host: '127.0.0.1', authPort: port, acctPort: port, secret: 's' },
  });
  const router = fleet.routers[0]!;
  const begun = await server.until(({ code }) => code === 4);
  expect(begun.text('1')).toMatch(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/);
  const active = router.rows('/ip/hotspot/active');
  expect(active.length).toBeGreaterThan(2);
  expect(active.every((row) => row['login-by'] === 'mac' && row.radius === 'true')).toBe(true);
  const stop = router.next('session-stop');
  clock += 3_600_000;
  expect((await stop).cause).toBe('lost-service');
});
