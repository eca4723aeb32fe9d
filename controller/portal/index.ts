import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { AnnouncementDraft } from '#contract/announcements.ts';
import type { App } from '../platform/http.ts';
import { buildPortal, type PortalDeps } from './build-portal.ts';
import type { VillageNow } from './known-villages.ts';
import { inTheme, type Theme, textOf } from './layout.ts';
import { type AnnouncementsShown, alwaysOpen, type Reports } from './neighbours.ts';
import { type Locale, texts } from './texts/index.ts';
import { frontTop } from './top.ts';
import { villagePage } from './village-page.ts';

export { buildPortal, type PortalDeps } from './build-portal.ts';
export { routerPages } from './router-pages.ts';

export interface ListeningPortal {
  /** Under which phones reach it. */
  readonly origin: string;
  close(): Promise<void>;
}

/** The controller's app, as far as the portal needs it. */
export type PortalHost = Pick<App, 'access' | 'clock' | 'config' | 'db' | 'log' | 'sealer'> & {
  readonly announcements: AnnouncementsShown;
  readonly residentReports: Reports;
};

/** Starts the residents' listener of a controller. Rejects with the system's error when the port is taken. */
export async function listenPortal(
  ops: PortalHost,
  { port, host }: { port: number; host: string },
): Promise<ListeningPortal> {
  const { access, announcements, clock, config, db, log, residentReports, sealer } = ops;
  const publicOrigin = config.portalPublicUrl === null ? null : new URL(config.portalPublicUrl).origin;
  const app: FastifyInstance = await buildPortal({
    db,
    access,
    announcements,
    reports: residentReports,
    sealer,
    now: clock,
    publicOrigin,
    log,
    trustedProxy: config.trustedProxy,
  } satisfies PortalDeps);
  await app.listen({ port, host });
  const { port: bound } = app.server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host;
  const name = shown.includes(':') ? `[${shown}]` : shown;
  return { origin: publicOrigin ?? `http://${name}:${bound}`, close: () => app.close() };
}

/** The page of a village with one announcement, as its writer previews it: without any way to send it. */
export function renderPreview(
  draft: AnnouncementDraft,
  villageName: string,
  locale: Locale,
  theme: Theme,
  now = new Date(),
): string {
  const t = texts[locale];
  const village: VillageNow = {
    code: '',
    name: villageName,
    kecamatan: '',
    contact: null,
    told: [{ ...draft, id: 0, picture: null }],
    opening: alwaysOpen,
    answers: [],
    limits: { minutes: null, bytes: null },
    states: [],
    asOf: now,
  };
  const top = frontTop({
    t,
    village: villageName,
    opening: alwaysOpen,
    form: { action: '', fields: {} },
    trouble: null,
    trial: null,
    rules: '#',
    links: [],
  });
  return inTheme(textOf(villagePage(village, locale, 'front', top)), theme);
}
