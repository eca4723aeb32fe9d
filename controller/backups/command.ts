import { setPriority } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type CommandContext, withDatabase } from '../platform/command-line.ts';
import { keyFile } from '../platform/seal.ts';
import { makeBackup } from './make-backup.ts';
import { passphraseFrom } from './passphrase.ts';

const USAGE = 'Pemakaian: npm run backup -- FOLDER [--logical]';

export interface BackupWords {
  /** Null = BACKUP_DIR. */
  readonly folder: string | null;
  readonly logical: boolean;
  readonly nightly: boolean;
}

/** Null when the words are none of ours. `--nightly` is how the controller calls it. */
export function readBackupWords(words: readonly string[]): BackupWords | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { logical: { type: 'boolean' }, nightly: { type: 'boolean' } },
    });
    const [folder = null, ...rest] = positionals;
    const nightly = values.nightly ?? false;
    if (rest.length > 0 || (folder === null) !== nightly) return null;
    return { folder, logical: values.logical ?? false, nightly };
  } catch {
    return null; // an unknown flag: the usage says what there is
  }
}

async function backup(
  { db, config, url, cluster }: CommandContext,
  { folder, logical, nightly }: BackupWords,
): Promise<number> {
  const place = folder === null ? config.backupDir : path.resolve(folder);
  if (place === null) {
    console.error('BACKUP_DIR belum diisi.');
    return 1;
  }
  const done = await makeBackup({
    db,
    config,
    url,
    cluster,
    key: keyFile(config.dataDir, config.keyFile),
    form: logical || cluster === null ? 'logical' : 'physical',
    folder: place,
    passphrase: await passphraseFrom(config.backupPassphraseFile, true),
    nightly,
    now: new Date(),
  });
  console.log(`${done.file}: ${(done.bytes / 1e6).toFixed(1)} MB, SHA-256 ${done.digest}`);
  if (done.copyFailure !== null) console.error(done.copyFailure);
  return done.copyFailure === null ? 0 : 1;
}

if (import.meta.main) {
  const words = readBackupWords(process.argv.slice(2));
  if (words === null) {
    console.error(USAGE);
    process.exit(1);
  }
  // Routers, residents and staff come first.
  setPriority(10);
  await withDatabase((context) => backup(context, words));
}
