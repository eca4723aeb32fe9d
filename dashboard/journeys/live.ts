import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { RouterDelta } from '#contract/live.ts';
import type { RouterStatus } from '#contract/status.ts';
import { startLine } from './cut.ts';
import type { House } from './house.ts';

/** From commit to screen, ms. */
const ON_SCREEN_MS = 1_000;
const CUT_MS = 20_000;
const ASK_EVERY_MS = 40;

/** Messages of the controller as they come over the page's socket. */
function recordFrames(page: Page): { at: number; event: string; body: unknown }[] {
  const frames: { at: number; event: string; body: unknown }[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const message = /^42(\[.*\])$/s.exec(payload.toString());
      if (message === null) return;
      const [event, body] = JSON.parse(message[1]!) as [string, unknown];
      frames.push({ at: Date.now(), event, body });
    }),
  );
  return frames;
}

/** Marks the page, and notes there when the row of this router first shows the state. */
async function watchRow(page: Page, id: number, state: string): Promise<() => Promise<number>> {
  await page.evaluate(
    ([id, state]) => {
      const seen = () =>
        document
          .querySelector(`a[data-row][href="/titik/${id}"]`)
          ?.closest('article')
          ?.querySelector(`[data-state="${state}"]`) !== null;
      const noted = window as unknown as { shownAt?: number };
      delete noted.shownAt;
      const observer = new MutationObserver(() => {
        if (!seen()) return;
        noted.shownAt = Date.now();
        observer.disconnect();
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    },
    [String(id), state] as const,
  );
  return async () => {
    const handle = await page.waitForFunction(
      () => (window as unknown as { shownAt?: number }).shownAt,
      undefined,
      {
        timeout: 30_000,
      },
    );
    return (await handle.jsonValue()) as number;
  };
}

/** Asks the API again and again until the router is in this state; when the last answer before was asked for. */
async function lastOtherwise(page: Page, id: number, state: string): Promise<number> {
  let otherwise = 0;
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const asked = Date.now();
    const answer = await page.context().request.get(`/api/routers/${id}`);
    const { status } = (await answer.json()) as { status: RouterStatus };
    if (status.state === state) return otherwise;
    otherwise = asked;
    await page.waitForTimeout(ASK_EVERY_MS);
  }
  throw new Error(`router ${id} did not become ${state}`);
}

export function liveJourneys(house: () => House): void {
  test('a village that dies is on screen within a second of its commit, by the socket alone', async () => {
    const { demo } = house();
    const router = demo.routers[2]!;
    const page = await house().visitAs('viewer', 1440);
    const frames = recordFrames(page);
    const requests: { at: number; url: string }[] = [];
    page.on('request', (request) => requests.push({ at: Date.now(), url: request.url() }));
    await page.goto('/');
    await page.locator(`a[data-row][href="/titik/${router.id}"]`).waitFor();
    const shown = await watchRow(page, router.id, 'down');
    await demo.simulator.fault(router.name, 'power-cut', { seconds: 60 });
    const [before, shownAt] = await Promise.all([lastOtherwise(page, router.id, 'down'), shown()]);
    // It was committed after the last answer that did not know of it.
    expect(shownAt - before).toBeLessThan(ON_SCREEN_MS);
    const told = frames.find(
      ({ event, body }) =>
        event === 'routers:delta' &&
        (body as RouterDelta[]).some((delta) => delta.id === router.id && delta.state === 'down'),
    );
    expect(told, 'told by the socket').toBeDefined();
    await page.waitForTimeout(1_500);
    // What needs a person, and the backups, are asked for by themselves from time to time.
    const asked = requests.filter(({ at, url }) => at >= told!.at && !/\/api\/(chores|backups)$/.test(url));
    expect(asked.map(({ url }) => url)).toEqual([]);
    const row = page.locator('article', { has: page.locator(`a[href="/titik/${router.id}"]`) });
    expect(await row.textContent()).toMatch(
      new RegExp(
        `${router.village.name} mati sejak \\d\\d\\.\\d\\d( \\(± \\d+ dtk\\))?\\. Hubungi ${router.contact!.name}`,
      ),
    );
    // Worst first.
    expect(await page.locator('main [data-row]').first().textContent()).toBe(router.village.name);
    await demo.simulator.mend(router.name);
    await row.locator('[data-state="up"]').waitFor();
    await page.context().close();
  }, 90_000);

  test.concurrent('after a cut of 20 s the page says so, and catches up without a reload', async () => {
    const { demo } = house();
    const router = demo.routers[3]!;
    const line = await startLine(house().origin);
    const page = await house().visitAs('viewer', 360, { origin: line.origin });
    try {
      await page.goto('/');
      await page.locator(`a[data-row][href="/titik/${router.id}"]`).waitFor();
      await page.evaluate(() => {
        (window as unknown as { sameOldPage: boolean }).sameOldPage = true;
      });
      line.cut();
      await page.getByRole('alert').getByText('Terputus dari pengendali sejak').waitFor();
      expect(await page.locator('[data-stale="true"]').count()).toBe(1);
      await demo.simulator.fault(router.name, 'power-cut', { seconds: 90 });
      await page.waitForTimeout(CUT_MS);
      const row = page.locator('article', { has: page.locator(`a[href="/titik/${router.id}"]`) });
      expect(await row.locator('[data-state="up"]').count(), 'nothing pretends to be live').toBe(1);
      line.mend();
      await row.locator('[data-state="down"]').waitFor();
      await page.getByRole('alert').waitFor({ state: 'detached' });
      expect(await page.locator('[data-connection="live"]').count()).toBe(1);
      expect(await page.evaluate(() => (window as unknown as { sameOldPage?: boolean }).sameOldPage)).toBe(
        true,
      );
    } finally {
      await demo.simulator.mend(router.name);
      await page.context().close();
      await line.close();
    }
  }, 120_000);

  test.concurrent('a technician is told nothing of villages that are not hers', async () => {
    const { demo } = house();
    const page = await house().visitAs('teknisi', 360);
    const texts: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => texts.push(payload.toString())),
    );
    await page.goto('/');
    await page.locator('main [data-row]').nth(3).waitFor();
    expect(await page.locator('main [data-row]').count()).toBe(4);
    const hers = new Set(await page.locator('main [data-row]').allTextContents());
    const others = demo.routers.filter((router) => !hers.has(router.village.name));
    expect(others.length).toBe(8);
    const other = others.at(-1)!;
    // Something must have happened there that she could have been told.
    await demo.simulator.fault(other.name, 'power-cut', { seconds: 60 });
    const witness = await house().visitAs('viewer', 360);
    await witness.goto('/');
    await witness
      .locator('article', { has: witness.locator(`a[href="/titik/${other.id}"]`) })
      .locator('[data-state="down"]')
      .waitFor();
    await page.waitForTimeout(1_000);
    const told = texts.join('\n');
    expect(told).toContain('routers:delta');
    for (const one of others) {
      expect(told).not.toContain(one.village.code);
      expect(told).not.toContain(one.village.name);
      expect(told).not.toMatch(new RegExp(`"id":${one.id}[,}]`));
    }
    await demo.simulator.mend(other.name);
    await witness.context().close();
    await page.context().close();
  }, 90_000);
}
