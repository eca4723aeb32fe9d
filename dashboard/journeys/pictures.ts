import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'vitest';
import type { House } from './house.ts';

const folder = path.resolve(import.meta.dirname, '..', '..', 'docs', 'pictures');

/** The two pictures of the README, made of the running demo: `UPDATE_PICTURES=1 npx vitest run dashboard/journeys`. */
export function pictures(house: () => House): void {
  test('the overview on a desk, and a site on a phone', async () => {
    const { demo } = house();
    mkdirSync(folder, { recursive: true });
    await demo.history;
    const dead = demo.routers[1]!;
    await demo.simulator.fault(dead.name, 'power-cut', { seconds: 600 });
    await demo.simulator.fault(demo.routers[5]!.name, 'access-point-dead', { seconds: 600 });
    const desk = await house().visitAs('operator', 1440, { colorScheme: 'light' });
    await desk.goto('/');
    for (const state of ['down', 'degraded'])
      await desk.locator(`article [data-state="${state}"]`).first().waitFor({ timeout: 90_000 });
    await desk.waitForTimeout(75_000);
    await desk.reload();
    await desk.waitForTimeout(2_500);
    await desk.screenshot({ path: path.join(folder, 'ringkasan.png') });
    const phone = await house().visitAs('teknisi', 360, { colorScheme: 'light', deviceScaleFactor: 2 });
    await phone.goto(`/titik/${dead.id}`);
    await phone.waitForTimeout(2_500);
    await phone.screenshot({ path: path.join(folder, 'titik-ponsel.png') });
    await desk.context().close();
    await phone.context().close();
  }, 300_000);
}
