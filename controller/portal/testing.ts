import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Announcement, plainDraft } from '#contract/announcements.ts';
import { type AccessApp, accessApp, addTestRouter, type TestRouter, testSealer } from '../access/testing.ts';
import type { Db } from '../platform/db.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { byNumber, openAnswers } from '../resident-reports/read.ts';
import { submit } from '../resident-reports/submit.ts';
import { buildPortal } from './index.ts';
import type { Reports } from './neighbours.ts';

export const testAnnouncement = (changes: Partial<Announcement> = {}): Announcement => ({
  ...plainDraft,
  source: null,
  id: 1,
  kind: 'news',
  severity: 'info',
  title: 'Pasar murah',
  body: 'Sabtu di balai desa.',
  audience: { kind: 'all' },
  from: '2026-11-20T00:00:00.000Z',
  until: '2026-11-30T10:00:00.000Z',
  phase: 'shown',
  version: 1,
  writtenBy: 'editor',
  publishedAt: '2026-11-20T00:00:00.000Z',
  changedAt: '2026-11-20T00:00:00.000Z',
  ...changes,
});

/** Reports as the capability keeps them. */
export const testReports = (db: Db): Reports => ({
  submit: (report, now) => submit(db, testSealer(), report, now),
  byNumber: (number) => byNumber(db, number),
  openAnswers: (village) => openAnswers(db, village),
});

/** A portal before the real access and database, with these announcements. */
export async function testPortal(
  db: Db,
  { app, sealer, clock }: AccessApp,
  { publicOrigin = null as string | null, announcements = [testAnnouncement()] } = {},
): Promise<FastifyInstance> {
  return await buildPortal({
    db,
    access: app.access,
    announcements: { shownIn: async () => announcements, picture: async () => null },
    reports: testReports(db),
    sealer,
    now: () => clock.at ?? new Date(),
    publicOrigin,
    log: app.log,
  });
}

/** The fields of the page's form, as a browser would send them. */
export function fieldsOf(page: string): Record<string, string> {
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  return Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      name!,
      plain(value!),
    ]),
  );
}

/** Where the test routers' own login page is. */
export const ownLogin = 'http://login.sukamaju.lan/login';

/** Where an answer sends the phone. */
export const targetOf = (answer: { headers: Record<string, unknown> }) =>
  new URL(String(answer.headers.location));

/** A portal at https://wifi.example.id with two routers of one village, made before and closed after the tests of a file; each test is another phone. */
export function portalForTests() {
  const site = {} as {
    database: TestDatabase;
    access: AccessApp;
    router: TestRouter;
    other: TestRouter;
    portal: FastifyInstance;
    mac: string;
  };
  beforeAll(async () => {
    site.database = await testDatabase();
    const login = { loginHosts: ['10.5.50.1', 'login.sukamaju.lan'] };
    site.router = await addTestRouter(site.database.db, testSealer(), login);
    site.other = await addTestRouter(site.database.db, testSealer(), login);
    site.access = await accessApp(site.database.db);
    site.portal = await testPortal(site.database.db, site.access, {
      publicOrigin: 'https://wifi.example.id',
    });
  });
  afterAll(async () => {
    await site.portal?.close();
    await site.access?.[Symbol.asyncDispose]();
    await site.database?.[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    site.access.clock.at = null;
    site.mac = `02:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`.toUpperCase();
  });

  const open = async (query: Record<string, string> = {}, key = site.router.portalKey) =>
    await site.portal.inject({ url: `/p/${key}`, query: { mac: site.mac, login: ownLogin, ...query } });
  const press = async (fields: Record<string, string> | string, key = site.router.portalKey) =>
    await site.portal.inject({
      method: 'POST',
      url: `/p/${key}/masuk`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    });
  /** Opens the page, changes the form as a forger might, and presses the button. */
  const through = async (query: Record<string, string> = {}, changes: Record<string, string> = {}) =>
    await press({ ...fieldsOf((await open(query)).body), ...changes });
  return Object.assign(site, { open, press, through });
}
