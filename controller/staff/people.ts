import { z } from 'zod';
import { VillageCode } from '#contract/names.ts';
import { type NewStaff, Role } from '#contract/staff.ts';
import { type Db, Prisma, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import { villagesWithin } from './may.ts';
import { hashPassword } from './password.ts';
import { endSessionsOf, personOfRow } from './sessions.ts';

/** One row of GET /api/staff. */
export const StaffEntry = z.object({
  id: z.number().int(),
  name: z.string(),
  role: Role,
  /** Null = all; empty = none. */
  villages: z.array(VillageCode).nullable(),
  locale: z.enum(['id', 'en']),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().nullable(),
  /** Last request of a session that still exists. */
  seenAt: z.iso.datetime().nullable(),
});
export type StaffEntry = z.infer<typeof StaffEntry>;

/** PATCH /api/staff/{id}; what is not named stays. */
export const StaffChange = z
  .object({
    role: Role,
    villages: z.array(VillageCode).max(1_000).nullable(),
    password: z.string().min(10).max(200),
    disabled: z.boolean(),
  })
  .partial();
export type StaffChange = z.infer<typeof StaffChange>;

const shown = {
  villages: { select: { villageCode: true }, orderBy: { villageCode: 'asc' } },
  sessions: { select: { seenAt: true }, orderBy: { seenAt: 'desc' }, take: 1 },
} satisfies Prisma.StaffInclude;
type Row = Prisma.StaffGetPayload<{ include: typeof shown }>;

const entryOf = (row: Row): StaffEntry => ({
  ...personOfRow(row),
  createdAt: row.createdAt.toISOString(),
  disabledAt: row.disabledAt?.toISOString() ?? null,
  seenAt: row.sessions[0]?.seenAt.toISOString() ?? null,
});

export async function listPeople(db: Db): Promise<StaffEntry[]> {
  return (await db.staff.findMany({ include: shown, orderBy: { name: 'asc' } })).map(entryOf);
}

async function villageRows(
  tx: Tx,
  person: { role: Role; villages: readonly string[] | null },
): Promise<{ villageCode: string }[]> {
  const codes = [...new Set(villagesWithin(person) ?? [])];
  const known = new Set(
    (await tx.village.findMany({ where: { code: { in: codes } }, select: { code: true } })).map(
      (row) => row.code,
    ),
  );
  const unknown = codes.find((code) => !known.has(code));
  if (unknown)
    throw new Refusal(400, 'invalid', `there is no village ${unknown}`, {
      fields: { villages: 'unknown-village' },
    });
  return codes.map((villageCode) => ({ villageCode }));
}

/** `passwordHash` is made before the transaction: hashing is slow, and a transaction holds a connection. */
export async function createPerson(
  tx: Tx,
  { name, role, villages }: Omit<NewStaff, 'password'>,
  passwordHash: string,
  now: Date,
): Promise<StaffEntry> {
  if ((await tx.staff.count({ where: { name } })) > 0) throw nameTaken(name);
  try {
    const row = await tx.staff.create({
      data: {
        name,
        role,
        passwordHash,
        createdAt: now,
        villages: { create: await villageRows(tx, { role, villages }) },
      },
      include: shown,
    });
    return entryOf(row);
  } catch (error) {
    // Two at the same moment.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw nameTaken(name);
    throw error;
  }
}

const nameTaken = (name: string) =>
  new Refusal(409, 'conflict', `the name ${name} is taken`, { fields: { name: 'taken' } });

export interface Changed {
  readonly entry: StaffEntry;
  /** Keys of her sessions, which ended with the change. */
  readonly ended: readonly string[];
}

/** Whatever changes in her rights ends her sessions: the next sign-in begins with the new ones. */
export async function changePerson(
  tx: Tx,
  id: number,
  { role, villages, disabled }: StaffChange,
  passwordHash: string | null,
  now: Date,
): Promise<Changed> {
  // Who would take away the last admin waits for whoever takes away another one.
  await tx.$executeRaw`select id from staff where role = 'admin' or id = ${id} order by id for update`;
  const is = await tx.staff.findUnique({ where: { id }, include: shown });
  if (!is) throw new Refusal(404, 'not-found', `there is no person ${id}`);
  const next = {
    role: role ?? (is.role as Role),
    villages: villages === undefined ? is.villages.map((one) => one.villageCode) : villages,
  };
  const rows = await villageRows(tx, next);
  const row = await tx.staff.update({
    where: { id },
    data: {
      role: next.role,
      ...(passwordHash === null ? {} : { passwordHash }),
      ...(disabled === undefined ? {} : { disabledAt: disabled ? (is.disabledAt ?? now) : null }),
      villages: { deleteMany: {}, create: rows },
    },
    include: shown,
  });
  const admins = await tx.staff.count({ where: { role: 'admin', disabledAt: null } });
  if (admins === 0) throw new Refusal(409, 'conflict', 'the last admin cannot be disabled or changed');
  const ended = await endSessionsOf(tx, id);
  return { entry: { ...entryOf(row), seenAt: null }, ended };
}

export const hashWhenGiven = async (password: string | undefined): Promise<string | null> =>
  password === undefined ? null : await hashPassword(password);
