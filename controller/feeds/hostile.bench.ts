import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import announcements from '../announcements/index.ts';
import { makeVillages, testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import { FeedFailed } from './feed-failed.ts';
import { fetchFeed } from './fetch-feed.ts';
import { parseApart } from './parse-apart.ts';
import { reading, rss, SUKAMAJU } from './testing-samples.ts';

const here = (address: string) => address === '127.0.0.1';

test('what a village sees, asked while hostile feeds are fetched and read, against asked in quiet', async ({
  bench,
}) => {
  await using ops = await testOps([villages, announcements]);
  await makeVillages(ops.db, [SUKAMAJU.code]);
  const endless = createServer((_request, reply) => {
    const more = () => {
      while (!reply.destroyed && reply.write(Buffer.alloc(65_536, 60)));
    };
    reply.on('drain', more);
    more();
  });
  await new Promise<void>((done) => endless.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/`;
  const large = Buffer.from(
    rss(
      `<item><title>${'a&amp;'.repeat(20)}</title><description>${'<b>'.repeat(300)}</description></item>`.repeat(
        700,
      ),
    ),
  );
  let isOn = false;
  let met = 0;
  const attack = async () => {
    while (isOn) {
      await fetchFeed({ url }, here, 2_000).catch((error: unknown) =>
        expect(error).toBeInstanceOf(FeedFailed),
      );
      await parseApart({ ...reading, format: 'news', mapping: null, bytes: large });
      met++;
    }
  };
  const seen = () => ops.app.announcements.shownIn(SUKAMAJU.code, ops.clock.now);
  let running: Promise<void> = Promise.resolve();
  await bench.compare(
    bench('in quiet', async () => void (await seen())),
    bench(
      'while hostile feeds come',
      {
        beforeAll: () => {
          isOn = true;
          running = attack();
        },
        afterAll: async () => {
          isOn = false;
          await running;
        },
      },
      async () => void (await seen()),
    ),
  );
  expect(met).toBeGreaterThan(0);
  endless.closeAllConnections();
  endless.close();
}, 60_000);
