import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import tar from 'tar-stream';

/**
 * An archive is tar, compressed by zstd, sealed by age with a passphrase (age-encryption.org/v1, scrypt): Debian's `age -d`, `zstd -d`
 * and `tar -x` open it without this program. What is sealed cannot be cut or changed without being noticed.
 */
export const ENDING = '.tar.zst.age';
/** Its final name comes last: what has it is whole. */
const UNFINISHED = '.unfinished';

/** The file cannot be opened; says why, in words for the person at the console. */
export class UnreadableArchive extends Error {
  override readonly name = 'UnreadableArchive';
}

export interface ArchiveWriter {
  add(name: string, content: Uint8Array): Promise<void>;
  /** Exactly `bytes` of `content` are taken; a shorter one is filled up with zeros. */
  addStream(name: string, bytes: number, content: AsyncIterable<Uint8Array>): Promise<void>;
}

export interface Written {
  readonly bytes: number;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
}

/** Writes `file`, whole or not at all; readable by nobody else. */
export async function writeArchive(
  file: string,
  passphrase: string,
  fill: (writer: ArchiveWriter) => Promise<void>,
): Promise<Written> {
  const unfinished = `${file}${UNFINISHED}`;
  const pack = tar.pack();
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const sealer = new Encrypter();
  sealer.setPassphrase(passphrase);
  try {
    const compressed = createZstdCompress();
    const sealed = await sealer.encrypt(Readable.toWeb(compressed) as globalThis.ReadableStream<Uint8Array>);
    await Promise.all([
      pipeline(pack, compressed),
      pipeline(
        Readable.fromWeb(sealed as ReadableStream),
        counted,
        createWriteStream(unfinished, { flags: 'w', mode: 0o600 }),
      ),
      fill(writerOf(pack)).then(
        () => pack.finalize(),
        (error: Error) => {
          pack.destroy(error);
          throw error;
        },
      ),
    ]);
    await flushed(unfinished);
    await rename(unfinished, file);
    await flushed(path.dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return { bytes, digest: hash.digest('hex') };
}

function writerOf(pack: tar.Pack): ArchiveWriter {
  const addStream = async (name: string, size: number, content: AsyncIterable<Uint8Array>) => {
    const entry = pack.entry({ name, size, mode: 0o600 });
    await pipeline(Readable.from(exactly(content, size)), entry);
  };
  return { addStream, add: (name, content) => addStream(name, content.length, Readable.from([content])) };
}

const ZEROS = Buffer.alloc(65_536);

/** A file that grows or shrinks while it is read. */
async function* exactly(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let rest = size;
  for await (const chunk of content) {
    if (rest === 0) return;
    const taken = chunk.subarray(0, rest);
    rest -= taken.length;
    yield taken;
  }
  for (; rest > 0; rest -= Math.min(rest, ZEROS.length)) yield ZEROS.subarray(0, rest);
}

async function flushed(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface ArchiveEntry {
  readonly name: string;
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Calls `take` for each entry, in the order in which they were written. Throws UnreadableArchive, at the end too: only when this has
 * returned was the archive whole.
 */
export async function readArchive(
  file: string,
  passphrase: string,
  take: (entry: ArchiveEntry) => Promise<void>,
): Promise<void> {
  const opener = new Decrypter();
  opener.addPassphrase(passphrase);
  const source = createReadStream(file);
  let plain: Readable;
  try {
    plain = Readable.fromWeb(
      (await opener.decrypt(
        Readable.toWeb(source) as globalThis.ReadableStream<Uint8Array>,
      )) as ReadableStream,
    );
  } catch (error) {
    source.destroy();
    throw headFault(file, error);
  }
  const extract = tar.extract();
  let takes = false;
  const reading = pipeline(plain, createZstdDecompress(), extract);
  reading.catch(() => {}); // awaited below, after what it broke
  try {
    for await (const entry of extract) {
      takes = true;
      await take({ name: entry.header.name, content: entry as AsyncIterable<Buffer> });
      takes = false;
      entry.resume();
    }
    await reading;
  } catch (error) {
    const why = await reading.then(
      () => null,
      (fault: unknown) => fault,
    );
    if (why === null || (takes && why === error)) throw error;
    throw isOurs(error) ? error : cut(file, why);
  }
}

/** A refusal of whoever took the entries, not of the archive. */
const isOurs = (error: unknown): boolean =>
  error instanceof Error && /^(Unreadable|Restore)/.test(error.name);

const cut = (file: string, cause: unknown) =>
  new UnreadableArchive(`Berkas ${file} terpotong atau rusak. Ambil salinannya dari tempat kedua.`, {
    cause,
  });

function headFault(file: string, cause: unknown): UnreadableArchive {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new UnreadableArchive(`Berkas ${file} tidak ada.`, { cause });
  if (code === 'EISDIR')
    return new UnreadableArchive(`${file} adalah folder, bukan berkas cadangan.`, { cause });
  if (code === 'EACCES')
    return new UnreadableArchive(`Berkas ${file} tidak boleh dibaca pengguna ini.`, { cause });
  if (/no identity matched/.test(message))
    return new UnreadableArchive('Frasa sandi cadangan salah.', { cause });
  return new UnreadableArchive(`Berkas ${file} bukan cadangan Sinyal Desa, atau terpotong di awal.`, {
    cause,
  });
}
