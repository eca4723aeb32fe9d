import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import { createPerson, type StaffEntry } from './people.ts';
import { hashOf } from './sessions.ts';

const LIVES_MS = 24 * 3_600_000;

/** Path of a one-time page on which the first admin is made, good for a day; null when there are people already. */
export async function makeSetUpLink(db: Db, now: Date): Promise<string | null> {
  if ((await db.staff.count()) > 0) return null;
  const token = randomBytes(32).toString('base64url');
  await db.$transaction([
    db.setupLink.deleteMany({ where: { usedAt: null } }),
    db.setupLink.create({
      data: { tokenHash: hashOf(token), createdAt: now, expiresAt: new Date(now.getTime() + LIVES_MS) },
    }),
  ]);
  return `/setup/${token}`;
}

const gone = () => new Refusal(404, 'not-found', 'this link was used, is too old, or never was');

export async function findSetUp(db: Db, token: string, now: Date): Promise<void> {
  const row = await db.setupLink.findUnique({ where: { tokenHash: hashOf(token) } });
  if (!row || row.usedAt !== null || row.expiresAt <= now) throw gone();
}

/** Uses the link up and makes the admin; of two who hold it, one. */
export async function useSetUp(
  tx: Tx,
  token: string,
  admin: { readonly name: string; readonly passwordHash: string },
  now: Date,
): Promise<StaffEntry> {
  const { count } = await tx.setupLink.updateMany({
    where: { tokenHash: hashOf(token), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0 || (await tx.staff.count()) > 0) throw gone();
  return createPerson(tx, { name: admin.name, role: 'admin', villages: null }, admin.passwordHash, now);
}
