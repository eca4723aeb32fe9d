import { firstHead, nextHead } from '../outages/chain-link.ts';
import type { StoredLook } from '../outages/packed-looks.ts';
import { chainLooks } from '../outages/stored-looks.ts';
import type { Db } from '../platform/db.ts';

export interface ChainKey {
  readonly agentId: number;
  readonly epoch: string;
  /** 2026-11-25, WIB */
  readonly day: string;
}

/** What the looks of a chain lead to. */
export interface Walk {
  readonly looks: number;
  readonly head: string;
}

/** The head after the first `limit` looks of a chain (default all). */
export function walk({ agentId, epoch, day }: ChainKey, looks: readonly StoredLook[], limit?: number): Walk {
  let head = firstHead(agentId, epoch, day);
  const some = looks.slice(0, limit);
  for (const look of some) head = nextHead(head, look);
  return { looks: some.length, head };
}

export interface ChainCheck extends ChainKey {
  readonly agent: string;
  /** As the database says, and as the looks lead to. */
  readonly stored: Walk;
  readonly found: Walk;
  readonly holds: boolean;
}

/** Derives every chain of the days [first, last] (WIB) again from its looks; looks of no chain are told of as chains of their own. */
export async function verifyChains(db: Db, first: string, last: string): Promise<ChainCheck[]> {
  const rows = await db.$queryRaw<
    { agent_id: number; agent: string | null; epoch: string; day: string; head: Uint8Array; looks: number }[]
  >`select c.agent_id, a.name as agent, c.epoch::text as epoch, c.day::text as day, c.head, c.looks
    from look_chain c left join agent a on a.id = c.agent_id
    where c.day between ${first}::date and ${last}::date order by c.day, c.agent_id, c.epoch`;
  const checks: ChainCheck[] = [];
  for (const row of rows) {
    const key = { agentId: row.agent_id, epoch: row.epoch, day: row.day };
    const stored = { looks: row.looks, head: Buffer.from(row.head).toString('hex') };
    const found = walk(key, await chainLooks(db, key.agentId, key.epoch, key.day));
    checks.push({
      ...key,
      agent: row.agent ?? `agent ${row.agent_id}`,
      stored,
      found,
      holds: stored.head === found.head && stored.looks === found.looks,
    });
  }
  return checks;
}
