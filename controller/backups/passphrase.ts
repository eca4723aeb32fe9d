import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { BackupRefused } from './backup.ts';

/** From BACKUP_PASSPHRASE_FILE, else asked at the terminal: twice when it is new. */
export async function passphraseFrom(file: string | null, isNew: boolean): Promise<string> {
  if (file !== null) {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (cause) {
      throw new BackupRefused(`BACKUP_PASSPHRASE_FILE ${file} tidak dapat dibaca.`, { cause });
    }
  }
  if (!process.stdin.isTTY)
    throw new BackupRefused(
      'Frasa sandi diperlukan: isi BACKUP_PASSPHRASE_FILE, atau jalankan di terminal agar dapat ditanyakan.',
    );
  const given = await ask('Frasa sandi cadangan: ');
  if (isNew && (await ask('Sekali lagi: ')) !== given)
    throw new BackupRefused('Kedua frasa sandi tidak sama. Tidak ada yang dibuat.');
  return given;
}

/** Nothing that is typed is shown. */
async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}
