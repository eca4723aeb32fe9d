import { Prisma, type Tx } from '../platform/db.ts';
import { chainDayOf, firstHead, linkCheck, nextHead } from './chain-link.ts';
import type { Look } from './look.ts';
import { chainLooks } from './stored-looks.ts';

/** A chain after `looks` looks. */
export interface Chain {
  /** 2026-11-25, WIB */
  readonly day: string;
  /** 64 hex digits */
  readonly head: string;
  readonly looks: number;
  readonly run: number;
  readonly lastSeq: number;
}

/** A look and its place: chains are ordered by (run, seq). */
export interface Placed {
  readonly look: Look;
  readonly run: number;
}

/**
 * The chains that looks of one agent and epoch go on with, by day. The caller holds the lock of the agent's row: one batch
 * of an agent at a time. A chain that nobody began yet begins with what is stored of that day already: looks of before
 * there were chains.
 */
export async function takeChains(
  tx: Tx,
  agentId: number,
  epoch: string,
  days: readonly string[],
): Promise<Map<string, Chain>> {
  if (days.length === 0) return new Map();
  const rows = await tx.$queryRaw<
    { day: string; head: Uint8Array; looks: number; run: number; last_seq: bigint }[]
  >`/* prepared:chains */ select day::text as day, head, looks, run, last_seq from look_chain
    where agent_id = ${agentId} and epoch = ${epoch}::uuid and day = any(${[...days]}::date[])`;
  const chains = new Map(
    rows.map(({ day, head, looks, run, last_seq }): [string, Chain] => [
      day,
      { day, head: Buffer.from(head).toString('hex'), looks, run, lastSeq: Number(last_seq) },
    ]),
  );
  for (const day of days) {
    if (chains.has(day)) continue;
    const begun: Chain = { day, head: firstHead(agentId, epoch, day), looks: 0, run: 0, lastSeq: 0 };
    const stored = await chainLooks(tx, agentId, epoch, day);
    const placed = stored.map((look) => ({ look: { ...look, reading: null }, run: look.chainRun }));
    const [whole = begun] = grown(new Map([[day, begun]]), placed).chains;
    chains.set(day, whole);
  }
  return chains;
}

/** Where each look goes: on in its chain, or into a new run when its seq is not above the last one. In the order of chains. */
export function placesIn(chains: ReadonlyMap<string, Chain>, looks: readonly Look[]): Placed[] {
  const day = dayFinder();
  return looks
    .map((look) => {
      const { run, lastSeq } = chains.get(day(look.at))!;
      return { look, run: look.seq > lastSeq ? run : run + 1 };
    })
    .sort((a, b) => a.run - b.run || a.look.seq - b.look.seq);
}

/** The chains after these looks, those alone that grew, and the check of each look in its chain, in the same order. */
export function grown(
  chains: ReadonlyMap<string, Chain>,
  placed: readonly Placed[],
): { readonly chains: Chain[]; readonly checks: number[] } {
  const day = dayFinder();
  const longer = new Map<string, { -readonly [Key in keyof Chain]: Chain[Key] }>();
  const checks: number[] = [];
  for (const { look, run } of placed) {
    const name = day(look.at);
    let chain = longer.get(name);
    if (!chain) {
      chain = { ...chains.get(name)! };
      longer.set(name, chain);
    }
    chain.head = nextHead(chain.head, look);
    chain.looks += 1;
    chain.run = run;
    chain.lastSeq = look.seq;
    checks.push(linkCheck(chain.head));
  }
  return { chains: [...longer.values()], checks };
}

/** The days whose chains these looks belong to. */
export function daysOf(looks: readonly Look[]): string[] {
  const day = dayFinder();
  return [...new Set(looks.map((look) => day(look.at)))];
}

/** Days of looks that mostly follow one another. */
export function dayFinder(): (at: number) => string {
  let from = Number.POSITIVE_INFINITY;
  let day = '';
  return (at) => {
    if (at < from || at >= from + DAY_MS) {
      day = chainDayOf(at);
      from = Math.floor((at + WIB_MS) / DAY_MS) * DAY_MS - WIB_MS;
    }
    return day;
  };
}

const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;

/** Writes chains as they stand now. */
export const savingChains = (
  agentId: number,
  epoch: string,
  chains: readonly Chain[],
): Prisma.Sql => Prisma.sql`
  insert into look_chain (agent_id, epoch, day, head, looks, run, last_seq)
  select ${agentId}, ${epoch}::uuid, day, decode(head, 'hex'), looks, run, last_seq
  from unnest(${chains.map(({ day }) => day)}::date[], ${chains.map(({ head }) => head)}::text[],
    ${chains.map(({ looks }) => looks)}::int[], ${chains.map(({ run }) => run)}::int[],
    ${chains.map(({ lastSeq }) => lastSeq)}::bigint[]) as w (day, head, looks, run, last_seq)
  on conflict (agent_id, epoch, day) do update set head = excluded.head, looks = excluded.looks, run = excluded.run,
    last_seq = excluded.last_seq`;
