import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AccessApp, accessApp, addTestRouter, type TestRouter, testSealer } from '../access/testing.ts';
import { ticketHash } from '../access/tickets.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { renderPreview } from './index.ts';
import { fieldsOf, testAnnouncement, testPortal } from './testing.ts';

let database: TestDatabase;
let access: AccessApp;
let router: TestRouter;
let other: TestRouter;
let portal: FastifyInstance;
let mac: string;
const own = 'http://login.sukamaju.lan/login';

beforeAll(async () => {
  database = await testDatabase();
  const login = { loginHosts: ['10.5.50.1', 'login.sukamaju.lan'] };
  router = await addTestRouter(database.db, testSealer(), login);
  other = await addTestRouter(database.db, testSealer(), login);
  access = await accessApp(database.db);
  portal = await testPortal(database.db, access, { publicOrigin: 'https://wifi.example.id' });
});
afterAll(async () => {
  await portal?.close();
  await access?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  access.clock.at = null;
  mac = `02:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`.toUpperCase();
});

const open = async (query: Record<string, string> = {}, key = router.portalKey) =>
  await portal.inject({ url: `/p/${key}`, query: { mac, login: own, ...query } });

const press = async (fields: Record<string, string> | string, key = router.portalKey) =>
  await portal.inject({
    method: 'POST',
    url: `/p/${key}/masuk`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
  });

/** Opens the page, changes the form as a forger might, and presses the button. */
async function through(query: Record<string, string> = {}, changes: Record<string, string> = {}) {
  const page = await open(query);
  return await press({ ...fieldsOf(page.body), ...changes });
}

const targetOf = (answer: { headers: Record<string, unknown> }) => new URL(String(answer.headers.location));

test('the first view: announcements, three lines of terms, one button; nothing from elsewhere, nothing that runs', async () => {
  const { statusCode, body, headers } = await open();
  expect(statusCode).toBe(200);
  expect(body.indexOf('Pasar murah')).toBeGreaterThan(0);
  expect(body.indexOf('Pasar murah')).toBeLessThan(body.indexOf('<button>'));
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

test('with twelve long announcements the page still weighs less than 14 kB', async () => {
  const words = (length: number) => randomBytes(length).toString('base64').slice(0, length);
  const announcements = Array.from({ length: 30 }, () =>
    testAnnouncement({ title: words(60), body: words(280), severity: 'danger' }),
  );
  const full = await testPortal(database.db, access, { announcements });
  const { rawPayload, headers } = await full.inject({
    url: `/p/${router.portalKey}`,
    headers: { 'accept-encoding': 'gzip, deflate' },
  });
  expect(headers['content-encoding']).toBe('gzip');
  expect(Number(headers['content-length'])).toBe(rawPayload.length);
  expect(rawPayload.length).toBeLessThan(14_000);
  expect(
    gunzipSync(rawPayload)
      .toString()
      .match(/<article/g),
  ).toHaveLength(12);
  await full.close();
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', undefined],
  ['', undefined],
  ['xgzip', undefined],
])('a phone that accepts %j gets %s', async (accepts, encoding) => {
  const { headers } = await portal.inject({
    url: `/p/${router.portalKey}`,
    headers: { 'accept-encoding': accepts },
  });
  expect(headers['content-encoding']).toBe(encoding);
  expect(headers.vary).toBe('Accept-Encoding');
});

test('what editors write is text, never markup', async () => {
  const announcements = [testAnnouncement({ title: '<b>x</b>', body: '"><img src=x onerror=alert(1)>' })];
  const hostile = await testPortal(database.db, access, { announcements });
  const { body } = await hostile.inject({ url: `/p/${router.portalKey}` });
  expect(body).toContain('&lt;b&gt;x&lt;/b&gt;');
  expect(body).not.toContain('<img');
  await hostile.close();
});

test('the button: a ticket, and by 303 to the phone’s own router', async () => {
  const answer = await through();
  expect(answer.statusCode).toBe(303);
  const target = targetOf(answer);
  expect(`${target.origin}${target.pathname}`).toBe(own);
  expect([...target.searchParams.keys()]).toEqual(['username', 'password', 'dst']);
  expect(target.searchParams.get('username')).toBe(mac);
  const password = target.searchParams.get('password')!;
  const row = await database.db.ticket.findUniqueOrThrow({
    where: { hash: new Uint8Array(ticketHash(password)) },
  });
  expect(row).toMatchObject({ mac, routerId: router.id, termsVersion: '2026-11', usedAt: null });
  expect(target.searchParams.get('dst')).toMatch(
    new RegExp(`^https://wifi\\.example\\.id/p/${router.portalKey}/selamat\\?t=`),
  );
});

test('pressed twice, the button gives the same ticket', async () => {
  const fields = fieldsOf((await open()).body);
  const answers = await Promise.all([press(fields), press(fields)]);
  expect(answers[0]!.headers.location).toBe(answers[1]!.headers.location);
  expect(await database.db.ticket.count({ where: { mac } })).toBe(1);
});

test('pressed eleven times after it was used each time, the page has had enough', async () => {
  const fields = fieldsOf((await open()).body);
  for (let i = 0; i < 10; i += 1) {
    expect((await press(fields)).statusCode).toBe(303);
    await database.db.ticket.updateMany({ where: { mac }, data: { usedAt: new Date() } });
  }
  const answer = await press(fields);
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '60']);
});

