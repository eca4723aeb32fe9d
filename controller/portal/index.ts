import type { AddressInfo } from 'node:net';
import formbody from '@fastify/formbody';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { AnnouncementDraft } from '#contract/announcements.ts';
import type { Access } from '../access/index.ts';
import { type Db, isDatabaseGone } from '../platform/db.ts';
import type { App } from '../platform/http.ts';
import type { Sealer } from '../platform/seal.ts';
import { frontPage } from './front-page.ts';
import { type AnnouncementsShown, knownRouters } from './known-routers.ts';
import { textOf } from './layout.ts';
import { messagePage, rulesPage } from './other-pages.ts';
import { createPace } from './pace.ts';
import { localeOf } from './parse.ts';
import { showFront, showWelcome, startInternet } from './resident.ts';
import { sendPage } from './send-page.ts';
import { sendRouterPage } from './send-router-page.ts';
import { type Locale, texts } from './texts/index.ts';

export { routerPages } from './router-pages.ts';

/** The largest form that is read, bytes; ours has 400. */
const BODY_LIMIT_BYTES = 4_096;

export interface PortalDeps {
  readonly db: Db;
  readonly access: Pick<Access, 'mintTicket' | 'standingOf'>;
  readonly announcements: AnnouncementsShown;
  readonly sealer: Sealer;
  readonly now: () => Date;
  /** Origin under which phones reach the portal; null: that of each request. */
  readonly publicOrigin: string | null;
  readonly log: FastifyBaseLogger;
  /** Address of the proxy whose X-Forwarded-* headers are believed. */
  readonly trustedProxy?: string | null;
}

/** The residents' listener: nothing of staff or agents can be reached here. */
export async function buildPortal(deps: PortalDeps): Promise<FastifyInstance> {
  const { log, now } = deps;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 20_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    trustProxy: deps.trustedProxy ?? false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100 },
    frameworkErrors: (error, request, reply) => answerError(error, request, reply as FastifyReply, now),
  }) as unknown as FastifyInstance;
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES });
  const resident = { ...deps, routerOf: knownRouters(deps.db, deps.announcements, now), pace: createPace() };

  app.get<{ Params: { key: string } }>('/p/:key', (request, reply) =>
    showFront(resident, request.params.key, request, reply),
  );
  app.post<{ Params: { key: string } }>('/p/:key/masuk', (request, reply) =>
    startInternet(resident, request.params.key, request, reply),
  );
  app.get<{ Params: { key: string } }>('/p/:key/selamat', (request, reply) =>
    showWelcome(resident, request.params.key, request, reply),
  );
  app.get<{ Params: { key: string; file: string } }>('/p/:key/halaman/:file', async (request, reply) => {
    const { key, file } = request.params;
    const router = await resident.routerOf(key);
    if (!router) return reply.callNotFound();
    return sendRouterPage(resident, router, file, request, reply);
  });
  app.get('/aturan', (request, reply) => {
    const locale = localeOf(request.query);
    return sendPage(reply, 200, rulesPage(locale, `/aturan?bahasa=${texts[locale].otherLanguage.locale}`));
  });
  app.get('/ping', (_request, reply) =>
    reply.code(204).headers({ 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' }).send(),
  );
  app.setNotFoundHandler((request, reply) => {
    const t = texts[localeOf(request.query)];
    return sendPage(reply, 404, messagePage(t.locale, t.unknownTitle, t.notHere));
  });
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, now));
  return app;
}

/** A page in plain words for whatever went wrong; what went wrong here goes to the log. */
function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  now: () => Date,
): FastifyReply {
  const t = texts[localeOf(request.query)];
  const page = (status: number, title: string, sentence: string) =>
    sendPage(reply, status, messagePage(t.locale, title, sentence));
  const status = error.statusCode ?? 500;
  if (status === 413) return page(413, t.tooLargeTitle, t.tooLarge('badan'));
  if (status < 500) return page(status, t.fieldTitle, t.fieldWrong('badan'));
  if (isDatabaseGone(error)) {
    request.log.warn({ err: error }, 'database gone');
    return page(503, t.goneTitle, t.gone(now()));
  }
  request.log.error({ err: error }, 'portal page failed');
  return page(500, t.failedTitle, t.failed);
}

export interface ListeningPortal {
  /** Under which phones reach it. */
  readonly origin: string;
  close(): Promise<void>;
}

/** The controller's app, as far as the portal needs it. */
export type PortalHost = Pick<App, 'access' | 'clock' | 'config' | 'db' | 'log' | 'sealer'> & {
  readonly announcements: AnnouncementsShown;
};

/** Starts the residents' listener of a controller. Rejects with the system's error when the port is taken. */
export async function listenPortal(
  ops: PortalHost,
  { port, host }: { port: number; host: string },
): Promise<ListeningPortal> {
  const { access, announcements, clock, config, db, log, sealer } = ops;
  const publicOrigin = config.portalPublicUrl === null ? null : new URL(config.portalPublicUrl).origin;
  const app = await buildPortal({
    db,
    access,
    announcements,
    sealer,
    now: clock,
    publicOrigin,
    log,
    trustedProxy: config.trustedProxy,
  });
  await app.listen({ port, host });
  const { port: bound } = app.server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host;
  const name = shown.includes(':') ? `[${shown}]` : shown;
  return { origin: publicOrigin ?? `http://${name}:${bound}`, close: () => app.close() };
}

/** The front page of a village with one announcement, as its writer previews it. */
export function renderPreview(draft: AnnouncementDraft, villageName: string, locale: Locale): string {
  const page = frontPage({
    locale,
    village: villageName,
    announcements: [draft],
    limits: { minutes: null, bytes: null },
    form: { action: '', fields: {} },
    trouble: null,
    trial: null,
    rules: '#',
    switchTo: null,
  });
  return textOf(page);
}
