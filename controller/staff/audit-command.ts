import { parseArgs } from 'node:util';
import { withDatabase } from '../platform/command-line.ts';
import type { Db } from '../platform/db.ts';
import { holdsHead, verifyAudit } from './audit.ts';

const USAGE = 'usage: npm run audit -- verify [--holds ID:HASH]';

/** What `npm run audit -- …` says, and its exit code. */
export async function auditCommand(db: Db, words: readonly string[]): Promise<{ said: string; code: 0 | 1 }> {
  const read = readWords(words);
  if (read === null) return { said: USAGE, code: 1 };
  const verdict = await verifyAudit(db);
  if (!verdict.intact)
    return {
      said: `the audit log is NOT intact: entry ${verdict.firstWrong} does not follow from the entries before it (changed, or another was removed, inserted or moved before it)`,
      code: 1,
    };
  if (read.holds !== undefined && !(await holdsHead(db, read.holds)))
    return {
      said: `the audit log is NOT intact: it no longer holds ${read.holds} (its end was cut off)`,
      code: 1,
    };
  return {
    said: `the audit log is intact (${verdict.entries} entries); keep its head elsewhere, for a later --holds: ${verdict.head}`,
    code: 0,
  };
}

function readWords(words: readonly string[]): { holds: string | undefined } | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { holds: { type: 'string' } },
    });
    return positionals.length === 1 && positionals[0] === 'verify' ? { holds: values.holds } : null;
  } catch {
    return null; // an unknown flag: the usage says what there is
  }
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  if (readWords(words) === null) {
    console.error(USAGE);
    process.exit(1);
  }
  await withDatabase(async ({ db }) => {
    const { said, code } = await auditCommand(db, words);
    (code === 0 ? console.log : console.error)(said);
    return code;
  });
}
