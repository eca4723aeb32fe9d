import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db, Tx } from '../platform/db.ts';
import { type At, walked } from './verify-chains.ts';

/** A chain as its head was told. */
const ToldChain = z.object({
  agentId: z.number().int(),
  epoch: z.string(),
  day: z.string(),
  looks: z.number().int(),
  head: z.string(),
});
export type ToldChain = z.infer<typeof ToldChain>;

/** One hash over chains, hex: SHA-256 of a line for each, sorted. */
export function headOver(chains: readonly ToldChain[]): string {
  const lines = chains.map(
    ({ agentId, epoch, day, looks, head }) => `${day} ${agentId} ${epoch} ${looks} ${head}\n`,
  );
  return createHash('sha256').update(lines.toSorted().join('')).digest('hex');
}

interface ChainRow {
  agent_id: number;
  epoch: string;
  day: string;
  looks: number;
  head: Uint8Array;
}
const toldOf = (row: ChainRow): ToldChain => ({
  agentId: row.agent_id,
  epoch: row.epoch,
  day: row.day,
  looks: row.looks,
  head: Buffer.from(row.head).toString('hex'),
});

export interface Told {
  /** Hex. */
  readonly head: string;
  readonly looks: number;
  readonly chains: number;
}

/**
 * Puts down what witnesses are told this morning: the chains of `yesterday`, and those of earlier days that grew since
 * they were told (late looks). Null when there is nothing new. Called twice for a day, the second finds nothing.
 */
export async function tellHeads(tx: Tx, yesterday: string, now: Date): Promise<Told | null> {
  const rows = await tx.$queryRaw<ChainRow[]>`
    select agent_id, epoch::text as epoch, day::text as day, looks, head from look_chain
    where day <= ${yesterday}::date and looks > sent_looks order by day, agent_id, epoch for update`;
  if (rows.length === 0) return null;
  const chains = rows.map(toldOf);
  const head = headOver(chains);
  await tx.sentHead.create({ data: { day: new Date(`${yesterday}T00:00:00Z`), at: now, head, chains } });
  await tx.$executeRaw`update look_chain set sent_looks = looks where day <= ${yesterday}::date and looks > sent_looks`;
  return { head, looks: chains.reduce((sum, { looks }) => sum + looks, 0), chains: chains.length };
}

/** One hash over every chain of the days [first, last] (WIB) as they stand; null without any. */
export async function headOfDays(db: Db, first: string, last: string): Promise<string | null> {
  const rows = await db.$queryRaw<ChainRow[]>`
    select agent_id, epoch::text as epoch, day::text as day, looks, head from look_chain
    where day between ${first}::date and ${last}::date`;
  return rows.length === 0 ? null : headOver(rows.map(toldOf));
}

export interface HeadVerdict {
  /** The day that it was told of, and when; null = no record of it is left. */
  readonly told: { readonly day: string; readonly at: Date } | null;
  readonly chains: number;
  /** Chains whose first looks no longer lead to what was told, and where they stop to, as far as that is known. */
  readonly broken: readonly (ToldChain & { readonly differsAt: At | null })[];
}

/** Do the looks still lead to a head that a witness keeps? Looks that came later only lengthen a chain. */
export async function verifyHead(db: Db, head: string): Promise<HeadVerdict> {
  const row = await db.sentHead.findFirst({ where: { head: head.toLowerCase() }, orderBy: { id: 'asc' } });
  if (!row) return { told: null, chains: 0, broken: [] };
  const chains = z.array(ToldChain).parse(row.chains);
  const told = { day: row.day.toISOString().slice(0, 10), at: row.at };
  if (headOver(chains) !== row.head)
    return {
      told,
      chains: chains.length,
      broken: chains.map((chain) => ({ ...chain, differsAt: null })),
    };
  const broken: HeadVerdict['broken'][number][] = [];
  for (const chain of chains) {
    const { found, differsAt } = await walked(db, chain, chain.looks);
    if (found.head !== chain.head || found.looks !== chain.looks) broken.push({ ...chain, differsAt });
  }
  return { told, chains: chains.length, broken };
}

/**
 * Chains of the days [first, last] (WIB) whose looks no longer lead to what witnesses were told of them, each once. Looks
 * that came later only lengthen a chain.
 */
export async function brokenSinceTold(db: Db, first: string, last: string): Promise<ToldChain[]> {
  const rows = await db.sentHead.findMany({
    where: { day: { gte: new Date(`${first}T00:00:00Z`) } },
    orderBy: { id: 'asc' },
    select: { chains: true },
  });
  const told = rows
    .flatMap(({ chains }) => z.array(ToldChain).parse(chains))
    .filter(({ day }) => day >= first && day <= last);
  const broken = new Map<string, ToldChain>();
  for (const chain of told) {
    const key = `${chain.agentId} ${chain.epoch} ${chain.day}`;
    if (broken.has(key)) continue;
    const { found } = await walked(db, chain, chain.looks);
    if (found.head !== chain.head || found.looks !== chain.looks) broken.set(key, chain);
  }
  return [...broken.values()];
}
