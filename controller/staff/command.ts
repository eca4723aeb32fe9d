import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { withDatabase } from '../platform/command-line.ts';
import type { Db } from '../platform/db.ts';
import { audit } from './audit.ts';
import { hashPassword } from './password.ts';
import { listPeople } from './people.ts';
import { endSessionsOf } from './sessions.ts';

const USAGE = 'Pemakaian: npm run staff -- list | npm run staff -- reset NAMA';

export type StaffWords = { readonly kind: 'list' } | { readonly kind: 'reset'; readonly name: string };

/** Null when the words are none of ours. */
export function readStaffWords(words: readonly string[]): StaffWords | null {
  try {
    const { positionals } = parseArgs({ args: [...words], allowPositionals: true, options: {} });
    const [kind, name, ...rest] = positionals;
    if (rest.length > 0) return null;
    if (kind === 'list' && name === undefined) return { kind };
    return kind === 'reset' && name !== undefined ? { kind, name } : null;
  } catch {
    return null; // an unknown flag: the usage says what there is
  }
}

/** What `npm run staff -- …` says, and its exit code. Who is at the server's console needs no sign-in; it is written down. */
export async function staffCommand(
  db: Db,
  words: StaffWords,
  now: Date,
): Promise<{ said: string; code: 0 | 1 }> {
  const people = await listPeople(db);
  if (words.kind === 'list') {
    const lines = people.map(
      ({ name, role, villages, disabledAt, seenAt }) =>
        `${name}\t${role}\t${villages === null ? 'semua desa' : villages.join(' ') || 'tanpa desa'}\t${disabledAt ? 'dinonaktifkan' : `terakhir ${seenAt ?? 'belum masuk'}`}`,
    );
    return { said: lines.join('\n') || 'Belum ada orang.', code: 0 };
  }
  const person = people.find(({ name }) => name === words.name);
  if (!person) {
    const names = people.map(({ name }) => name).join(', ') || 'belum ada orang';
    return { said: `Tidak ada orang bernama ${words.name}. Yang ada: ${names}.`, code: 1 };
  }
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  await db.$transaction(async (tx) => {
    await tx.staff.update({ where: { id: person.id }, data: { passwordHash } });
    const ended = await endSessionsOf(tx, person.id);
    await audit(tx, {
      actor: 'console',
      act: 'staff:reset',
      target: person.name,
      detail: { sessionsEnded: ended.length },
      at: now,
    });
  });
  const lines = [
    `Kata sandi baru untuk ${person.name}: ${password}`,
    'Hanya ditampilkan sekali. Semua sesinya sudah diakhiri; minta ia menggantinya setelah masuk.',
  ];
  if (person.disabledAt)
    lines.push(
      `${person.name} masih dinonaktifkan: aktifkan di Pengaturan › Orang, kalau tidak ia tetap tidak bisa masuk.`,
    );
  return { said: lines.join('\n'), code: 0 };
}

/** No letters or digits that are taken for one another; 12 of 30 are 58 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz2345678';
const newPassword = () =>
  Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');

if (import.meta.main) {
  const words = readStaffWords(process.argv.slice(2));
  if (words === null) {
    console.error(USAGE);
    process.exit(1);
  }
  await withDatabase(async ({ db }) => {
    const { said, code } = await staffCommand(db, words, new Date());
    (code === 0 ? console.log : console.error)(said);
    return code;
  });
}
