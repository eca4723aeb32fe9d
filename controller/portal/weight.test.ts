import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { AnnouncementKind } from '#contract/announcements.ts';
import { portalForTests, testAnnouncement, testPortal } from './testing.ts';

const site = portalForTests();

test('the fullest village there can be: each page weighs less than 14 kB compressed', async () => {
  const words = (length: number) => randomBytes(length).toString('base64').slice(0, length);
  const announcements = AnnouncementKind.options.flatMap((kind) =>
    Array.from({ length: 20 }, (_, id) =>
      testAnnouncement({
        id,
        kind,
        title: words(60),
        body: words(280),
        place: words(60),
        contact: words(60),
      }),
    ),
  );
  const portal = await testPortal(site.database.db, site.access, { announcements });
  const path = `/p/${site.router.portalKey}`;
  const bytes: Record<string, number> = {};
  for (const url of [
    `${path}?mac=${site.mac}`,
    `${path}/selamat`,
    `${path}/kode?mac=${site.mac}`,
    `${path}/lapor?mac=${site.mac}`,
    `${path}/hapus?t=x`,
    `${path}/aturan`,
    `${path}/tidak/ada`,
    '/info',
    '/info/sukamaju',
    '/laporan',
  ]) {
    const { rawPayload, headers } = await portal.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding'], url).toBe('gzip');
    bytes[url.replace(site.router.portalKey, 'KEY')] = rawPayload.length;
  }
  console.log(bytes);
  expect(Math.max(...Object.values(bytes))).toBeLessThan(14_000);
  await portal.close();
});
