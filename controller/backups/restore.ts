import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Config, home } from '../platform/config.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { accountForRoot, placeData } from '../platform/postgres-places.ts';
import { type ArchiveEntry, readArchive } from './archive.ts';
import { fillDatabase } from './fill-database.ts';
import { KEY, MANIFEST, Manifest } from './manifest.ts';

/** The backup is not taken back; says why and what to do. Nothing was changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

export interface Restored {
  readonly manifest: Manifest;
  /** Where the data are now: the cluster's folder, or the address of the server without its password. */
  readonly into: string;
  readonly keyFile: string;
}

/** Of @embedded-postgres. */
const OUR_MAJOR = 18;

/** An empty machine becomes what the backup was. Whole or not at all: what is half read lies beside, and is removed. */
export async function restore(config: Config, file: string, passphrase: string): Promise<Restored> {
  const keyPath = config.keyFile ?? path.join(config.dataDir, 'master.key');
  const cluster = config.databaseUrl === null ? emptyCluster(config.dataDir) : null;
  let manifest: Manifest | null = null;
  let key: Buffer | null = null;
  const fresh = cluster === null ? null : `${cluster}.restoring`;
  if (fresh !== null) await rm(fresh, { recursive: true, force: true });
  const tables = new TableFiller(config, cluster);
  try {
    await readArchive(file, passphrase, async (entry) => {
      if (manifest === null) {
        manifest = manifestOf(entry.name, await allOf(entry));
        mustFit(manifest, config);
        return;
      }
      if (entry.name === KEY) {
        key = await allOf(entry);
        mustBeTheKey(keyPath, key);
      } else if (manifest.form === 'physical') await intoFolder(fresh!, entry);
      else await tables.take(manifest, entry);
    });
    if (manifest === null || key === null)
      throw new RestoreRefused(`Berkas ${file} tidak berisi cadangan yang lengkap.`);
    if ((manifest as Manifest).form === 'physical') await settle(fresh!, cluster!);
    else await tables.end(manifest);
    writeKey(keyPath, key);
    return { manifest, into: cluster ?? addressOf(config.databaseUrl!), keyFile: keyPath };
  } catch (error) {
    await tables.abandon();
    if (fresh !== null) await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

function emptyCluster(dataDir: string): string {
  const folder = placeData(path.resolve(dataDir), accountForRoot());
  const cluster = path.join(folder, `pg${OUR_MAJOR}`);
  if (existsSync(cluster))
    throw new RestoreRefused(
      `Di ${dataDir} sudah ada basis data. Hentikan pengendali, pindahkan folder itu (mv ${dataDir} ${dataDir}.lama), lalu ulangi.`,
    );
  return cluster;
}

const known = () =>
  readdirSync(path.join(home, 'prisma', 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

function manifestOf(name: string, content: Buffer): Manifest {
  try {
    if (name === MANIFEST) return Manifest.parse(JSON.parse(content.toString('utf8')));
  } catch {
    // told below
  }
  throw new RestoreRefused(
    'Isi berkas ini bukan cadangan Sinyal Desa yang dikenal program ini: perbarui program, lalu ulangi.',
  );
}

function mustFit({ form, migrations, postgresMajor, program }: Manifest, { databaseUrl }: Config): void {
  const foreign = migrations.filter((name) => !known().includes(name));
  if (foreign.length > 0)
    throw new RestoreRefused(
      `Cadangan ini dari versi yang lebih baru (${program}): perbarui program (git pull && npm ci), lalu ulangi.`,
    );
  if (form === 'physical' && databaseUrl !== null)
    throw new RestoreRefused(
      'Cadangan ini salinan fisik, hanya untuk basis data bawaan: kosongkan DATABASE_URL, atau buat cadangan dengan --logical.',
    );
  if (form === 'physical' && postgresMajor !== OUR_MAJOR)
    throw new RestoreRefused(
      `Cadangan ini salinan fisik PostgreSQL ${postgresMajor}, dan yang ada di sini PostgreSQL ${OUR_MAJOR}: buat cadangan --logical dengan program yang lama.`,
    );
}

/** The key comes with its database; another one that lies there is not written over. */
function mustBeTheKey(file: string, key: Buffer): void {
  if (existsSync(file) && readFileSync(file, 'utf8').trim() !== key.toString('utf8').trim())
    throw new RestoreRefused(`${file} adalah kunci lain. Pindahkan dahulu, lalu ulangi.`);
}

function writeKey(file: string, key: Buffer): void {
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, key, { mode: 0o600, flush: true });
}

async function allOf({ content }: ArchiveEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A name from the archive never leads out of the folder. */
async function intoFolder(fresh: string, { name, content }: ArchiveEntry): Promise<void> {
  const below = name.replace(/^cluster\//, '');
  const target = path.resolve(fresh, below);
  if (!name.startsWith('cluster/') || !target.startsWith(`${fresh}${path.sep}`))
    throw new RestoreRefused(`Berkas ini menyebut ${name}, yang bukan bagian cadangan.`);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  if (path.basename(target) === '.folder') return;
  const handle = await open(target, 'w', 0o600);
  try {
    for await (const chunk of content) await handle.write(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function settle(fresh: string, cluster: string): Promise<void> {
  await mkdir(path.join(fresh, 'pg_wal', 'archive_status'), { recursive: true, mode: 0o700 });
  await mkdir(path.join(fresh, 'pg_wal', 'summaries'), { recursive: true, mode: 0o700 });
  const account = accountForRoot();
  chmodSync(fresh, 0o700);
  for (const name of ['', ...readdirSync(fresh, { recursive: true }).map(String)])
    if (account) chownSync(path.join(fresh, name), account.uid, account.gid);
  await rename(fresh, cluster);
}

function addressOf(url: string): string {
  const address = new URL(url);
  address.password = '';
  return address.toString();
}

/** Opens the target when the first table comes; a server that was started for it is stopped, and its cluster removed on failure. */
class TableFiller {
  readonly #config: Config;
  readonly #cluster: string | null;
  #filling: Awaited<ReturnType<typeof fillDatabase>> | null = null;
  #stop: () => Promise<void> = async () => {};

  constructor(config: Config, cluster: string | null) {
    this.#config = config;
    this.#cluster = cluster;
  }

  async take(manifest: Manifest, entry: ArchiveEntry): Promise<void> {
    this.#filling ??= await this.#begin(manifest);
    await this.#filling.take(entry.name, await allOf(entry));
  }

  async end(manifest: Manifest): Promise<void> {
    this.#filling ??= await this.#begin(manifest);
    await this.#filling.commit();
    this.#filling = null;
    await this.#stop();
  }

  async abandon(): Promise<void> {
    if (this.#filling === null) return;
    await this.#filling.abandon();
    await this.#stop();
    if (this.#cluster !== null) await rm(this.#cluster, { recursive: true, force: true });
  }

  async #begin(manifest: Manifest) {
    if (this.#config.databaseUrl !== null) return await fillDatabase(this.#config.databaseUrl, manifest);
    const server = await startEmbeddedPostgres({ dataDir: this.#config.dataDir, database: 'sinyal_desa' });
    this.#stop = () => server.stop();
    try {
      return await fillDatabase(server.url, manifest);
    } catch (error) {
      await server.stop();
      await rm(this.#cluster!, { recursive: true, force: true });
      throw error;
    }
  }
}
