import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../platform/config.ts';
import { openDb } from '../platform/db.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { migrate } from '../platform/migrate.ts';
import { checkKey, keyFile, sealerOf } from '../platform/seal.ts';
import { testDatabase } from '../platform/testing.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';
import { fillWithLife, sumsOf } from './testing-life.ts';

const PASSPHRASE = 'sungai musi mengalir pelan';
const now = new Date('2026-11-25T18:30:00.000Z');

function place(): string {
  const folder = mkdtempSync('/tmp/sd-backup-');
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const embedded = async (dataDir: string) => {
  const server = await startEmbeddedPostgres({ dataDir, database: 'sinyal_desa' });
  onTestFinished(() => server.stop());
  return server;
};

/** An embedded server with a life behind it; `write` adds looks until it is told to stop, and gives back how many were committed. */
async function houseWithLife() {
  const dataDir = path.join(place(), 'data');
  const server = await embedded(dataDir);
  await migrate(server.url);
  const db = openDb(server.url, { max: 2, as: 'owner' });
  await checkKey(db, sealerOf(keyFile(dataDir)));
  await db.$disconnect();
  await fillWithLife(server.url, 20_000);
  return { dataDir, server, key: keyFile(dataDir), cluster: path.join(server.dataDir, 'pg18') };
}

async function writer(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let wanted = true;
  let committed = 0;
  const done = (async () => {
    while (wanted) {
      await client.query(
        `insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms)
         values (1, now(), 1, '00000000-0000-4000-8000-000000000002', $1, 'answered', 1, 0)`,
        [committed + 1],
      );
      committed += 1;
    }
    await client.end();
  })();
  return {
    committed: () => committed,
    async stop() {
      wanted = false;
      await done;
    },
  };
}

const config = (dataDir: string, more: Record<string, string> = {}) =>
  readConfig({ DATA_DIR: dataDir, ...more });

test('a physical backup under a writer: what was committed before its end is there, and every table is the same', {
  timeout: 120_000,
}, async () => {
  const house = await houseWithLife();
  const folder = place();
  const writing = await writer(house.server.url);
  await expect.poll(writing.committed).toBeGreaterThan(50);
  const before = writing.committed();
  const made = await backUp({
    ...house,
    url: house.server.url,
    form: 'physical',
    folder,
    passphrase: PASSPHRASE,
    now,
  });
  const after = writing.committed();
  await writing.stop();
  expect(after).toBeGreaterThan(before);
  expect(path.basename(made.file)).toBe('sinyal-desa-20261125T183000Z-physical.tar.zst.age');
  expect(statSync(made.file).mode & 0o077).toBe(0);
  expect(existsSync(`${made.file}.unfinished`)).toBe(false);
  expect(readFileSync(made.file).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  const slots = await query(house.server.url, 'select * from pg_replication_slots');
  expect(slots).toEqual([]);

  const target = path.join(place(), 'data');
  const done = await restore(config(target), made.file, PASSPHRASE);
  expect(readFileSync(done.keyFile, 'utf8')).toBe(
    readFileSync(path.join(house.dataDir, 'master.key'), 'utf8'),
  );
  expect(statSync(done.keyFile).mode & 0o777).toBe(0o600);
  const copy = await embedded(target);
  const [{ count }] = (await query(
    copy.url,
    `select count(*)::int from look where epoch = '00000000-0000-4000-8000-000000000002'`,
  )) as [{ count: number }];
  expect(count).toBeGreaterThanOrEqual(before);
  await query(house.server.url, `delete from look where epoch = '00000000-0000-4000-8000-000000000002'`);
  await query(copy.url, `delete from look where epoch = '00000000-0000-4000-8000-000000000002'`);
  expect(await sumsOf(copy.url)).toEqual(await sumsOf(house.server.url));
  await expect(restore(config(target), made.file, PASSPHRASE)).rejects.toThrow(/sudah ada basis data/);
});

test('a logical backup moves from the embedded server to another one, with its sequences, partitions and append-only log', {
  timeout: 120_000,
}, async () => {
  const house = await houseWithLife();
  const made = await backUp({
    ...house,
    url: house.server.url,
    form: 'logical',
    folder: place(),
    passphrase: PASSPHRASE,
    now,
  });
  await using other = await emptyDatabase();
  const target = place();
  await restore(config(target, { DATABASE_URL: other.url }), made.file, PASSPHRASE);
  expect(await sumsOf(other.url)).toEqual(await sumsOf(house.server.url));
  const db = openDb(other.url, { max: 1 });
  onTestFinished(() => db.$disconnect());
  await checkKey(db, sealerOf(keyFile(target)));
  const next = await db.chore.create({ data: { kind: 'disk', since: now } });
  expect(next.id).toBeGreaterThan(1);
  await expect(db.auditEntry.deleteMany({})).rejects.toThrow();
  await expect(query(other.url, 'delete from audit_entry')).rejects.toThrow(/append-only/);
  await expect(restore(config(place(), { DATABASE_URL: other.url }), made.file, PASSPHRASE)).rejects.toThrow(
    /tidak kosong/,
  );
});

let small: { file: string; bytes: Buffer };
beforeAll(async () => {
  await using database = await testDatabase();
  const folder = mkdtempSync('/tmp/sd-backup-');
  await fillWithLife(database.url, 500);
  const made = await backUp({
    url: database.url,
    cluster: null,
    form: 'logical',
    key: randomBytes(32),
    folder,
    passphrase: PASSPHRASE,
    now,
  });
  small = { file: made.file, bytes: readFileSync(made.file) };
  return () => rmSync(folder, { recursive: true, force: true });
}, 60_000);

const changed = (change: (bytes: Buffer) => Buffer) => {
  const file = path.join(place(), 'changed.tar.zst.age');
  writeFileSync(file, change(Buffer.from(small.bytes)));
  return file;
};

test.each<[what: string, file: () => string, passphrase: string, words: RegExp]>([
  ['a wrong passphrase', () => small.file, 'sungai musi mengalir deras', /Frasa sandi cadangan salah/],
  ['no such file', () => '/tmp/sd-none.tar.zst.age', PASSPHRASE, /tidak ada/],
  ['a folder', () => '/tmp', PASSPHRASE, /folder/],
  ['cut in its head', () => changed((bytes) => bytes.subarray(0, 60)), PASSPHRASE, /terpotong/],
  [
    'cut in the middle',
    () => changed((bytes) => bytes.subarray(0, bytes.length >> 1)),
    PASSPHRASE,
    /terpotong/,
  ],
  ['without its last byte', () => changed((bytes) => bytes.subarray(0, -1)), PASSPHRASE, /terpotong/],
  [
    'one bit flipped',
    () =>
      changed((bytes) => {
        bytes[bytes.length - 100]! ^= 1;
        return bytes;
      }),
    PASSPHRASE,
    /rusak/,
  ],
  ['something else', () => changed(() => Buffer.from('halo'.repeat(100))), PASSPHRASE, /bukan cadangan/],
])('%s: a sentence, and the database stays empty', async (_what, file, passphrase, words) => {
  await using other = await emptyDatabase();
  const target = place();
  await expect(restore(config(target, { DATABASE_URL: other.url }), file(), passphrase)).rejects.toThrow(
    words,
  );
  expect(existsSync(path.join(target, 'master.key'))).toBe(false);
  const left = await query(other.url, `select 1 from pg_class where relname = 'look' and relkind = 'p'`);
  const looks = left.length === 0 ? [] : await query(other.url, 'select 1 from look limit 1');
  expect(looks).toEqual([]);
});

test('a passphrase that is too short, and a physical copy of a server of one’s own, are refused before anything is written', async () => {
  const folder = place();
  const options = { url: 'postgresql://x@127.0.0.1:9/x', cluster: null, key: randomBytes(32), folder, now };
  await expect(backUp({ ...options, form: 'logical', passphrase: 'pendek' })).rejects.toThrow(
    /terlalu pendek/,
  );
  await expect(backUp({ ...options, form: 'physical', passphrase: PASSPHRASE })).rejects.toThrow(/logis/);
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A database without a single table, on the suite's own server. */
async function emptyDatabase() {
  const database = await testDatabase();
  await database.db.$disconnect();
  await query(database.url, 'drop schema public cascade');
  await query(database.url, 'create schema public');
  return database;
}
