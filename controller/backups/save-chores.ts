import { existsSync } from 'node:fs';
import { closeOfficeChore, openOfficeChore } from '../chores/store.ts';
import type { Config } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import { newestGoodAt } from './list.ts';
import { isOld } from './when.ts';

type Newest = {
  readonly failure: string | null;
  readonly finishedAt: Date | null;
  readonly copiedTo: string | null;
  readonly copiedAt: Date | null;
} | null;

type Settings = Pick<Config, 'backupDir' | 'backupPassphraseFile'>;

/** Chores of the office about backups, opened and closed by what was tried last. */
export async function saveBackupChores(db: Db, config: Settings, newest: Newest, now: Date): Promise<void> {
  const old = isOld(await newestGoodAt(db), now);
  // Without a real router there is nothing yet that could not be made again.
  const real = await db.router.count({ where: { simulated: false } });
  if (old && real > 0) await openOfficeChore(db, 'backup-old', whyOld(config), now);
  else await closeOfficeChore(db, 'backup-old', now);
  const failure =
    newest?.failure ??
    (newest?.finishedAt && newest.copiedTo !== null && newest.copiedAt === null
      ? `Belum tersalin ke tempat kedua (${newest.copiedTo}).`
      : null);
  if (failure !== null) await openOfficeChore(db, 'backup-failed', failure, now);
  else if (newest?.finishedAt) await closeOfficeChore(db, 'backup-failed', now);
}

function whyOld({ backupDir, backupPassphraseFile }: Settings): string {
  if (backupDir === null || backupPassphraseFile === null)
    return 'Belum ada cadangan malam: BACKUP_DIR atau BACKUP_PASSPHRASE_FILE belum diisi.';
  if (!existsSync(backupPassphraseFile)) return `BACKUP_PASSPHRASE_FILE ${backupPassphraseFile} tidak ada.`;
  return 'Cadangan terakhir lebih tua dari 26 jam.';
}
