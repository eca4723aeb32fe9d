import { expect, test } from 'vitest';
import type { RouterStatus } from '#contract/status.ts';
import { expectAccessible } from './accessible.ts';
import { type House, widths } from './house.ts';

/** A resident's phone as the router sees it: its traffic ends at a port of its own, whatever host it asks for. */
export function residentJourneys(house: () => House): void {
  test.concurrent.each(widths.flatMap((width) => [true, false].map((script) => [width, script] as const)))(
    'reads, taps once and is online, at %i px, script %s',
    async (width, javaScriptEnabled) => {
      const { demo } = house();
      const router = demo.routers[width === 360 ? 4 : 5]!;
      // The router's own word on where its login page is has come in.
      const watcher = (await house().visitAs('viewer', width)).context();
      const state = async () =>
        ((await (await watcher.request.get(`/api/routers/${router.id}`)).json()) as { status: RouterStatus })
          .status.state;
      await expect.poll(state, { timeout: 30_000 }).toBe('up');
      await watcher.close();
      const phone = await demo.simulator.phone(router.name);
      const foreign: string[] = [];
      const page = await house().visit(width, { javaScriptEnabled });
      const own = [new URL(demo.controller.portalUrl).host, new URL(phone.url).host];
      page.on(
        'request',
        (request) => own.includes(new URL(request.url()).host) || foreign.push(request.url()),
      );

      // The phone asks for anything; the router sends it to the portal, which tells the news first.
      await page.goto(phone.url);
      await page.waitForURL(`${demo.controller.portalUrl}/p/**`);
      await page
        .getByRole('heading', { name: new RegExp(router.village.name) })
        .first()
        .waitFor();
      await page.getByText('Posyandu balita hari Sabtu').waitFor();
      if (javaScriptEnabled) await expectAccessible(page, 'the portal');

      await page.getByRole('button', { name: 'Sambungkan' }).click();
      await page.getByText('Ponsel sudah tersambung').waitFor({ timeout: 15_000 });
      if (javaScriptEnabled) await expectAccessible(page, 'welcome');
      const now = await demo.simulator.phones(router.name);
      expect(now.find((one) => one.mac === phone.mac)).toMatchObject({ online: true });
      expect(foreign).toEqual([]);
      await page.context().close();
    },
    60_000,
  );
}
