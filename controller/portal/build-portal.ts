import formbody from '@fastify/formbody';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Access } from '../access/index.ts';
import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { answerError, answerNotFound } from './answer-error.ts';
import { showCodeForm, startByCode } from './code-form.ts';
import { type Answer, aboveOf, type Desk, unknownVillage } from './desk.ts';
import { askForget, forgetPhone } from './forget-form.ts';
import { infoRoutes } from './info.ts';
import { knownRouters } from './known-routers.ts';
import { knownVillages } from './known-villages.ts';
import type { AnnouncementsShown, Reports } from './neighbours.ts';
import { notices, TERMS_VERSION } from './notice.ts';
import { rulesPage } from './other-pages.ts';
import { createPace } from './pace.ts';
import { localeOf, readQuery } from './parse.ts';
import { pictureRoutes } from './pictures.ts';
import { report, showReportForm } from './report-form.ts';
import { findReport, showReport } from './report-page.ts';
import { showFront, showWelcome, startInternet } from './resident.ts';
import { sendPage } from './send-page.ts';
import { sendRouterPage } from './send-router-page.ts';
import { texts } from './texts/index.ts';
import { villageList } from './village-list.ts';

/** The largest form that is read, bytes; ours has 900. */
const BODY_LIMIT_BYTES = 4_096;

export interface PortalDeps {
  readonly db: Db;
  readonly access: Pick<Access, 'mintTicket' | 'standingOf' | 'openingOf' | 'forget'>;
  readonly announcements: AnnouncementsShown;
  readonly reports: Reports;
  readonly sealer: Sealer;
  readonly now: () => Date;
  /** Origin under which phones reach the portal; null: that of each request. */
  readonly publicOrigin: string | null;
  readonly log: FastifyBaseLogger;
  /** Address of the proxy whose X-Forwarded-* headers are believed. */
  readonly trustedProxy?: string | null;
}

/** Below `info.<host>` everything is below /info, but what every page needs. */
function rewriterOf(publicOrigin: string | null): (host: string, url: string) => string {
  const wanted = publicOrigin === null ? null : `info.${new URL(publicOrigin).hostname}`;
  return (host, url) => {
    if (!/^info\./i.test(host)) return url;
    const isInfo = wanted === null || host.toLowerCase().replace(/:\d+$/, '') === wanted;
    if (!isInfo || /^\/(info|gambar|laporan|aturan|ping|p)(\/|\?|$)/.test(url)) return url;
    return url === '/' ? '/info' : url.startsWith('/?') ? `/info${url.slice(1)}` : `/info${url}`;
  };
}

/** The residents' listener: nothing of staff or agents can be reached here. */
export async function buildPortal(deps: PortalDeps): Promise<FastifyInstance> {
  const { access, announcements, db, log, now, publicOrigin, reports, sealer } = deps;
  const rewrite = rewriterOf(publicOrigin);
  const villageOf = knownVillages(deps);
  const desk: Desk = {
    access,
    reports,
    sealer,
    now,
    publicOrigin,
    villageOf,
    routerOf: knownRouters(db, villageOf),
    pace: createPace(),
    // A village that is cut off reports at once; a script is not a village.
    reportPace: createPace(60, 0.1),
    addressPace: createPace(30, 0.05),
  };
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 20_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    trustProxy: deps.trustedProxy ?? false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100 },
    rewriteUrl: ({ headers, url }) => rewrite(headers.host ?? '', url ?? '/'),
    frameworkErrors: (error, request, reply) => answerError(error, request, reply as FastifyReply, desk),
  }) as unknown as FastifyInstance;
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES });

  type OfRouter = (desk: Desk, key: string, request: FastifyRequest, reply: FastifyReply) => Answer;
  const get = (path: string, answer: OfRouter) =>
    app.get<{ Params: { key: string } }>(`/p/:key${path}`, (request, reply) =>
      answer(desk, request.params.key, request, reply),
    );
  const post = (path: string, answer: OfRouter) =>
    app.post<{ Params: { key: string } }>(`/p/:key${path}`, (request, reply) =>
      answer(desk, request.params.key, request, reply),
    );
  get('', showFront);
  post('/masuk', startInternet);
  get('/selamat', showWelcome);
  get('/kode', showCodeForm);
  post('/kode', startByCode);
  get('/lapor', showReportForm);
  post('/lapor', report);
  get('/hapus', askForget);
  post('/hapus', forgetPhone);
  get('/aturan', async (_desk, key, request, reply) => {
    const locale = localeOf(request.query);
    const router = await desk.routerOf(key);
    if (!router) return unknownVillage(reply, locale);
    const other = `/p/${key}/aturan?bahasa=${texts[locale].otherLanguage.locale}`;
    return sendPage(reply, 200, rulesPage(locale, other, { above: aboveOf(locale, router) }));
  });
  app.get<{ Params: { key: string; file: string } }>('/p/:key/halaman/:file', async (request, reply) => {
    const { key, file } = request.params;
    const router = await desk.routerOf(key);
    if (!router) return reply.callNotFound();
    return sendRouterPage(desk, router, file, request, reply);
  });
  app.get('/aturan', (request, reply) => {
    const { bahasa, versi } = readQuery(request.query);
    const version = versi !== null && Object.hasOwn(notices, versi) ? versi : TERMS_VERSION;
    const other = `/aturan?versi=${version}&bahasa=${texts[bahasa].otherLanguage.locale}`;
    return sendPage(reply, 200, rulesPage(bahasa, other, { version }));
  });
  app.get('/laporan', (request, reply) => findReport(request, reply));
  app.get<{ Params: { number: string } }>('/laporan/:number', (request, reply) =>
    showReport(desk, request.params.number, request, reply),
  );
  infoRoutes(app, desk, villageList(db));
  pictureRoutes(app, announcements);
  app.get('/ping', (_request, reply) =>
    reply.code(204).headers({ 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' }).send(),
  );
  app.setNotFoundHandler((request, reply) => answerNotFound(request, reply, desk));
  app.setErrorHandler((error: Error, request, reply) => answerError(error, request, reply, desk));
  return app;
}
