import { parseRssFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { slugsOf } from './slugs.ts';
import { portalForTests } from './testing.ts';
import { statusOf } from './top.ts';

const site = portalForTests();

test('the village’s page for anybody online, by its name and by its code, without a button', async () => {
  for (const url of ['/info/sukamaju', '/info/Sukamaju', '/info/16.10.04.2012']) {
    const { statusCode, body, headers } = await site.portal.inject(url);
    expect([statusCode, body.includes('Pasar murah'), body.includes('<button')]).toEqual([200, true, false]);
    expect(body).toContain('Keadaan wifi belum bisa kami lihat.');
    expect(headers['cache-control']).toBe('public, max-age=30');
  }
  expect((await site.portal.inject('/info/entah')).statusCode).toBe(404);
});

test('info.<host> leads there too, and nothing else of the portal changes its meaning', async () => {
  const get = (url: string, host = 'info.wifi.example.id') => site.portal.inject({ url, headers: { host } });
  expect((await get('/')).body).toContain('href="/info/sukamaju?bahasa=id"');
  expect((await get('/?bahasa=en')).body).toContain('Village of Sukamaju');
  expect((await get('/sukamaju')).body).toContain('Pasar murah');
  expect((await get('/sukamaju.rss')).headers['content-type']).toContain('application/rss+xml');
  expect((await get('/info/sukamaju')).statusCode).toBe(200);
  expect((await get('/sukamaju', 'info.evil.example')).statusCode).toBe(404);
  expect((await get('/sukamaju', 'wifi.example.id')).statusCode).toBe(404);
});

test('RSS and JSON of public data, for any site, not sent again while they are the same', async () => {
  const rss = await site.portal.inject('/info/sukamaju.rss');
  const feed = parseRssFeed(rss.body);
  expect(feed).toMatchObject({ title: 'Wifi gratis Desa Sukamaju' });
  expect(feed.items).toMatchObject([{ title: 'Pasar murah', description: 'Sabtu di balai desa.' }]);
  const json = await site.portal.inject('/info/sukamaju.json');
  expect(json.headers['access-control-allow-origin']).toBe('*');
  expect(json.json()).toMatchObject({
    village: { code: '16.10.04.2012', slug: 'sukamaju' },
    status: { state: 'unknown', since: null },
    announcements: [{ title: 'Pasar murah', kind: 'news' }],
  });
  const again = await site.portal.inject({
    url: '/info/sukamaju.json',
    headers: { 'if-none-match': String(json.headers.etag) },
  });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 3, minute));
test.each<[states: Parameters<typeof statusOf>[0], said: ReturnType<typeof statusOf>]>([
  [[], { state: 'none', since: null }],
  [[{ state: 'up', since: at(0) }], { state: 'up', since: null }],
  [[{ state: 'down', since: at(1) }], { state: 'down', since: at(1) }],
  [
    [
      { state: 'down', since: at(1) },
      { state: 'down', since: at(5) },
    ],
    { state: 'down', since: at(5) },
  ],
  [
    [
      { state: 'down', since: at(1) },
      { state: 'up', since: at(0) },
    ],
    { state: 'partly', since: null },
  ],
  [
    [
      { state: 'unknown', since: at(1) },
      { state: 'up', since: at(0) },
    ],
    { state: 'unknown', since: null },
  ],
  [[{ state: 'degraded', since: at(1) }], { state: 'degraded', since: null }],
])('a village of %j is %j', (states, said) => expect(statusOf(states)).toEqual(said));

test('two villages of one name have their codes’ tails', () => {
  const v = (code: string, name: string) => ({ code, name, kecamatan: 'x' });
  expect([
    ...slugsOf([
      v('16.10.01.2001', 'Suka Maju'),
      v('16.10.02.2001', 'Suka-Maju'),
      v('16.10.02.2002', 'Tanjung’ Pering'),
    ]).keys(),
  ]).toEqual(['suka-maju-01-2001', 'suka-maju-02-2001', 'tanjung-pering']);
});

test('a picture by its content, kept for a year; anything else is not there', async () => {
  for (const file of ['x.webp', `${'a'.repeat(64)}.png`, `${'a'.repeat(64)}.webp`])
    expect((await site.portal.inject(`/gambar/${file}`)).statusCode).toBe(404);
});
