import { expect, test } from 'vitest';
import type { HistoryLine } from './history.ts';
import { history } from './history.ts';
import { startFleet } from './index.ts';
import type { RouterHandle } from './sim-router.ts';

const DAY = 86_400_000;

test('a day of three routers holds a power cut, an uplink cut, one with a pulled plug and a dead access point', async () => {
  const now = Date.UTC(2026, 10, 25, 6);
  await using fleet = await startFleet({ routers: 3, now: () => now });
  const days = fleet.routers.map((router) => [
    ...history((router as RouterHandle).router.state, now - DAY, now, 60_000),
  ]);
  const seen = new Set<string>();
  for (const lines of days) {
    expect(lines).toHaveLength(1_440);
    lines.forEach((line, i) => {
      if (line.accessPointRunning === false) {
        seen.add('dead access point');
        expect(line.users).toBe(0);
      }
      const last = lines[i - 1];
      if (!line.answered || last?.answered !== false) return;
      const before = lines.slice(0, i).findLast(({ answered }) => answered)!;
      const away = (Date.parse(line.at) - Date.parse(before.at)) / 1_000;
      if (line.uptimeSeconds! > away) seen.add('uplink cut');
      else seen.add(line.uptimeSeconds! < 61 ? 'power cut' : 'pulled plug');
    });
  }
  expect(seen).toEqual(new Set(['dead access point', 'uplink cut', 'power cut', 'pulled plug']));
});

test('counters and uptime never fall but by a boot, and join the live router without a jump', async () => {
  await using fleet = await startFleet({ routers: 3 });
  for (const router of fleet.routers) {
    const { state } = (router as RouterHandle).router;
    const end = Date.now();
    const lines = [...history(state, end - DAY, end + 1, 30_000)].filter(({ answered }) => answered);
    lines.reduce((last: HistoryLine, line) => {
      if (line.uptimeSeconds! >= last.uptimeSeconds!)
        expect(BigInt(line.rxBytes!)).toBeGreaterThanOrEqual(BigInt(last.rxBytes!));
      return line;
    });
    const last = lines.at(-1)!;
    const live = router.now;
    const seconds = (live.at.getTime() - Date.parse(last.at)) / 1_000;
    expect(live.uptimeSeconds - last.uptimeSeconds!).toBeLessThanOrEqual(seconds + 1);
    expect(live.uptimeSeconds).toBeGreaterThanOrEqual(last.uptimeSeconds!);
    const bytes = Number(live.rxBytes - BigInt(last.rxBytes!));
    expect(bytes).toBeGreaterThanOrEqual(0);
    expect(bytes).toBeLessThan((seconds + 1) * 10_000_000);
  }
});
