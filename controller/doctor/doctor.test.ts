import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../platform/config.ts';
import { checkKey, keyFile, sealerOf } from '../platform/seal.ts';
import { testDatabase } from '../platform/testing.ts';
import type { Facts } from './facts.ts';
import { linesOf } from './lines-of.ts';
import { look } from './look.ts';

const now = new Date('2026-11-25T03:00:00.000Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const env = {
  PORTAL_PUBLIC_URL: 'https://wifi.example.go.id',
  OPS_PUBLIC_URL: 'https://sinyal.example.go.id',
  TRUSTED_PROXY: '127.0.0.1',
  CANARIES: 'a=1.1.1.1:53,b=9.9.9.9:53',
};
const config = readConfig(env);

const there = {
  kind: 'there',
  version: '18.4',
  bytes: 1e9,
  keyFits: true,
  pending: [],
  foreign: [],
  clockSeconds: 0,
  newestLookAt: ago(1),
  routers: 12,
} as const;
const backup = {
  folder: '/backups',
  passphraseFile: true,
  newestGoodAt: ago(60),
  lastFailure: null,
  secondPlace: '/mnt/usb',
  copiedAt: ago(50),
} as const;
const agent = { name: 'kantor', lastSeenAt: ago(0), backlog: 0, offsetMs: 12, routers: 12 };
const healthy: Facts = {
  now,
  program: '0.1.0',
  node: '24.21.0',
  running: true,
  ports: [{ variable: 'OPS_PORT', port: 8080, protocol: 'tcp', state: 'taken' }],
  folders: [{ path: '/data', usedPercent: 30, freeBytes: 7e10 }],
  clockSynchronised: true,
  key: { kind: 'there', file: '/data/master.key', openToOthers: false, named: false },
  database: there,
  agents: [agent],
  backup,
  realRouters: 12,
};

test('where all is well, no line has anything to do', () => {
  expect(linesOf(healthy, config).filter(({ todo }) => todo !== null)).toEqual([]);
});

test.each<[what: string, facts: Partial<Facts>, about: string, todo: RegExp]>([
  ['an old Node', { node: '20.1.0' }, 'versi', /Node 24/],
  [
    'a port of another program',
    { running: false, ports: [{ variable: 'OPS_PORT', port: 80, protocol: 'tcp', state: 'taken' }] },
    'port',
    /Hentikan program itu/,
  ],
  [
    'a port below 1024',
    { ports: [{ variable: 'OPS_PORT', port: 80, protocol: 'tcp', state: 'forbidden' }] },
    'port',
    /di atas 1023/,
  ],
  ['a disk at 80 %', { folders: [{ path: '/data', usedPercent: 80, freeBytes: 1 }] }, 'disk', /95 %/],
  [
    'a folder that is gone',
    { folders: [{ path: '/b', usedPercent: null, freeBytes: null }] },
    'disk',
    /Buat/,
  ],
  ['a clock that nobody sets', { clockSynchronised: false }, 'jam', /chrony/],
  ['a key that is gone', { key: { kind: 'unreadable', why: 'x' } }, 'kunci', /restore/],
  [
    'a key that others may read',
    { key: { kind: 'there', file: '/k', openToOthers: true, named: false } },
    'kunci',
    /chmod 600/,
  ],
  ['a key of another database', { database: { ...there, keyFits: false } }, 'kunci', /cadangan/],
  ['a database that is gone', { database: { kind: 'unreachable', why: 'x' } }, 'basis data', /DATABASE_URL/],
  ['a database from the future', { database: { ...there, foreign: ['2027'] } }, 'basis data', /git pull/],
  ['a database that waits', { database: { ...there, pending: ['2027'] } }, 'basis data', /Mulai ulang/],
  ['two clocks', { database: { ...there, clockSeconds: -7 } }, 'jam', /chrony/],
  ['nobody looks', { database: { ...there, newestLookAt: ago(11) } }, 'pemeriksaan', /agen/],
  ['a silent agent', { agents: [{ ...agent, lastSeenAt: ago(2) }] }, 'agen kantor', /npm run agent/],
  ['an agent in 1970', { agents: [{ ...agent, offsetMs: 2e9 }] }, 'agen kantor', /chrony/],
  [
    'a backup of the day before',
    { backup: { ...backup, newestGoodAt: ago(26 * 60 + 1) } },
    'cadangan',
    /backup/,
  ],
  ['no nightly backup', { backup: { ...backup, folder: null } }, 'cadangan', /BACKUP_DIR/],
  ['no second place', { backup: { ...backup, secondPlace: null } }, 'cadangan', /SECOND_PLACE/],
])('%s is told, with the next step', (_what, facts, about, todo) => {
  const open = linesOf({ ...healthy, ...facts }, config).filter((line) => line.todo !== null);
  expect(open.map((line) => line.about)).toEqual([about]);
  expect(open[0]!.todo).toMatch(todo);
});

test('settings that real routers need are told', () => {
  const open = linesOf(healthy, readConfig({})).filter(({ todo }) => todo !== null);
  expect(open.map(({ found }) => /^[A-Z_]+/.exec(found)![0])).toEqual([
    'PORTAL_PUBLIC_URL',
    'OPS_PUBLIC_URL',
    'CANARIES',
  ]);
});

test('it sees a database, its key and a taken port as they are, and changes nothing', async () => {
  await using database = await testDatabase();
  const dataDir = mkdtempSync('/tmp/sd-doctor-');
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const settings = readConfig({
    ...env,
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    OPS_PORT: '0',
    PORTAL_PORT: String(port),
    METRICS_PORT: '0',
    RADIUS_AUTH_PORT: '0',
    RADIUS_ACCT_PORT: '0',
    BIND_ADDRESS: '127.0.0.1',
  });
  await checkKey(database.db, sealerOf(keyFile(dataDir)));
  const facts = await look(settings, new Date());
  expect(facts).toMatchObject({
    running: false,
    ports: [{ variable: 'PORTAL_PORT', state: 'taken' }],
    key: { kind: 'there', openToOthers: false },
    database: { kind: 'there', keyFits: true, pending: [], foreign: [], routers: 0 },
  });
  expect(facts.folders[0]!.usedPercent).toBeGreaterThan(0);

  const key = path.join(dataDir, 'master.key');
  writeFileSync(key, Buffer.alloc(32, 9).toString('base64'));
  chmodSync(key, 0o644);
  expect(await look(settings, new Date())).toMatchObject({
    key: { openToOthers: true },
    database: { keyFits: false },
  });
  const gone = readConfig({ DATA_DIR: dataDir, DATABASE_URL: 'postgresql://me@127.0.0.1:9/x' });
  expect((await look(gone, new Date())).database).toMatchObject({ kind: 'unreachable' });
});
