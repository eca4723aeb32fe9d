import fp from 'fastify-plugin';
import type { RouterEntry } from '#contract/villages.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { agentRoutes } from './agent-routes.ts';
import { agentByToken } from './agents.ts';
import { routerEntry } from './entries.ts';
import { keepVillages } from './regency.ts';
import { routerRoutes } from './router-routes.ts';
import { secretBinding } from './secrets.ts';
import { createTargets, type Targets } from './targets.ts';
import { villageRoutes } from './village-routes.ts';
import { createWatch } from './watch.ts';

export { routerEntry } from './entries.ts';
export { lockFleet } from './facts-store.ts';
export { isFactoryIdentity, type SecretKind, secretBinding } from './secrets.ts';

/** How late a change by a command line, or by another controller, is noticed. */
const WATCH_MS = 3_000;

declare module 'fastify' {
  interface FastifyInstance {
    villages: {
      /** Null: unknown, or out of service. Never holds a secret. */
      entryOf(id: number): Promise<RouterEntry | null>;
      /** Of the router whose portal page this is. */
      entryByPortalKey(key: string): Promise<RouterEntry | null>;
      /** What an agent needs of the routers leased to it; holds secrets. */
      targetsOf(agentId: number): Promise<Targets>;
      agentByToken(token: string): Promise<{ id: number; name: string } | null>;
      /** The router's RADIUS secret; null: unknown, or out of service. */
      secretOf(id: number): Promise<string | null>;
      /** Hosts of the login page, as the router names them. */
      setLoginHosts(id: number, hosts: readonly string[]): Promise<void>;
    };
  }
}

/** Villages and their routers: the inventory, its sealed secrets, and the agents that are leased to look. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, sealer, bus } = app;
    await keepVillages(db);

    app.decorate('villages', {
      entryOf: (id) => routerEntry(db, { id }),
      entryByPortalKey: (portalKey) => routerEntry(db, { portalKey }),
      targetsOf: createTargets(db, sealer, (router, error) =>
        app.log.error({ err: error, router }, 'secrets do not open: the router is looked at by nobody'),
      ),
      agentByToken: (token) => agentByToken(db, token),
      async secretOf(id) {
        const row = await db.router.findFirst({
          where: { id, removedAt: null },
          select: { name: true, radiusSecretSealed: true },
        });
        return row && sealer.open(row.radiusSecretSealed, secretBinding(row.name, 'radius-secret'));
      },
      async setLoginHosts(id, hosts) {
        await db.router.updateMany({ where: { id, removedAt: null }, data: { loginHosts: [...hosts] } });
      },
    });

    const watch = createWatch(db, bus);
    await watch();
    villageRoutes(app, watch);
    routerRoutes(app, watch);
    agentRoutes(app, watch);
    every(app, 'watch the inventory', WATCH_MS, watch);
  },
  { name: 'villages', dependencies: ['staff'] },
);
