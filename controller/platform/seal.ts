import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Db } from './db.ts';

/** Seals secrets for the database with AES-256-GCM; the key lies in a file outside of it. */
export interface Sealer {
  /** `bindTo` names what the secret belongs to: moved to another row it does not open. */
  seal(secret: string, bindTo: string): Buffer<ArrayBuffer>;
  /** Throws WrongKey when the key is another, or the bytes were moved or changed. */
  open(sealed: Uint8Array, bindTo: string): string;
  /** Keyed hash for look-ups (a MAC, a form): HMAC-SHA-256 under a key derived for `purpose`. */
  mac(purpose: string, text: string): Buffer;
}

export class WrongKey extends Error {
  override readonly name = 'WrongKey';
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function sealerOf(key: Uint8Array): Sealer {
  return {
    seal(secret, bindTo) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bindTo));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]);
    },
    open(sealed, bindTo) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== VERSION) throw new WrongKey(`${bindTo}: sealed in an unknown form`);
      const iv = bytes.subarray(1, 1 + IV_BYTES);
      const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bindTo)).setAuthTag(tag);
        return (
          decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES), undefined, 'utf8') +
          decipher.final('utf8')
        );
      } catch (cause) {
        throw new WrongKey(`${bindTo}: does not open with this key`, { cause });
      }
    },
    mac: (purpose, text) =>
      createHmac('sha256', createHmac('sha256', key).update(purpose).digest()).update(text).digest(),
  };
}

/**
 * The key: 32 bytes in base64. `<dataDir>/master.key` (mode 0600) is made when there is none; a file that was named (KEY_FILE) is only
 * read: a credential of systemd can not be written, and a new key where one was promised would open nothing.
 */
export function keyFile(dataDir: string, named: string | null = null): Uint8Array {
  const file = named ?? path.join(dataDir, 'master.key');
  if (named !== null && !isReadable(named))
    throw new WrongKey(
      `KEY_FILE ${named} cannot be read: make it with "head -c 32 /dev/urandom | base64", or bring it back from where you keep it`,
    );
  if (named === null && !existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const to = openSync(file, 'wx', 0o600);
    writeSync(to, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(to);
    closeSync(to);
  }
  if (named === null) chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32)
    throw new WrongKey(`${file} must hold 32 bytes in base64: bring it back from the backup`);
  return key;
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The sealer of a database. A database that was sealed and whose key is not here (restored without it) is refused before a new key
 * could be made: that one would open nothing, and stand in the way of the right one. Throws WrongKey.
 */
export async function sealerFor(db: Db, dataDir: string, named: string | null): Promise<Sealer> {
  const file = named ?? path.join(dataDir, 'master.key');
  if (!existsSync(file) && (await db.keyCheck.count()) > 0)
    throw new WrongKey(
      `this database was sealed with a key that is not here: bring back ${file} from where you keep it, or from the backup (npm run restore)`,
    );
  const sealer = sealerOf(keyFile(dataDir, named));
  await checkKey(db, sealer);
  return sealer;
}

/** A database that was sealed with another key is noticed at start, not at the first router. */
export async function checkKey(db: Db, sealer: Sealer): Promise<void> {
  const check = new Uint8Array(sealer.mac('key-check', 'sinyal-desa'));
  const known = await db.keyCheck.upsert({ where: { id: 1 }, create: { id: 1, check }, update: {} });
  if (!Buffer.from(known.check).equals(check)) {
    throw new WrongKey('the key file is not the one that sealed this database: bring back its master.key');
  }
}
