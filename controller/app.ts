import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import access from './access/index.ts';
import { accessRoutes } from './access/routes.ts';
import actions from './actions/index.ts';
import agentLink from './agent-link/index.ts';
import alarms from './alarms/index.ts';
import announcements from './announcements/index.ts';
import backups from './backups/index.ts';
import chores from './chores/index.ts';
import dashboard from './dashboard.ts';
import disk from './disk/index.ts';
import evidence from './evidence/index.ts';
import feeds from './feeds/index.ts';
import { health } from './health.ts';
import incidents from './incidents/index.ts';
import inspections from './inspections/index.ts';
import outages from './outages/index.ts';
import type { Foundation } from './platform/decorations.ts';
import { type App, speakZod } from './platform/http.ts';
import preview from './preview.ts';
import privacy from './privacy/index.ts';
import reports from './reports/index.ts';
import residentReports from './resident-reports/index.ts';
import routerScript from './router-script/index.ts';
import serviceLevels from './service-levels/index.ts';
import staff from './staff/index.ts';
import usage from './usage/index.ts';
import villageBoard from './village-board/index.ts';
import villages from './villages/index.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;

export type Parts = Foundation & { readonly log: FastifyBaseLogger };

/** The ops listener: staff, agents, dashboard. Order is dependency, from top to bottom. */
export async function buildOps(parts: Parts): Promise<App> {
  const { log, ...foundation } = parts;
  const app = Fastify({
    loggerInstance: log,
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: parts.config.trustedProxy ?? false,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>() as App;
  for (const [name, value] of Object.entries(foundation))
    app.decorate(name as 'config', value as Foundation['config']);
  speakZod(app);

  await app.register(helmet, {
    // Plain http on a local network is a way this is used: nothing may be upgraded to https then.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'frame-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: parts.config.opsPublicUrl?.startsWith('https:') ? { maxAge: 15_552_000 } : false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  await app.register(cookie);
  await app.register(compress, { global: true, globalDecompression: true, threshold: 1_024 });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sinyal Desa',
        version: '1',
        description: 'Network controller of a public-wifi programme.',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });

  await app.register(health);
  await app.register(staff);
  await app.register(villages);
  await app.register(routerScript);
  await app.register(chores);
  await app.register(backups);
  await app.register(outages);
  await app.register(incidents);
  await app.register(residentReports);
  await app.register(disk);
  await app.register(usage);
  await app.register(announcements);
  await app.register(feeds);
  await app.register(villageBoard);
  await app.register(preview);
  await app.register(access);
  accessRoutes(app);
  await app.register(privacy);
  await app.register(actions);
  await app.register(serviceLevels);
  await app.register(reports);
  await app.register(alarms);
  await app.register(evidence);
  await app.register(inspections);
  await app.register(agentLink);
  await app.register(dashboard);

  app.get('/api/openapi.json', { config: { verb: 'public' }, schema: { hide: true } }, () => app.swagger());
  return app;
}
