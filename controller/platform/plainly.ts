import { WrongEnvironment } from './config.ts';
import { WrongMigrationState } from './migrate.ts';
import { PostgresFailed } from './postgres-places.ts';
import { WrongKey } from './seal.ts';

/** What a person at the console reads: a sentence for what she can mend, the whole stack for a fault of ours. */
export function plainly(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof WrongEnvironment)
    return `Sinyal Desa cannot start; the environment is wrong:\n${error.message}`;
  const expected =
    error instanceof PostgresFailed ||
    error instanceof WrongMigrationState ||
    error instanceof WrongKey ||
    error.name === 'PortTaken' ||
    error.name === 'NotFit' ||
    /^this needs Node/.test(error.message);
  if (/^(BackupRefused|RestoreRefused|UnreadableArchive)$/.test(error.name)) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED' || code === '28P01' || code === '3D000')
    return `Sinyal Desa cannot start; DATABASE_URL does not lead to a database: ${error.message || code}`;
  return expected ? `Sinyal Desa cannot start: ${error.message}` : (error.stack ?? error.message);
}