test.each<[why: string, query: Record<string, string>]>([
  ['another host', { login: 'http://evil.example/login' }],
  ['another host behind a user name', { login: 'http://login.sukamaju.lan@evil.example/login' }],
  ['another port', { login: 'http://login.sukamaju.lan:8080/login' }],
  ['another path', { login: 'http://login.sukamaju.lan/evil' }],
  ['a script', { login: 'javascript:alert(1)' }],
  ['no address', { login: '' }],
])('forged login (%s): the phone goes to its own router all the same', async (_why, query) => {
  const page = await open(query);
  expect(page.body).not.toContain('evil');
  expect(page.body).not.toContain('javascript');
  const [seen, posted] = [await press(fieldsOf(page.body)), await through({}, query)];
  for (const answer of [seen, posted]) {
    const target = targetOf(answer);
    expect(`${target.origin}${target.pathname}`).toBe(own);
  }
});

test.each<[why: string, changes: () => Record<string, string>, key: () => string, field: string]>([
  ['another phone’s mac', () => ({ mac: '02:00:00:00:00:01' }), () => router.portalKey, 'tanda'],
  ['the page of another router', () => ({}), () => other.portalKey, 'tanda'],
  ['no stamp', () => ({ tanda: '' }), () => router.portalKey, 'tanda'],
  ['a stamp that was made up', () => ({ tanda: 'abc.def' }), () => router.portalKey, 'tanda'],
  ['no mac', () => ({ mac: '' }), () => router.portalKey, 'mac'],
  ['a mac that is none', () => ({ mac: 'x' }), () => router.portalKey, 'mac'],
  ['an unknown language', () => ({ bahasa: 'fr' }), () => router.portalKey, 'bahasa'],
])('forged form (%s): 400, and the field is named', async (_why, changes, key, field) => {
  const fields = { ...fieldsOf((await open()).body), ...changes() };
  const answer = await press(fields, key());
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(`Isian ${field}`);
  expect(await database.db.ticket.count({ where: { mac } })).toBe(0);
});

test.each<[why: string, payload: (fields: URLSearchParams) => string, status: number, says: string]>([
  ['a field twice', (fields) => `${fields}&mac=02:00:00:00:00:02`, 400, 'Isian mac'],
  [
    'a field much too long',
    (fields) => fields.toString().replace(/login=[^&]*/, `login=${'x'.repeat(400)}`),
    413,
    'Isian login',
  ],
  ['a body much too long', (fields) => `${fields}&x=${'x'.repeat(5_000)}`, 413, 'Isian badan'],
  ['nothing', () => '', 400, 'Isian mac'],
])('hostile form (%s) is refused by its field', async (_why, payload, status, says) => {
  const fields = new URLSearchParams(fieldsOf((await open()).body));
  const answer = await press(payload(fields));
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('text/html');
  expect(answer.body).toContain(says);
});

