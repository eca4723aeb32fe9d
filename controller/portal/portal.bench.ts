import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import autocannon from 'autocannon';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { accessApp, addTestRouter } from '../access/testing.ts';
import { testDatabase } from '../platform/testing.ts';
import { testAnnouncement, testPortal } from './testing.ts';

const ROUNDS = 4;
const SECONDS = 3;
const accept = { 'accept-encoding': 'gzip, deflate' };

/** Median, and how far the rounds lie apart, in per cent of it. */
function summary(values: number[]): { median: number; spread: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  return { median, spread: ((sorted.at(-1)! - sorted[0]!) / median) * 100 };
}

test('the first view, against a bare Fastify page of the same bytes', async () => {
  await using database = await testDatabase();
  await using access = await accessApp(database.db);
  const router = await addTestRouter(database.db, access.sealer, { loginHosts: ['login.sukamaju.lan'] });
  const announcements = Array.from({ length: 4 }, (_, i) => testAnnouncement({ id: i, title: `Kabar ${i}` }));
  const portal = await testPortal(database.db, access, { announcements });
  await portal.listen({ port: 0, host: '127.0.0.1' });
  const origin = (app: typeof portal) => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const path = `/p/${router.portalKey}?mac=02:11:22:33:44:55&login=http%3A%2F%2Flogin.sukamaju.lan%2Flogin&trial=yes`;

  const first = await portal.inject({ url: path, headers: accept });
  const page = (await portal.inject(path)).body;
  const bare = Fastify();
  const bytes = gzipSync(page);
  bare.get('/', (_request, reply) =>
    reply.headers({ 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' }).send(bytes),
  );
  await bare.listen({ port: 0, host: '127.0.0.1' });

  const rates = { portal: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of [
      ['portal', `${origin(portal)}${path}`],
      ['bare', origin(bare)],
    ] as const) {
      const result = await autocannon({
        url,
        connections: 20,
        duration: SECONDS,
        headers: accept,
        workers: 1,
      });
      expect([result.non2xx, result.errors]).toEqual([0, 0]);
      if (round > 0) rates[name].push(result.requests.average);
    }
  }
  const [ours, floor] = [summary(rates.portal), summary(rates.bare)];
  const bytesOf = async (name: string, url: string) =>
    `${name} ${(await portal.inject({ url, headers: accept })).rawPayload.length} B`;
  const key = router.portalKey;
  const pages = await Promise.all([
    bytesOf('front', path),
    bytesOf('welcome', `/p/${key}/selamat`),
    bytesOf('code', `/p/${key}/kode?mac=02:11:22:33:44:55`),
    bytesOf('report', `/p/${key}/lapor?mac=02:11:22:33:44:55`),
    bytesOf('notice', `/p/${key}/aturan`),
    bytesOf('info', '/info/sukamaju'),
    bytesOf('list', '/info'),
    bytesOf('RSS', '/info/sukamaju.rss'),
    bytesOf('JSON', '/info/sukamaju.json'),
  ]);
  const requests = 1 + (page.match(/src=|<link|@import|url\(/g)?.length ?? 0);
  await Promise.all([portal.close(), bare.close()]);
  console.log(
    [
      `compressed: ${pages.join(', ')}`,
      `first view: ${first.rawPayload.length} bytes compressed (${Buffer.byteLength(page)} plain), ${requests} request(s)`,
      `portal ${ours.median.toFixed(0)}/s (±${ours.spread.toFixed(0)} %), bare page ${floor.median.toFixed(0)}/s (±${floor.spread.toFixed(0)} %), client in a thread of its own`,
      `portal : bare = ${(ours.median / floor.median).toFixed(2)}`,
    ].join('\n'),
  );
}, 120_000);
