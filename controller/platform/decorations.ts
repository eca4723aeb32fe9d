import type { Registry } from 'prom-client';
import type { Bus } from './bus.ts';
import type { Config } from './config.ts';
import type { Db } from './db.ts';
import type { Live } from './live.ts';
import type { Sealer } from './seal.ts';

/** What every capability may lean on; the process makes them once, tests make their own. */
export interface Foundation {
  readonly config: Config;
  readonly db: Db;
  readonly sealer: Sealer;
  readonly bus: Bus;
  readonly live: Live;
  readonly metrics: Registry;
  /** The controller's clock: the one that counts. */
  readonly clock: () => Date;
}

declare module 'fastify' {
  interface FastifyInstance extends Foundation {}
}
