import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';
import { every } from '../platform/every.ts';
import { type App, Refusal } from '../platform/http.ts';
import type { Watcher } from '../platform/live.ts';
import { sessionSecretOf } from './cookie.ts';
import { guardRoutes } from './guard.ts';
import { villagesWithin } from './may.ts';
import { sessionRoutes } from './session-routes.ts';
import { findSession, sweepSessions } from './sessions.ts';
import { makeSetUpLink } from './setup.ts';
import { staffRoutes } from './staff-routes.ts';

export { type Act, audit } from './audit.ts';
export { mustHaveRight, personOf, RowId, villagesOf } from './guard.ts';
export { may, villagesWithin } from './may.ts';
export type { Person } from './sessions.ts';

const SWEEP_MS = 60_000;

declare module 'fastify' {
  interface FastifyInstance {
    staff: {
      /** Who opens a socket, by her Cookie header; null refuses. The bus tells `session:ended` with the same name. */
      watcherOf(cookieHeader: string | undefined): Promise<Watcher | null>;
    };
  }
}

/** Who is she, and what may she; and what was done. Needs @fastify/cookie. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock, bus } = app;

    await app.register(rateLimit, {
      global: false,
      addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
      errorResponseBuilder: (_request, { ttl }) =>
        new Refusal(429, 'too-many-tries', 'too many requests from this address', {
          retryAfterSeconds: Math.ceil(ttl / 1000),
        }),
    });
    guardRoutes(app);

    app.decorate('staff', {
      async watcherOf(cookieHeader) {
        const secret = sessionSecretOf(cookieHeader);
        const signed = secret === null ? null : await findSession(db, secret, clock());
        return signed && { session: signed.session, villages: villagesWithin(signed.person) };
      },
    });

    sessionRoutes(app);
    staffRoutes(app);

    every(app, 'end old sessions', SWEEP_MS, async () => {
      for (const session of await sweepSessions(db, clock())) bus.emit('session:ended', session);
    });
  },
  { name: 'staff', dependencies: ['@fastify/cookie'] },
);

/** Path of the page of the first admin; null when there are people. */
export const setUpLink = ({ db, clock }: App): Promise<string | null> => makeSetUpLink(db, clock());
