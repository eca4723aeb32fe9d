import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Config } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import { BackupRefused, backUp, nameOf } from './backup.ts';
import { toDelete } from './keep.ts';
import type { Form } from './manifest.ts';
import { copyToSecondPlace } from './second-place.ts';

export interface Job {
  readonly db: Db;
  readonly config: Config;
  /** Of the superuser. */
  readonly url: string;
  readonly cluster: string | null;
  readonly key: Uint8Array;
  readonly form: Form;
  readonly folder: string;
  readonly passphrase: string;
  /** Lets old ones go, and copies to the second place. */
  readonly nightly: boolean;
  readonly now: Date;
}

export interface Done {
  readonly file: string;
  readonly bytes: number;
  readonly digest: string;
  /** Null = copied, or not wanted. */
  readonly copyFailure: string | null;
}

/** `hashtext` of this names the lock. */
const LOCK = 'sinyal-desa backup';
const DAY_MS = 86_400_000;

/** One backup, written down in the table `backup`; never two at once. */
export async function makeBackup(job: Job): Promise<Done> {
  const { db, form, folder, now } = job;
  const lock = new pg.Client({ connectionString: job.url, connectionTimeoutMillis: 5_000 });
  lock.on('error', () => {}); // the server is gone: the backup's own connection tells
  await lock.connect();
  try {
    const { rows } = await lock.query<{ free: boolean }>(
      'select pg_try_advisory_lock(hashtext($1)) as free',
      [LOCK],
    );
    if (!rows[0]!.free) throw new BackupRefused('Cadangan lain sedang dibuat: tunggu sampai selesai.');
    const row = await db.backup.create({
      data: { startedAt: now, form, file: path.join(folder, nameOf(form, now)) },
    });
    try {
      const made = await backUp(job);
      await db.backup.update({
        where: { id: row.id },
        data: { finishedAt: new Date(), bytes: BigInt(made.bytes), digest: made.digest },
      });
      const copyFailure = job.nightly ? await keepAndCopy(job, row.id, made.file) : null;
      return { file: made.file, bytes: made.bytes, digest: made.digest, copyFailure };
    } catch (error) {
      await db.backup.update({
        where: { id: row.id },
        data: { finishedAt: new Date(), failure: (error as Error).message.slice(0, 500) },
      });
      throw error;
    }
  } finally {
    await lock.end();
  }
}

async function keepAndCopy({ db, config, folder }: Job, id: number, file: string): Promise<string | null> {
  await letGo(folder);
  const { backupSecondPlace: place } = config;
  if (place === null) return null;
  await db.backup.update({ where: { id }, data: { copiedTo: place } });
  try {
    await copyToSecondPlace(file, { ...config, place });
    await db.backup.update({ where: { id }, data: { copiedAt: new Date() } });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Old backups, and what a killed one left behind. */
async function letGo(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of toDelete(names)) await rm(path.join(folder, name), { force: true });
  for (const name of names.filter((one) => /^sinyal-desa-.*\.unfinished$/.test(one))) {
    const { mtimeMs } = await stat(path.join(folder, name));
    if (Date.now() - mtimeMs > DAY_MS) await rm(path.join(folder, name), { force: true });
  }
}
