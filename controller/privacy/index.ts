import fp from 'fastify-plugin';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { holdRoutes } from './holds.ts';
import { requestRoutes } from './requests.ts';
import { enforceOnce } from './retention.ts';

const ENFORCE_MS = 10 * 60_000;

/** What is kept of residents and for how long; what the law may ask. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    requestRoutes(app);
    holdRoutes(app);
    every(app, 'retention', ENFORCE_MS, async () => {
      await enforceOnce(app.db, app.clock());
    });
  },
  { name: 'privacy', dependencies: ['staff'] },
);
