import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { addTestRouter } from '../access/testing.ts';
import { openDb } from '../platform/db.ts';
import { renderPreview, routerPages } from './index.ts';
import { fieldsOf, portalForTests, testAnnouncement, testPortal } from './testing.ts';

const site = portalForTests();
const { open, press } = site;

test.each<[path: string, status: number, says: string]>([
  ['/p/unknown', 404, 'Desa tidak dikenal'],
  ['/p/unknown/selamat', 404, 'Desa tidak dikenal'],
  ['/p/..%2f..%2fetc', 404, 'Desa tidak dikenal'],
  [`/p/${'x'.repeat(90)}`, 404, 'Desa tidak dikenal'],
  ['/p/%00', 404, 'Desa tidak dikenal'],
  ['/p/unknown?bahasa=en', 404, 'Unknown village'],
  ['/api/routers', 404, 'Halaman ini tidak ada'],
  ['/', 404, 'sambungkan ponsel'],
  ['/p/%E0%A4%A', 400, 'Isian'],
  ['/aturan', 200, 'Aturan pakai wifi desa'],
  ['/aturan?bahasa=en', 200, 'Rules of the village wifi'],
])('%s answers %i', async (path, status, says) => {
  const answer = await site.portal.inject(path);
  expect(answer.statusCode).toBe(status);
  expect(answer.body.toLowerCase()).toContain(says.toLowerCase());
  expect(answer.headers['content-security-policy']).toBeDefined();
});

test('a removed router’s page is gone, one without a known login page says so', async () => {
  const gone = await addTestRouter(site.database.db, site.access.sealer);
  const key = gone.portalKey;
  const fields = fieldsOf((await open({}, key)).body);
  const answer = await press(fields, key);
  expect([answer.statusCode, answer.body.includes('belum siap')]).toEqual([503, true]);
  await site.database.db.router.update({ where: { id: gone.id }, data: { removedAt: new Date() } });
  await expect.poll(async () => (await open({}, key)).statusCode, { timeout: 5_000 }).toBe(404);
});

test('a router fetches its own pages as it stores them, and nothing else', async () => {
  const { portalKey } = site.router;
  const answer = await site.portal.inject(`/p/${portalKey}/halaman/login.html`);
  const pages = routerPages({ portalOrigin: 'https://wifi.example.id', portalKey });
  expect([answer.statusCode, answer.body]).toEqual([200, pages['login.html']]);
  for (const path of [
    `${portalKey}/halaman/constructor`,
    `${portalKey}/halaman/..%2flogin.html`,
    'unknown/halaman/login.html',
  ])
    expect((await site.portal.inject(`/p/${path}`)).statusCode).toBe(404);
});

test('a router fetches what it shows when it is alone: what its village was last told, and the hours', async () => {
  const { portalKey } = site.router;
  const get = async (file: string) => (await site.portal.inject(`/p/${portalKey}/halaman/${file}`)).body;
  expect(await get('pusat.html')).toMatch(/username=T-[\s\S]*<small>Kabar per .+ WIB\.<\/small>/);
  expect(await get('putus.html')).toContain('Internet desa sedang terputus');
  expect(await get('jam.txt')).toBe('selalu');
});

test('/ping answers whoever asks', async () => {
  const { statusCode, headers } = await site.portal.inject('/ping');
  expect([statusCode, headers['access-control-allow-origin']]).toEqual([204, '*']);
});

test('the database is gone: a page in plain words, with the time', async () => {
  const url = new URL(site.database.url);
  url.searchParams.set('host', '127.0.0.1');
  url.port = '1';
  const broken = openDb(url.toString());
  const lame = await testPortal(broken, site.access);
  site.access.clock.at = new Date('2026-11-25T03:05:00Z');
  const { statusCode, body } = await lame.inject(`/p/${site.router.portalKey}`);
  expect([statusCode, body.includes('Pukul 10.05 WIB layanan belum bisa dihubungi')]).toEqual([503, true]);
  await lame.close();
  await broken.$disconnect();
});

test('the preview is the page itself with the draft on it, and no way to send it', () => {
  const {
    id: _,
    phase: __,
    version: ___,
    writtenBy: ____,
    publishedAt: _____,
    changedAt: ______,
    ...draft
  } = testAnnouncement({
    title: 'Banjir <di> hulu',
  });
  const page = renderPreview({ ...draft, picture: null }, 'Sukamaju', 'id', 'light');
  const dark = renderPreview({ ...draft, picture: null }, 'Sukamaju', 'id', 'dark');
  // Whoever looks at it in the dark sees both all the same.
  expect([page, dark].map((one) => /@media ?(all|not all|\(prefers[^)]*\))/.exec(one)?.[1])).toEqual([
    'not all',
    'all',
  ]);
  expect(page).toContain('Banjir &lt;di&gt; hulu');
  expect(page).toContain('Wifi gratis Desa Sukamaju');
  expect(page).not.toContain('tanda');
  expect(gzipSync(page).length).toBeLessThan(4_000);
});
