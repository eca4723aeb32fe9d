import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { RouterEntry } from '#contract/villages.ts';
import { type Demo, demoConfig, startDemo } from '../../controller/demo/demo.ts';
import { people } from '../../controller/demo/people.ts';
import { readConfig } from '../../controller/platform/config.ts';
import { examples } from '../../controller/villages/examples.ts';
import { startBrowser, type TestBrowser } from './browser.ts';
import { buildDashboard } from './build.ts';

export type Width = 360 | 1440;
export const widths: readonly Width[] = [360, 1440];

/** The running demo, and a browser in front of it. */
export interface House {
  readonly demo: Demo;
  readonly chromium: TestBrowser;
  readonly origin: string;
  /** A page of a fresh browser context; closed with the house at the latest. */
  visit(width: Width, options?: BrowserContextOptions): Promise<Page>;
  /** Signed in already, by the API. */
  visitAs(name: string, width: Width, options?: BrowserContextOptions & { origin?: string }): Promise<Page>;
  /** Routers of villages that this person is limited to, in the order of the demo's villages. */
  routersOf(name: string): readonly RouterEntry[];
  close(): Promise<void>;
}

/** Looks every 2 s and a short grace, so that an outage is seen within seconds. */
const PLAN = { lookIntervalMs: 2_000, lookDeadlineMs: 1_500, graceLooks: 3, graceMs: 4_000 };
export const PASSWORD = 'journey-of-three-people';

/** `asShown`: with a day of history and the demo's own pace, as a newcomer sees it. */
export async function startHouse({ asShown = false } = {}): Promise<House> {
  await buildDashboard();
  const folder = mkdtempSync(path.join(tmpdir(), 'sd-demo-'));
  // As root, PostgreSQL's own user must be able to enter: else its data go elsewhere, and stay there.
  chmodSync(folder, 0o755);
  const free = {
    OPS_PORT: '0',
    PORTAL_PORT: '0',
    RADIUS_AUTH_PORT: '0',
    RADIUS_ACCT_PORT: '0',
    METRICS_PORT: '0',
  };
  const env = { ...process.env, ...free, DATA_DIR: folder, DEMO_PASSWORD: PASSWORD, LOG_LEVEL: 'error' };
  const [demo, browser] = await Promise.all([
    startDemo({
      config: demoConfig(readConfig(env), env),
      calm: true,
      withHistory: asShown,
      plan: asShown ? {} : PLAN,
      rebootSeconds: 6,
      say: () => {},
    }),
    startBrowser(),
  ]);
  const origin = new URL(demo.controller.opsUrl).origin.replace('localhost', '127.0.0.1');
  const open = async (width: Width, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
    browser.browser.newContext({
      viewport: { width, height: width === 360 ? 740 : 900 },
      isMobile: width === 360,
      hasTouch: width === 360,
      locale: 'id-ID',
      // A phone set to another zone must still show WIB.
      timezoneId: 'Asia/Makassar',
      baseURL: origin,
      ...options,
    });
  return {
    demo,
    chromium: browser,
    origin,
    visit: async (width, options) => (await open(width, options)).newPage(),
    async visitAs(name, width, { origin: at = origin, ...options } = {}) {
      const context = await open(width, { baseURL: at, ...options });
      const answer = await context.request.post('/api/session', {
        data: { name, password: PASSWORD },
        headers: { origin: at },
      });
      if (!answer.ok()) throw new Error(`sign-in of ${name} answered ${answer.status()}`);
      return context.newPage();
    },
    routersOf(name) {
      const codes =
        people(examples.map((village) => village.code)).find((one) => one.name === name)?.villages ?? [];
      return codes.flatMap((code) => demo.routers.filter((router) => router.village.code === code));
    },
    async close() {
      await browser.close();
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
