import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  fieldsOf,
  ownLogin as own,
  portalForTests,
  targetOf,
  testAnnouncement,
  testPortal,
} from './testing.ts';

const site = portalForTests();
const { open, press } = site;

test('the first view: one button on top, announcements, three lines of terms; nothing from elsewhere, nothing that runs', async () => {
  const { statusCode, body, headers } = await open();
  expect(statusCode).toBe(200);
  expect(body.indexOf('Pasar murah')).toBeGreaterThan(0);
  expect(body.indexOf('<button>')).toBeLessThan(body.indexOf('Pasar murah'));
  expect(body).toContain('Wifi gratis Desa Sukamaju');
  expect(body).toContain('Berlaku sampai Senin, 30 November');
  expect(body).toContain('17.00 WIB');
  expect(body).toContain('Tiap ponsel sehari: 4 jam atau 2 GB.');
  expect(body.match(/<li>/g)).toHaveLength(3);
  expect(body.match(/<button>/g)).toHaveLength(1);
  expect(body).not.toMatch(/<script|\son\w+=|javascript:|src=|url\(/i);
  expect([...body.matchAll(/https?:\/\/[^"'<\s]+/g)].map(([address]) => address)).toEqual([own]);
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['set-cookie']).toBeUndefined();
});

test('with thirty long announcements the page still weighs less than 14 kB', async () => {
  const words = (length: number) => randomBytes(length).toString('base64').slice(0, length);
  const announcements = Array.from({ length: 30 }, () =>
    testAnnouncement({ title: words(60), body: words(280), severity: 'danger' }),
  );
  const full = await testPortal(site.database.db, site.access, { announcements });
  const { rawPayload, headers } = await full.inject({
    url: `/p/${site.router.portalKey}`,
    headers: { 'accept-encoding': 'gzip, deflate' },
  });
  expect(headers['content-encoding']).toBe('gzip');
  expect(Number(headers['content-length'])).toBe(rawPayload.length);
  expect(rawPayload.length).toBeLessThan(14_000);
  expect(
    gunzipSync(rawPayload)
      .toString()
      .match(/<article/g),
  ).toHaveLength(8);
  await full.close();
});

test.each([
  ['gzip, deflate, br', 'gzip'],
  ['gzip;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', undefined],
  ['', undefined],
  ['xgzip', undefined],
])('a phone that accepts %j gets %s', async (accepts, encoding) => {
  const { headers } = await site.portal.inject({
    url: `/p/${site.router.portalKey}`,
    headers: { 'accept-encoding': accepts },
  });
  expect(headers['content-encoding']).toBe(encoding);
  expect(headers.vary).toBe('Accept-Encoding');
});

test('what editors write is text, never markup', async () => {
  const announcements = [testAnnouncement({ title: '<b>x</b>', body: '"><img src=x onerror=alert(1)>' })];
  const hostile = await testPortal(site.database.db, site.access, { announcements });
  const { body } = await hostile.inject({ url: `/p/${site.router.portalKey}` });
  expect(body).toContain('&lt;b&gt;x&lt;/b&gt;');
  expect(body).not.toContain('<img');
  await hostile.close();
});

test.each([
  ['SD-QUOTA', 'Jatah ponsel ini untuk hari ini sudah habis'],
  ['RADIUS server is not responding', 'Pusat layanan belum menjawab'],
  ['<script>alert(1)</script>', 'Belum bisa tersambung'],
  ['Kirim pulsa ke 0812', 'Belum bisa tersambung'],
])('the router’s error %j is said in plain words, and never echoed', async (error, sentence) => {
  const { body } = await open({ error });
  expect(body).toContain('role="alert"');
  expect(body).toContain(sentence);
  expect(body).not.toContain(error);
  expect(body).toContain('<button>');
});

test('while RADIUS does not answer, the way over the trial login is shown, at the phone’s own router', async () => {
  const { body } = await open({ error: 'radius-timeout', trial: 'yes', login: 'http://evil.example/login' });
  expect(body).toContain(`href="${own}?username=T-${encodeURIComponent(site.mac)}"`);
  for (const query of [
    { error: 'radius-timeout', trial: 'no' },
    { error: 'SD-QUOTA', trial: 'yes' },
    { trial: 'yes' },
  ]) {
    expect((await open(query as Record<string, string>)).body).not.toContain('username=T-');
  }
});

test('opened from elsewhere than the wifi, the page shows what the village should know, and no button', async () => {
  for (const query of ['', '?mac=x', '?mac[]=a&mac=b', '?login=http://evil.example/login']) {
    const { statusCode, body } = await site.portal.inject(`/p/${site.router.portalKey}${query}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('Pasar murah');
    expect(body).toContain('sambungkan ponsel ke wifi desa');
    expect(body).not.toContain('<button>');
  }
});

test('English is one tap away and stays until the welcome page', async () => {
  const page = await open();
  const link = page.body.match(/href="([^"]*)" lang="en"/)![1]!.replaceAll('&amp;', '&');
  const english = await site.portal.inject(link);
  expect(english.body).toContain('<html lang="en">');
  expect(english.body).toContain('<button>Connect</button>');
  const target = targetOf(await press(fieldsOf(english.body)));
  const welcome = new URL(target.searchParams.get('dst')!);
  expect((await site.portal.inject(`${welcome.pathname}${welcome.search}`)).body).toContain(
    'Your phone is connected',
  );
});

test('iPhone and Android get the same page', async () => {
  const agents = ['CaptiveNetworkSupport-465 wispr', 'Mozilla/5.0 (Linux; Android 8.1)'];
  const pages = await Promise.all(
    agents.map((agent) =>
      site.portal.inject({ url: `/p/${site.router.portalKey}`, headers: { 'user-agent': agent } }),
    ),
  );
  expect(pages[0]!.body).toBe(pages[1]!.body);
});
