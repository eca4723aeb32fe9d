import { createHash, randomBytes } from 'node:crypto';
import type { Me, Role } from '#contract/staff.ts';
import type { Db, Tx } from '../platform/db.ts';
import { villagesWithin } from './may.ts';

const IDLE_MS = 8 * 3_600_000;
const ABSOLUTE_MS = 7 * 24 * 3_600_000;
/** `seen_at` is written at most this often: a page that asks ten times a second writes once. */
const SEEN_STEP_MS = 60_000;
const USER_AGENT_LENGTH = 200;

export const SESSION_SECONDS = ABSOLUTE_MS / 1000;

/** A person behind a request. */
export type Person = Me;

export interface Signed {
  readonly person: Person;
  /** Hex of the SHA-256 of the cookie: names her session, and lets nobody in. */
  readonly session: string;
}

export interface Times {
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

/** Idle for 8 h, or 7 days old: over. */
export function isOver({ seenAt, expiresAt }: Times, now: Date): boolean {
  return now >= expiresAt || now.getTime() - seenAt.getTime() >= IDLE_MS;
}

export const hashOf = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(secret).digest());
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Returns the secret for the cookie; the database gets its SHA-256. */
export async function beginSession(
  tx: Tx,
  staffId: number,
  userAgent: string | undefined,
  now: Date,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await tx.staffSession.create({
    data: {
      id: hashOf(secret),
      staffId,
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + ABSOLUTE_MS),
      userAgent: userAgent?.slice(0, USER_AGENT_LENGTH).toWellFormed() ?? null,
    },
  });
  return secret;
}

/** Who holds this secret; null when nobody does, her session is over, or she is disabled. */
export async function findSession(db: Db, secret: string, now: Date): Promise<Signed | null> {
  const id = hashOf(secret);
  const row = await db.staffSession.findUnique({
    where: { id },
    select: {
      seenAt: true,
      expiresAt: true,
      staff: {
        select: {
          id: true,
          name: true,
          role: true,
          locale: true,
          disabledAt: true,
          villages: { select: { villageCode: true }, orderBy: { villageCode: 'asc' } },
        },
      },
    },
  });
  if (!row || row.staff.disabledAt !== null || isOver(row, now)) return null;
  if (now.getTime() - row.seenAt.getTime() >= SEEN_STEP_MS)
    await db.staffSession.updateMany({ where: { id }, data: { seenAt: now } });
  return { person: personOfRow(row.staff), session: hex(id) };
}

interface PersonRow {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly locale: string;
  readonly villages: readonly { readonly villageCode: string }[];
}

export function personOfRow({ id, name, role, locale, villages }: PersonRow): Person {
  const rightful = { role: role as Role, villages: villages.map((one) => one.villageCode) };
  const within = villagesWithin(rightful);
  return {
    id,
    name,
    role: rightful.role,
    villages: within && [...within],
    locale: locale === 'en' ? 'en' : 'id',
  };
}

/** Ends one session; returns its key and whose it was, when there was one. */
export async function endSession(
  tx: Tx,
  secret: string,
): Promise<{ readonly session: string; readonly name: string } | null> {
  const id = hashOf(secret);
  const row = await tx.staffSession.findUnique({
    where: { id },
    select: { staff: { select: { name: true } } },
  });
  const { count } = await tx.staffSession.deleteMany({ where: { id } });
  return row && count > 0 ? { session: hex(id), name: row.staff.name } : null;
}

/** Ends every session of a person; returns their keys, for her sockets. */
export async function endSessionsOf(tx: Tx, staffId: number): Promise<string[]> {
  const rows = await tx.staffSession.findMany({ where: { staffId }, select: { id: true } });
  await tx.staffSession.deleteMany({ where: { staffId } });
  return rows.map((row) => hex(row.id));
}

/** The same, but for the session of this secret. */
export async function endOtherSessionsOf(tx: Tx, staffId: number, keep: string | null): Promise<string[]> {
  const others = { staffId, ...(keep === null ? {} : { NOT: { id: hashOf(keep) } }) };
  const rows = await tx.staffSession.findMany({ where: others, select: { id: true } });
  await tx.staffSession.deleteMany({ where: others });
  return rows.map((row) => hex(row.id));
}

/** Removes sessions that are over; returns their keys. */
export async function sweepSessions(db: Db, now: Date): Promise<string[]> {
  const over = {
    OR: [{ expiresAt: { lte: now } }, { seenAt: { lte: new Date(now.getTime() - IDLE_MS) } }],
  };
  const rows = await db.staffSession.findMany({ where: over, select: { id: true } });
  await db.staffSession.deleteMany({ where: { id: { in: rows.map((row) => row.id) }, ...over } });
  return rows.map((row) => hex(row.id));
}
