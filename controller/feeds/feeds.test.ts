import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import type { Feed, FeedDraft } from '#contract/feeds.ts';
import { eraseOldFromFeeds } from '../announcements/from-feed.ts';
import announcements from '../announcements/index.ts';
import { makeVillages, type TestOps, testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import { tellOfFailedFeeds } from './chore.ts';
import { FeedFailed } from './feed-failed.ts';
import { fetchFeed } from './fetch-feed.ts';
import { isPublicAddress } from './public-address.ts';
import { cap, openSid, rss, SUKAMAJU, worksCsv } from './testing-samples.ts';
import { visit } from './visit.ts';

const here = (address: string) => address === '127.0.0.1' || address === '::1';
const HOUR = 3_600_000;

interface Site extends AsyncDisposable {
  readonly url: string;
  readonly server: Server;
}
async function serve(listener: RequestListener): Promise<Site> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`,
    server,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
const whyOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof FeedFailed ? error.why : String(error)),
  );

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'x',
])('the guard refuses %s', (address) => expect(isPublicAddress(address)).toBe(false));
test.each(['8.8.8.8', '103.28.12.1', '2404:6800:4003::1'])('the guard lets %s', (address) =>
  expect(isPublicAddress(address)).toBe(true),
);

test.each([
  'http://127.0.0.1:1/',
  'http://[::1]:1/',
  'http://2130706433:1/',
  'http://0x7f.1:1/',
  'http://localhost:1/',
  'http://[::ffff:127.0.0.1]:1/',
])('never asks %s', async (url) => {
  expect(await whyOf(fetchFeed({ url }, isPublicAddress))).toBe('address-refused');
});

test('a redirect is judged anew, and its number bounded; a bearer stays with its origin', async () => {
  const heard: (string | undefined)[] = [];
  await using other = await serve((request, reply) => {
    heard.push(request.headers.authorization);
    reply.end('other');
  });
  await using site = await serve((request, reply) => {
    heard.push(request.headers.authorization);
    const to = {
      '/feed': '/feed2',
      '/feed2': other.url,
      '/loop': '/loop',
      '/inside': 'http://10.0.0.1/',
      '/file': 'file:///etc/passwd',
    }[request.url ?? ''];
    reply.writeHead(302, { Location: to }).end();
  });
  const at = (path: string) => site.url.replace('/feed', path);
  const found = await fetchFeed({ url: site.url, token: 'rahasia' }, here);
  expect([found?.bytes.toString(), heard]).toEqual([
    'other',
    ['Bearer rahasia', 'Bearer rahasia', undefined],
  ]);
  expect(await whyOf(fetchFeed({ url: at('/loop') }, here))).toBe('too-many-redirects');
  expect(await whyOf(fetchFeed({ url: at('/inside') }, here))).toBe('address-refused');
  expect(await whyOf(fetchFeed({ url: at('/file') }, here))).toBe('address-refused');
});

test.each<[why: string, listener: RequestListener]>([
  ['too-large', (_request, reply) => reply.end(Buffer.alloc(5 * 1024 * 1024, 97))],
  [
    'too-large',
    (_request, reply) =>
      reply.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50 * 1024 * 1024))),
  ],
  [
    'too-large',
    (_request, reply) => {
      const more = () => {
        while (!reply.destroyed && reply.write(Buffer.alloc(65_536, 97)));
      };
      reply.on('drain', more);
      more();
    },
  ],
  ['too-slow', () => {}],
  [
    'too-slow',
    (_request, reply) => {
      const drip = setInterval(() => reply.write('a'), 50);
      reply.on('close', () => clearInterval(drip));
    },
  ],
  ['http-status', (_request, reply) => reply.writeHead(500).end()],
  ['not-answered', (request) => request.socket.destroy()],
  [
    'not-answered',
    (_request, reply) => {
      reply.writeHead(200, { 'Content-Length': '100' });
      reply.write('half', () => reply.destroy());
    },
  ],
  ['not-a-feed', (_request, reply) => reply.writeHead(200, { 'Content-Encoding': 'br' }).end('x')],
])('a hostile server: %s', async (why, listener) => {
  await using site = await serve(listener);
  expect(await whyOf(fetchFeed({ url: site.url }, here, 700))).toBe(why);
});

const draft = (more: Partial<FeedDraft> = {}): FeedDraft => ({
  name: 'Website Sukamaju',
  system: 'village-site',
  format: 'news',
  url: null,
  mapping: null,
  audience: { kind: 'all' },
  enabled: true,
  ...more,
});
/** The very plugin, but for its clock: visits are made by hand through `come`. */
async function house() {
  const { feedRoutes } = await import('./routes.ts');
  const { bringRoutes } = await import('./bring-routes.ts');
  const fp = (await import('fastify-plugin')).default;
  const plugin = fp(async (app) => {
    feedRoutes(app as never, here);
    await app.register(async (scope) => bringRoutes(scope as never));
  });
  const ops = await testOps([villages, announcements, plugin]);
  await makeVillages(ops.db, [SUKAMAJU.code, '16.10.04.2001']);
  await ops.db.village.update({ where: { code: SUKAMAJU.code }, data: SUKAMAJU });
  const come = async (id: number) => {
    const row = await ops.db.feed.findUniqueOrThrow({ where: { id }, omit: { copy: true } });
    await visit(ops.db, row, { guard: here, share: () => 0, tokenOf: () => null }, () => ops.clock.now);
    return await ops.db.feed.findUniqueOrThrow({ where: { id }, omit: { copy: true } });
  };
  return { ops, come };
}
const shown = async (ops: TestOps) =>
  (await ops.app.announcements.shownIn(SUKAMAJU.code, ops.clock.now)).map(
    ({ title, version }) => `${title} ${version}`,
  );
const later = (ops: TestOps, hours: number) => {
  ops.clock.now = new Date(ops.clock.now.getTime() + hours * HOUR);
};

test('a feed is fetched, its copy kept; not modified is good; broken it changes nothing but its age, later each time', async () => {
  const { ops, come } = await house();
  await using _ = ops;
  let body = openSid;
  let status = 200;
  const asked: (string | undefined)[] = [];
  await using site = await serve((request, reply) => {
    asked.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"1"' && status === 200 && body === openSid)
      return reply.writeHead(304).end();
    return reply.writeHead(status, { ETag: '"1"' }).end(body);
  });
  const operator = await ops.as('sari', 'operator');
  const { body: feed, status: made } = await operator('POST', '/api/feeds', {
    body: draft({ url: site.url }),
  });
  expect(made).toBe(201);
  expect(await come(feed.id)).toMatchObject({ failures: 0, items: 1, etag: '"1"', okAt: ops.clock.now });
  expect(await shown(ops)).toEqual(['Posyandu & imunisasi 1']);
  later(ops, 1);
  const okAt = ops.clock.now;
  expect(await come(feed.id)).toMatchObject({ failures: 0, items: 1, okAt });
  expect(asked).toEqual([undefined, '"1"']);
  status = 500;
  for (const failures of [1, 2, 3]) {
    later(ops, 9);
    const row = await come(feed.id);
    expect([row.failures, row.okAt, (row.nextAt?.getTime() ?? 0) - ops.clock.now.getTime()]).toEqual([
      failures,
      okAt,
      30 * 60_000 * 2 ** (failures - 1),
    ]);
  }
  status = 200;
  body = '<!DOCTYPE html><html><script>alert(1)</script>';
  expect(await come(feed.id)).toMatchObject({ failures: 4, failure: { why: 'not-a-feed' } });
  expect(await shown(ops)).toEqual(['Posyandu & imunisasi 1']);
  await tellOfFailedFeeds(ops.db, ops.clock.now);
  expect(await ops.db.chore.count({ where: { kind: 'feed-failed' } })).toBe(0);
  later(ops, 25);
  await tellOfFailedFeeds(ops.db, ops.clock.now);
  expect(await ops.db.chore.findFirst({ where: { kind: 'feed-failed', until: null } })).toMatchObject({
    detail: 'Website Sukamaju',
  });
  body = openSid.replace('imunisasi', 'timbang');
  expect(await come(feed.id)).toMatchObject({ failures: 0 });
  expect(await shown(ops)).toEqual(['Posyandu & timbang 2']);
  await tellOfFailedFeeds(ops.db, ops.clock.now);
  expect(await ops.db.chore.count({ where: { kind: 'feed-failed', until: null } })).toBe(0);
  later(ops, 24 * 15);
  expect(await shown(ops)).toEqual([]);
  later(ops, 24 * 91);
  expect(await eraseOldFromFeeds(ops.db, ops.clock.now)).toBe(1);
});

test('warnings: of a list the file of our province is fetched; a cancelled one goes at once, an expired one while the feed is down', async () => {
  const { ops, come } = await house();
  await using _ = ops;
  let now = cap();
  let up = true;
  await using site = await serve((request, reply) => {
    if (!up) return request.socket.destroy();
    return reply.end(
      request.url === '/feed'
        ? rss(
            '<item><title>Hujan di Sumatera Selatan</title><link>/16_alert.xml</link></item><item><title>Sumatera Selatan</title><link>http://evil.example/x</link></item>',
          )
        : now,
    );
  });
  const operator = await ops.as('sari', 'operator');
  const { body: feed } = await operator('POST', '/api/feeds', {
    body: draft({ url: site.url, format: 'cap', system: 'bmkg' }),
  });
  await come(feed.id);
  expect(await shown(ops)).toEqual(['Hujan Lebat disertai petir 1']);
  now = cap({
    id: 'C',
    msgType: 'Cancel',
    references: 'cuaca@bmkg.go.id,2.49.0.1.360.0.0163,2026-11-25T09:00:00+07:00',
  });
  await come(feed.id);
  expect(await shown(ops)).toEqual([]);
  now = cap({ id: 'next' });
  await come(feed.id);
  expect(await shown(ops)).toHaveLength(1);
  up = false;
  later(ops, 2);
  await come(feed.id);
  expect(await shown(ops)).toHaveLength(1);
  later(ops, 1);
  expect(await shown(ops)).toEqual([]);
});

test('a table is tried out without a trace, then brought by file and by token; what is gone from it ends', async () => {
  const { ops } = await house();
  await using _ = ops;
  const operator = await ops.as('sari', 'operator');
  const mapping: FeedDraft['mapping'] = {
    shape: 'csv',
    rows: '',
    kind: 'works',
    columns: {
      title: 'Nama Kegiatan',
      village: 'Desa',
      kecamatan: 'Kecamatan',
      budgetIdr: 'Pagu',
      progressPercent: 'Progres',
      until: 'Selesai',
    },
  };
  const sicaram = draft({ name: 'Sicaram', system: 'sicaram', format: 'mapped', mapping });
  const columns = await operator('POST', '/api/feeds/columns', {
    body: { shape: 'csv', rows: '', sample: worksCsv },
  });
  expect(columns.body.columns[0]).toEqual({ name: 'Nama Kegiatan', example: 'Jalan usaha tani' });
  const dry = await operator('POST', '/api/feeds/dry-run', { body: { feed: sicaram, sample: worksCsv } });
  expect([dry.body.failure, dry.body.items.length, dry.body.faults.length]).toEqual([null, 2, 3]);
  expect([await ops.db.feed.count(), await ops.db.announcement.count()]).toEqual([0, 0]);
  const { body: feed } = await operator('POST', '/api/feeds', { body: sicaram });
  const raw = { type: 'text/csv', payload: worksCsv };
  expect((await operator('POST', `/api/feeds/${feed.id}/import`, { raw })).body).toMatchObject({
    added: 2,
    changed: 0,
    ended: 0,
  });
  expect((await operator('POST', `/api/feeds/${feed.id}/import`, { raw })).body).toMatchObject({
    added: 0,
    changed: 0,
    ended: 0,
  });
  expect(await ops.db.announcement.findFirst({ where: { title: 'Jalan usaha tani' } })).toMatchObject({
    budgetIdr: 250_000_000n,
    progressPercent: 45,
    version: 1,
  });

  const { token } = (await operator('POST', `/api/feeds/${feed.id}/push-token`)).body;
  const push = (bearer: string, payload: string) =>
    ops.ask('POST', '/api/feeds/push', {
      raw: { type: 'text/csv', payload },
      headers: { authorization: `Bearer ${bearer}` },
    });
  expect((await push('sdf_falsch', worksCsv)).status).toBe(401);
  expect((await push(`sdf_${'x'.repeat(32)}`, worksCsv)).status).toBe(401);
  expect((await push(token, 'a;b\n1;2\n')).body.fields).toEqual({ file: 'nothing-understood' });
  expect((await push(token, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  expect(
    (await push(token, worksCsv.split('\n').slice(0, 2).join('\n').replace('45,5', '60'))).body,
  ).toMatchObject({ added: 0, changed: 1, ended: 1 });
  expect(await shown(ops)).toEqual(['Jalan usaha tani 2']);
  const list: Feed[] = (await operator('GET', '/api/feeds')).body;
  expect([JSON.stringify(list).includes(token), list[0]?.hasPushToken]).toEqual([false, true]);
  await operator('DELETE', `/api/feeds/${feed.id}/push-token`);
  expect((await push(token, worksCsv)).status).toBe(401);
  expect((await operator('DELETE', `/api/feeds/${feed.id}`)).status).toBe(204);
  expect(await shown(ops)).toEqual([]);
  const acts = await ops.db.auditEntry.findMany({
    where: { act: { startsWith: 'feed' } },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ act }) => act)).toEqual([
    'feed:create',
    'feed:import',
    'feed:import',
    'feed:token',
    'feed:token-void',
    'feed:delete',
  ]);
});

test('who may not write feeds is refused; a name is had once; a bearer does not follow to another address', async () => {
  const { ops } = await house();
  await using _ = ops;
  const operator = await ops.as('sari', 'operator');
  const viewer = await ops.as('budi', 'viewer');
  expect((await viewer('POST', '/api/feeds', { body: draft() })).status).toBe(403);
  expect((await viewer('GET', '/api/feeds')).status).toBe(200);
  const { body: feed } = await operator('POST', '/api/feeds', {
    body: draft({ url: 'https://a.example/feed', token: 'rahasia' }),
  });
  expect([feed.hasToken, JSON.stringify(feed).includes('rahasia')]).toEqual([true, false]);
  expect((await operator('POST', '/api/feeds', { body: draft() })).body.fields).toEqual({ name: 'taken' });
  expect(
    (
      await operator('PUT', `/api/feeds/${feed.id}`, {
        body: draft({ url: 'https://a.example/feed', enabled: false }),
      })
    ).body,
  ).toMatchObject({ hasToken: true, enabled: false });
  expect(
    (await operator('PUT', `/api/feeds/${feed.id}`, { body: draft({ url: 'https://b.example/feed' }) })).body
      .hasToken,
  ).toBe(false);
  for (const url of ['file:///etc/passwd', 'ftp://a.example/', 'https://a:b@a.example/'])
    expect((await operator('POST', '/api/feeds', { body: draft({ name: 'Lain', url }) })).status).toBe(400);
});

test('the clock visits what is due; of two controllers one does', async () => {
  const { feedsThrough } = await import('./index.ts');
  let visits = 0;
  await using site = await serve((_request, reply) => {
    visits++;
    reply.end(openSid);
  });
  await using ops = await testOps([villages, announcements, feedsThrough(here)]);
  const operator = await ops.as('sari', 'operator');
  await operator('POST', '/api/feeds', { body: draft({ url: site.url }) });
  await vi.waitFor(async () => expect(await ops.db.feed.count({ where: { okAt: { not: null } } })).toBe(1), {
    timeout: 15_000,
    interval: 100,
  });
  expect(visits).toBe(1);
  const { takeDue } = await import('./store.ts');
  later(ops, 2);
  const both = await Promise.all([takeDue(ops.db, ops.clock.now, 3), takeDue(ops.db, ops.clock.now, 3)]);
  expect(both.flat()).toHaveLength(1);
}, 30_000);