test.each(['application/json', 'text/xml', 'multipart/form-data; boundary=x'])(
  'a form sent as %s is refused',
  async (type) => {
    const answer = await portal.inject({
      method: 'POST',
      url: `/p/${router.portalKey}/masuk`,
      headers: { 'content-type': type },
      payload: '{"mac":"02:00:00:00:00:02"}',
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.headers['content-type']).toContain('text/html');
  },
);

test('fields that a phone adds for RADIUS go nowhere', async () => {
  const answer = await through(
    {},
    { radius31: '02:00:00:00:00:09', username: 'root', dst: 'http://evil.example/' },
  );
  expect(answer.statusCode).toBe(303);
  expect(String(answer.headers.location)).not.toMatch(/radius31|root|evil/);
});

test('where the resident wanted to go is neither kept nor followed', async () => {
  const { body } = await open({ dst: 'javascript:alert(document.domain)' });
  expect(body).not.toContain('alert');
  const answer = await through({ dst: 'http://evil.example/' });
  expect(String(answer.headers.location)).not.toContain('evil');
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
  expect(body).toContain(`href="${own}?username=T-${encodeURIComponent(mac)}"`);
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
    const { statusCode, body } = await portal.inject(`/p/${router.portalKey}${query}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('Pasar murah');
    expect(body).toContain('sambungkan ponsel ke wifi desa');
    expect(body).not.toContain('<button>');
  }
});

test('a page that was open for too long asks for one more tap, with a stamp that is new', async () => {
  const fields = fieldsOf((await open()).body);
  access.clock.at = new Date(Date.now() + 3 * 3_600_000);
  const again = await press(fields);
  expect(again.statusCode).toBe(200);
  expect(again.body).toContain('sudah lama terbuka');
  expect((await press(fieldsOf(again.body))).statusCode).toBe(303);
});

test('the welcome page tells what is left only to the phone that RADIUS let in', async () => {
  const target = targetOf(await through());
  const welcome = new URL(target.searchParams.get('dst')!);
  const path = `${welcome.pathname}${welcome.search}`;
  expect((await portal.inject(path)).body).not.toContain('Sisa hari ini');
  await database.db.ticket.updateMany({ where: { mac }, data: { usedAt: new Date() } });
  const { body } = await portal.inject(path);
  expect(body).toContain('Sisa hari ini: 4 jam atau 2 GB.');
  const stamp = welcome.searchParams.get('t')!;
  for (const forged of [
    `/p/${router.portalKey}/selamat?mac=${mac}`,
    `/p/${router.portalKey}/selamat?t=${stamp.split('.')[0]}`,
    `/p/${other.portalKey}/selamat?t=${stamp}`,
    `/p/${router.portalKey}/selamat?t=${stamp}&t=${stamp}`,
  ]) {
    const answer = await portal.inject(forged);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('Sisa');
  }
});

test('another page’s press for the same mac does not borrow the phone’s proof', async () => {
  const forger = targetOf(await through());
  const phone = targetOf(await through());
  const hash = new Uint8Array(ticketHash(phone.searchParams.get('password')!));
  await database.db.ticket.update({ where: { hash }, data: { usedAt: new Date() } });
  const seen = async (target: URL) =>
    (await portal.inject(new URL(target.searchParams.get('dst')!).href)).body;
  expect(await seen(phone)).toContain('Sisa hari ini');
  expect(await seen(forger)).not.toContain('Sisa');
});

test('English is one tap away and stays until the welcome page', async () => {
  const page = await open();
  const link = page.body.match(/href="([^"]*)" lang="en"/)![1]!.replaceAll('&amp;', '&');
  const english = await portal.inject(link);
  expect(english.body).toContain('<html lang="en">');
  expect(english.body).toContain('Start internet');
  const target = targetOf(await press(fieldsOf(english.body)));
  const welcome = new URL(target.searchParams.get('dst')!);
  expect((await portal.inject(`${welcome.pathname}${welcome.search}`)).body).toContain(
    'Your phone is connected',
  );
});

test('iPhone and Android get the same page', async () => {
  const agents = ['CaptiveNetworkSupport-465 wispr', 'Mozilla/5.0 (Linux; Android 8.1)'];
  const pages = await Promise.all(
    agents.map((agent) => portal.inject({ url: `/p/${router.portalKey}`, headers: { 'user-agent': agent } })),
  );
  expect(pages[0]!.body).toBe(pages[1]!.body);
});

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
  const answer = await portal.inject(path);
  expect(answer.statusCode).toBe(status);
  expect(answer.body.toLowerCase()).toContain(says.toLowerCase());
  expect(answer.headers['content-security-policy']).toBeDefined();
});

test('a removed router’s page is gone, one without a known login page says so', async () => {
  const gone = await addTestRouter(database.db, access.sealer);
  const key = gone.portalKey;
  const fields = fieldsOf((await open({}, key)).body);
  const answer = await press(fields, key);
  expect([answer.statusCode, answer.body.includes('belum siap')]).toEqual([503, true]);
  await database.db.router.update({ where: { id: gone.id }, data: { removedAt: new Date() } });
  await expect.poll(async () => (await open({}, key)).statusCode, { timeout: 5_000 }).toBe(404);
});

test('/ping answers whoever asks', async () => {
  const { statusCode, headers } = await portal.inject('/ping');
  expect([statusCode, headers['access-control-allow-origin']]).toEqual([204, '*']);
});

test('the database is gone: a page in plain words, with the time', async () => {
  const { openDb } = await import('../platform/db.ts');
  const url = new URL(database.url);
  url.searchParams.set('host', '127.0.0.1');
  url.port = '1';
  const broken = openDb(url.toString());
  const lame = await testPortal(broken, access);
  access.clock.at = new Date('2026-11-25T03:05:00Z');
  const { statusCode, body } = await lame.inject(`/p/${router.portalKey}`);
  expect([statusCode, body.includes('Pukul 10.05 WIB layanan belum bisa dihubungi')]).toEqual([503, true]);
  await lame.close();
  await broken.$disconnect();
});

test('without an origin of ours in the settings the phone comes back to where it came from', async () => {
  const plain = await testPortal(database.db, access);
  const page = await plain.inject({
    url: `/p/${router.portalKey}`,
    query: { mac },
    headers: { host: 'wifi.lan:8081' },
  });
  const post = (host: string) =>
    plain.inject({
      method: 'POST',
      url: `/p/${router.portalKey}/masuk`,
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fieldsOf(page.body)).toString(),
    });
  expect(targetOf(await post('wifi.lan:8081')).searchParams.get('dst')).toMatch(
    /^http:\/\/wifi\.lan:8081\/p\//,
  );
  expect(targetOf(await post('a b')).searchParams.has('dst')).toBe(false);
  await plain.close();
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
  const page = renderPreview(draft, 'Sukamaju', 'id');
  expect(page).toContain('Banjir &lt;di&gt; hulu');
  expect(page).toContain('Wifi gratis Desa Sukamaju');
  expect(page).not.toContain('tanda');
  expect(gzipSync(page).length).toBeLessThan(4_000);
});
