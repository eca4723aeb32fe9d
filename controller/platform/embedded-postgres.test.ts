import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { home } from './config.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

function folder(mode = 0o700): string {
  const at = mkdtempSync('/tmp/sd-');
  chmodSync(at, mode);
  onTestFinished(() => rmSync(at, { recursive: true, force: true }));
  return at;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, database: 'x' });
  onTestFinished(async () => {
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  });
  return server;
}

async function ask<T>(url: string, sql: string): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] as T;
  } finally {
    await client.end();
  }
}

test('below a private home, and in a path of 150 characters, it starts with a private socket and no port', async () => {
  const deep = path.join(folder(), 'd'.repeat(70), 'e'.repeat(70));
  const server = await start(deep);
  expect(await ask(server.url, 'show listen_addresses')).toEqual({ listen_addresses: '' });
  const socketDir = new URL(server.url).searchParams.get('host')!;
  expect(Buffer.byteLength(path.join(socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(107);
  expect(statSync(socketDir).mode & 0o077).toBe(0);
  if (isRoot) expect(server.dataDir).toMatch(/^\/var\/lib\/sinyal-desa\//);
});

test('a server that outlived its process is adopted', async () => {
  const at = folder(0o755);
  const first = await start(at);
  const second = await startEmbeddedPostgres({ dataDir: at, database: 'x' });
  expect([second.adopted, second.pid]).toEqual([true, first.pid]);
  await second.stop();
});

test('a server that is killed comes back, with what was committed', async () => {
  const server = await start(folder(0o755));
  await ask(server.url, 'create table kept as select 7 as n');
  const killed = server.pid;
  process.kill(killed, 'SIGKILL');
  await expect
    .poll(() => ask(server.url, 'select n from kept').catch(() => null), { timeout: 20_000 })
    .toEqual({ n: 7 });
  expect(server.pid).not.toBe(killed);
});

test('a folder of somebody else in the place of the socket is refused', async () => {
  const deep = path.join(folder(0o755), 'f'.repeat(100));
  const server = await start(deep);
  await server.stop();
  const socketDir = new URL(server.url).searchParams.get('host')!;
  chmodSync(socketDir, 0o777);
  await expect(startEmbeddedPostgres({ dataDir: deep, database: 'x' })).rejects.toThrow(
    /not a private folder/,
  );
  rmSync(socketDir, { recursive: true });
});

// Where the suite itself runs as a plain user, the tests above have shown it.
test.runIf(isRoot && enterableForAll(home))('as a plain user it starts in her own folder', async () => {
  const at = folder();
  const nobody = { uid: 65_534, gid: 65_534 };
  chownSync(at, nobody.uid, nobody.gid);
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(path.join(home, 'controller/platform/embedded-postgres.ts'))};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(path.join(at, 'data'))}, database: 'x' });
    console.log(server.dataDir);
    await server.stop();`;
  const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '-e', script], {
    ...nobody,
    cwd: at,
    env: { PATH: process.env.PATH, HOME: at },
  });
  expect(stdout.trim()).toBe(path.join(at, 'data'));
});

function enterableForAll(place: string): boolean {
  for (let at = place; ; at = path.dirname(at)) {
    if (!(statSync(at).mode & 0o001)) return false;
    if (at === path.dirname(at)) return true;
  }
}

test('an initdb that was cut off leaves nothing that is taken for a database', async () => {
  const at = folder(0o755);
  mkdirSync(path.join(at, 'postgres', 'pg18.new', 'base'), { recursive: true });
  if (isRoot) chmodSync(path.join(at, 'postgres'), 0o755);
  const server = await start(at);
  expect(await ask(server.url, 'select 1 as one')).toEqual({ one: 1 });
  expect(existsSync(path.join(server.dataDir, 'pg18.new'))).toBe(false);
});
