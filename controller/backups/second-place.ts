import { createReadStream, readFileSync, statSync } from 'node:fs';
import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import SftpClient from 'ssh2-sftp-client';
import type { Config } from '../platform/config.ts';
import { toDelete } from './keep.ts';

/** The copy was not made; says why. */
export class CopyFailed extends Error {
  override readonly name = 'CopyFailed';
}

type Place = Pick<Config, 'backupSftpKeyFile' | 'backupSftpHostKey'> & { readonly place: string };

const CONNECT_MS = 20_000;

/** Copies `file` to the second place under a temporary name, renames it, and lets go what need not be kept there. */
export async function copyToSecondPlace(file: string, place: Place): Promise<void> {
  if (/^[a-z]+:\/\//.test(place.place)) await overSftp(file, place);
  else await intoFolder(file, place.place);
}

/** A folder that is not there is a disk that is not mounted: making it would fill the wrong disk. */
async function intoFolder(file: string, folder: string): Promise<void> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new CopyFailed(`Folder ${folder} tidak ada: apakah disknya terpasang?`);
  const name = path.basename(file);
  const target = path.join(folder, name);
  await copyFile(file, `${target}.unfinished`);
  await rename(`${target}.unfinished`, target);
  for (const old of toDelete(await readdir(folder))) await rm(path.join(folder, old), { force: true });
}

async function overSftp(file: string, { place, backupSftpKeyFile, backupSftpHostKey }: Place): Promise<void> {
  const url = new URL(place);
  if (url.protocol !== 'sftp:' || url.username === '')
    throw new CopyFailed(`BACKUP_SECOND_PLACE ${place} bukan folder dan bukan sftp://pengguna@host/folder.`);
  if (backupSftpKeyFile === null || backupSftpHostKey === null)
    throw new CopyFailed('Untuk sftp:// isi juga BACKUP_SFTP_KEY_FILE dan BACKUP_SFTP_HOST_KEY.');
  const client = new SftpClient();
  let seen: string | null = null;
  try {
    await client.connect({
      host: url.hostname,
      port: url.port === '' ? 22 : Number(url.port),
      username: decodeURIComponent(url.username),
      privateKey: readFileSync(backupSftpKeyFile),
      readyTimeout: CONNECT_MS,
      retries: 0,
      hostHash: 'sha256',
      hostVerifier: (hash: string) => {
        seen = `SHA256:${Buffer.from(hash, 'hex').toString('base64').replace(/=+$/, '')}`;
        return seen === backupSftpHostKey;
      },
    } as Parameters<SftpClient['connect']>[0]);
    const folder = decodeURIComponent(url.pathname) || '/';
    const target = path.posix.join(folder, path.basename(file));
    await client.put(createReadStream(file), `${target}.unfinished`);
    await client.rename(`${target}.unfinished`, target);
    const names = (await client.list(folder)).map(({ name }) => name);
    for (const old of toDelete(names)) await client.delete(path.posix.join(folder, old));
  } catch (error) {
    if (seen !== null && seen !== backupSftpHostKey)
      throw new CopyFailed(
        `Kunci server ${url.hostname} adalah ${seen}, bukan BACKUP_SFTP_HOST_KEY: jangan-jangan server lain. Salinan tidak dikirim.`,
        { cause: error },
      );
    throw new CopyFailed(`Salinan ke ${url.hostname} gagal: ${(error as Error).message}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
