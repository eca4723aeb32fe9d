import { mkdirSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { home } from '../platform/config.ts';
import { type ArchiveWriter, ENDING, type Written, writeArchive } from './archive.ts';
import { copyTables, type Snapshot, snapshotOf } from './logical.ts';
import { type Form, KEY, MANIFEST, type Manifest } from './manifest.ts';
import { copyCluster } from './physical.ts';
import { appliedMigrations, majorOf } from './tables.ts';

export interface BackupOptions {
  /** Of the superuser for a physical copy. */
  readonly url: string;
  /** Folder of the embedded cluster; null for a server of one's own, which is copied table by table. */
  readonly cluster: string | null;
  readonly form: Form;
  readonly key: Uint8Array;
  readonly folder: string;
  readonly passphrase: string;
  readonly now: Date;
}

/** The backup was not made; says why. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

export interface Made extends Written {
  readonly file: string;
  readonly manifest: Manifest;
}

/** Shorter ones are guessed. */
export const LEAST_PASSPHRASE = 12;
/** Above this share a disk is needed for what comes in, %. */
const DISK_LIMIT_PERCENT = 95;
const CONNECT_MS = 5_000;

/** `sinyal-desa-20261125T183000Z-physical.tar.zst.age`: sorts by time. */
export function nameOf(form: Form, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return `sinyal-desa-${stamp}-${form}${ENDING}`;
}

/** Database and key in one sealed file, online: whoever writes meanwhile is neither stopped nor lost. */
export async function backUp(options: BackupOptions): Promise<Made> {
  const { url, cluster, form, key, folder, passphrase, now } = options;
  if (passphrase.length < LEAST_PASSPHRASE)
    throw new BackupRefused(`Frasa sandi terlalu pendek: paling sedikit ${LEAST_PASSPHRASE} huruf.`);
  if (form === 'physical' && cluster === null)
    throw new BackupRefused('Basis data milik sendiri (DATABASE_URL) disalin secara logis: pakai --logical.');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await mustHaveRoom(folder);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {}); // the query that is under way rejects
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'");
    await client.query('set statement_timeout = 0');
    const common = {
      product: 'sinyal-desa' as const,
      format: 1 as const,
      form,
      program: programVersion(),
      createdAt: now.toISOString(),
      postgresMajor: await majorOf(client),
      migrations: await appliedMigrations(client),
    };
    const file = path.join(folder, nameOf(form, now));
    let manifest: Manifest = { ...common, tables: [], sequences: [], lookMonths: [] };
    const written = await writeArchive(file, passphrase, async (archive) => {
      if (form === 'logical') {
        manifest = await copyLogical(client, common, key, archive);
        return;
      }
      await addHead(archive, manifest, key);
      await copyCluster(client, cluster!, archive);
    });
    return { ...written, file, manifest };
  } finally {
    await client.end();
  }
}

async function copyLogical(
  client: pg.Client,
  common: Omit<Manifest, keyof Snapshot>,
  key: Uint8Array,
  archive: ArchiveWriter,
): Promise<Manifest> {
  await client.query('begin transaction isolation level repeatable read read only');
  try {
    const snapshot = await snapshotOf(client);
    const manifest: Manifest = { ...common, ...snapshot, tables: [...snapshot.tables] };
    await addHead(archive, manifest, key);
    await copyTables(client, snapshot, archive);
    return manifest;
  } finally {
    await client.query('rollback');
  }
}

async function addHead(archive: ArchiveWriter, manifest: Manifest, key: Uint8Array): Promise<void> {
  await archive.add(MANIFEST, Buffer.from(JSON.stringify(manifest)));
  await archive.add(KEY, Buffer.from(`${Buffer.from(key).toString('base64')}\n`));
}

const programVersion = (): string =>
  (JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }).version;

async function mustHaveRoom(folder: string): Promise<void> {
  const { blocks, bfree, bavail } = await statfs(folder);
  const used = (100 * (blocks - bfree)) / (blocks - bfree + bavail);
  if (used >= DISK_LIMIT_PERCENT)
    throw new BackupRefused(
      `Disk tempat ${folder} sudah terpakai ${Math.floor(used)} %: hapus berkas yang tidak perlu, atau pilih folder lain.`,
    );
}
