import { createHash, randomBytes } from 'node:crypto';
import type { AgentEntry } from '#contract/villages.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';

/** `sda_` and 32 bytes in base64url: known at sight in a leaked file. */
const TOKEN = /^sda_[A-Za-z0-9_-]{43}$/;
const newToken = () => `sda_${randomBytes(32).toString('base64url')}`;
const hashOf = (token: string) => new Uint8Array(createHash('sha256').update(token).digest());

const shown = {
  _count: { select: { routers: { where: { removedAt: null } } } },
} satisfies Prisma.AgentInclude;
type Row = Prisma.AgentGetPayload<{ include: typeof shown }>;

const iso = (at: Date | null) => at?.toISOString() ?? null;
const entryOf = (row: Row): AgentEntry => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  revokedAt: iso(row.revokedAt),
  lastSeenAt: iso(row.lastSeenAt),
  routers: row._count.routers,
  backlog: row.backlog,
  offsetMs: row.offsetMs,
});

export async function listAgents(db: Db): Promise<AgentEntry[]> {
  return (await db.agent.findMany({ include: shown, orderBy: { name: 'asc' } })).map(entryOf);
}

/** The token is in this answer and nowhere else: the database keeps its SHA-256. */
export async function createAgent(
  tx: Tx,
  name: string,
  now: Date,
): Promise<{ entry: AgentEntry; token: string }> {
  const token = newToken();
  const row = await tx.agent.create({
    data: { name, tokenHash: hashOf(token), createdAt: now },
    include: shown,
  });
  return { entry: entryOf(row), token };
}

/** Its token opens nothing any more, and its routers wait for another agent. Null: there is no such agent. */
export async function revokeAgent(tx: Tx, id: number, now: Date): Promise<string | null> {
  const row = await tx.agent.findUnique({ where: { id }, select: { name: true, revokedAt: true } });
  if (!row) return null;
  await tx.agent.update({ where: { id }, data: { revokedAt: row.revokedAt ?? now } });
  await tx.router.updateMany({ where: { agentId: id }, data: { agentId: null } });
  return row.name;
}

/** The agent that holds this token; null for a wrong or revoked one. */
export async function agentByToken(db: Db, token: string): Promise<{ id: number; name: string } | null> {
  if (!TOKEN.test(token)) return null;
  return await db.agent.findFirst({
    where: { tokenHash: hashOf(token), revokedAt: null },
    select: { id: true, name: true },
  });
}
