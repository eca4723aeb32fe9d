import type { Tx } from '../platform/db.ts';
import { chainDayOf, firstHead, nextHead } from './chain-link.ts';
import type { Look } from './look.ts';

/** How a chain stands. */
interface Chain {
  readonly day: string;
  head: Uint8Array;
  looks: number;
  run: number;
  lastSeq: number;
}

/** The chains that an agent's batch goes on with, and the place of each of its looks in them. */
export interface Chains {
  readonly runOf: (look: Look) => number;
  readonly byDay: ReadonlyMap<string, Chain>;
}

/**
 * Takes the chains of these looks (of one agent and epoch). A chain is ordered by (run, seq): where looks come whose seq
 * is not above all before them, a new run begins. The agent's row is locked: one batch of
 * an agent at a time.
 */
export async function takeChains(
  tx: Tx,
  agentId: number,
  epoch: string,
  looks: readonly Look[],
): Promise<Chains> {
  await tx.$executeRaw`select 1 from agent where id = ${agentId} for no key update`;
  const days = [...new Set(looks.map((look) => chainDayOf(look.at)))];
  const rows = await tx.$queryRaw<
    { day: Date; head: Uint8Array; looks: number; run: number; last_seq: bigint }[]
  >`select day, head, looks, run, last_seq from look_chain
    where agent_id = ${agentId} and epoch = ${epoch}::uuid and day = any(${days}::date[])`;
  const byDay = new Map(
    days.map((day): [string, Chain] => [
      day,
      { day, head: firstHead(agentId, epoch, day), looks: 0, run: 0, lastSeq: 0 },
    ]),
  );
  for (const row of rows) {
    const day = row.day.toISOString().slice(0, 10);
    byDay.set(day, { day, head: row.head, looks: row.looks, run: row.run, lastSeq: Number(row.last_seq) });
  }
  const before = new Map([...byDay].map(([day, { run, lastSeq }]) => [day, { run, lastSeq }]));
  return {
    byDay,
    runOf(look) {
      const { run, lastSeq } = before.get(chainDayOf(look.at))!;
      return look.seq > lastSeq ? run : run + 1;
    },
  };
}

/** Adds what was stored to its chains. */
export async function growChains(
  tx: Tx,
  agentId: number,
  epoch: string,
  chains: Chains,
  fresh: readonly Look[],
): Promise<void> {
  if (fresh.length === 0) return;
  const ordered = fresh
    .map((look) => ({ look, run: chains.runOf(look) }))
    .sort((a, b) => a.run - b.run || a.look.seq - b.look.seq);
  for (const { look, run } of ordered) {
    const chain = chains.byDay.get(chainDayOf(look.at))!;
    chain.head = nextHead(chain.head, look);
    chain.looks += 1;
    chain.run = run;
    chain.lastSeq = look.seq;
  }
  const grown = [...chains.byDay.values()].filter(({ looks }) => looks > 0);
  await tx.$executeRaw`
    insert into look_chain (agent_id, epoch, day, head, looks, run, last_seq)
    select ${agentId}, ${epoch}::uuid, * from unnest(${grown.map(({ day }) => day)}::date[],
      ${grown.map(({ head }) => Buffer.from(head))}::bytea[], ${grown.map(({ looks }) => looks)}::int[],
      ${grown.map(({ run }) => run)}::int[], ${grown.map(({ lastSeq }) => lastSeq)}::bigint[])
    on conflict (agent_id, epoch, day) do update set head = excluded.head, looks = excluded.looks, run = excluded.run,
      last_seq = excluded.last_seq`;
}
