import type { FastifyInstance } from 'fastify';
import type { Announcement } from '#contract/announcements.ts';
import type { AccessApp } from '../access/testing.ts';
import type { Db } from '../platform/db.ts';
import { buildPortal } from './index.ts';

export const testAnnouncement = (changes: Partial<Announcement> = {}): Announcement => ({
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

/** A portal before the real access and database, with these announcements. */
export async function testPortal(
  db: Db,
  { app, sealer, clock }: AccessApp,
  { publicOrigin = null as string | null, announcements = [testAnnouncement()] } = {},
): Promise<FastifyInstance> {
  return await buildPortal({
    db,
    access: app.access,
    announcements: { shownIn: async () => announcements },
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
