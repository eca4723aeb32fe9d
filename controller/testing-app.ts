import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { buildOps, type Parts } from './app.ts';
import { createBus } from './platform/bus.ts';
import { readConfig } from './platform/config.ts';
import type { App } from './platform/http.ts';
import { createLive } from './platform/live.ts';
import { createRegistry } from './platform/metrics.ts';
import { sealerOf } from './platform/seal.ts';
import { testDatabase } from './platform/testing.ts';

export interface TestApp extends AsyncDisposable {
  readonly app: App;
  readonly parts: Parts;
  readonly url: string;
}

/** The whole ops app on a fresh database, ready for `inject`; no listener, no own agent. */
export async function testApp(clock: () => Date = () => new Date()): Promise<TestApp> {
  const database = await testDatabase();
  const parts: Parts = {
    config: readConfig({ OPS_PORT: '0' }),
    db: database.db,
    sealer: sealerOf(randomBytes(32)),
    bus: createBus(),
    live: createLive({ allowsOrigin: () => true }),
    metrics: createRegistry(),
    clock,
    log: pino({ level: 'silent' }),
  };
  const app = await buildOps(parts);
  await app.ready();
  return {
    app,
    parts,
    url: database.url,
    async [Symbol.asyncDispose]() {
      await app.close();
      await parts.live.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
