import { createHash } from 'node:crypto';
import type { AuditEntry } from '#contract/staff.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';
import { storable } from './storable.ts';

/** What stands before the first entry. */
const NOTHING = Buffer.alloc(32);
const PAGE = 1_000;

/** An act, as it is written down. */
export interface Act {
  /** Name of the person, or `console` for a command line. */
  readonly actor: string;
  /** `thing:deed`, e.g. `router:reboot`. */
  readonly act: string;
  /** Name of what it was done to. */
  readonly target: string;
  readonly reason?: string | null;
  /** Address that the request came from. */
  readonly from?: string | null;
  /** Facts beside it; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** JSON with sorted keys: the same value is the same text, whatever jsonb did to the order. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`);
  return `{${pairs.join(',')}}`;
}

interface Hashed {
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly target: string;
  readonly reason: string | null;
  readonly from: string | null;
  readonly detail: Json;
}

/** SHA-256 over the previous entry's hash and the canonical JSON of this one. */
export function hashOfEntry(previous: Uint8Array, entry: Hashed): Buffer {
  const { at, actor, act, target, reason, from, detail } = entry;
  const text = canonical({ at: at.toISOString(), actor, act, target, reason, from, detail });
  return createHash('sha256').update(previous).update(text).digest();
}

/**
 * Writes an act down in the transaction of the act. Call it last: from here to the end of the transaction no other act
 * can be written, so that each entry knows the one before it.
 */
export async function audit(tx: Tx, act: Act): Promise<void> {
  const detail = JSON.parse(JSON.stringify(act.detail ?? {}), (_key, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  ) as Json;
  const entry: Hashed = {
    at: act.at,
    actor: storable(act.actor),
    act: act.act,
    target: storable(act.target),
    reason: act.reason == null ? null : storable(act.reason),
    from: act.from ?? null,
    detail,
  };
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('audit_entry'))`;
  const last = await tx.auditEntry.findFirst({ orderBy: { id: 'desc' }, select: { hash: true } });
  const previous = last?.hash ?? NOTHING;
  await tx.auditEntry.create({
    data: {
      ...entry,
      detail: detail as Prisma.InputJsonObject,
      previousHash: new Uint8Array(previous),
      hash: new Uint8Array(hashOfEntry(previous, entry)),
    },
  });
}

export type Verdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly firstWrong: bigint };

/** `id:hash` of an entry: written down elsewhere, it proves later that nothing was cut off the end. */
const headOf = (id: bigint, hash: Uint8Array) => `${id}:${Buffer.from(hash).toString('hex')}`;

/** Goes through the whole chain; a changed, removed, inserted or moved entry breaks it. */
export async function verifyAudit(db: Db): Promise<Verdict> {
  let previous: Uint8Array = NOTHING;
  let head = headOf(0n, NOTHING);
  let entries = 0;
  let after = -1n;
  for (;;) {
    const page = await db.auditEntry.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const row of page) {
      const follows = Buffer.compare(row.previousHash, previous) === 0;
      const own = hashOfEntry(previous, { ...row, detail: row.detail as Json });
      if (!follows || !own.equals(row.hash)) return { intact: false, firstWrong: row.id };
      previous = row.hash;
      head = headOf(row.id, row.hash);
      entries += 1;
      after = row.id;
    }
    if (page.length < PAGE) return { intact: true, entries, head };
  }
}

/** Is the entry of an earlier head still there, as it was? */
export async function holdsHead(db: Db, head: string): Promise<boolean> {
  const [, id, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(head) ?? [];
  if (id === undefined || hash === undefined) return false;
  if (id === '0') return hash === NOTHING.toString('hex');
  const row = await db.auditEntry.findUnique({ where: { id: BigInt(id) }, select: { hash: true } });
  return row !== null && Buffer.from(row.hash).toString('hex') === hash;
}

/** The newest first. `before` is an id to go on from. */
export async function auditEntries(db: Db, limit: number, before: number | undefined): Promise<AuditEntry[]> {
  const rows = await db.auditEntry.findMany({
    where: before === undefined ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return rows.map(({ id, at, actor, act, target, reason, from, detail }) => ({
    id: Number(id),
    at: at.toISOString(),
    actor,
    act,
    target,
    reason,
    from,
    detail: detail as Record<string, unknown>,
  }));
}
