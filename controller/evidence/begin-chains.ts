import { daysOf, savingChains, takeChains } from '../outages/chains.ts';
import type { Look } from '../outages/look.ts';
import type { Db } from '../platform/db.ts';

/**
 * Begins the chains of looks that were stored before there were chains: from then on they cannot be changed unseen either.
 * Nothing is said of what happened to them before. Returns how many chains were begun.
 */
export async function beginChains(db: Db, signal?: AbortSignal): Promise<number> {
  const missing = await db.$queryRaw<{ agent_id: number; epoch: string; at: Date }[]>`
    select agent_id, epoch::text as epoch, min(at) as at from look l
    where at < coalesce((select (min(day) + 1)::timestamp at time zone 'Asia/Jakarta' from look_chain), 'infinity')
      and not exists (select from look_chain c where c.agent_id = l.agent_id and c.epoch = l.epoch
        and c.day = (l.at at time zone 'Asia/Jakarta')::date)
    group by agent_id, epoch, (at at time zone 'Asia/Jakarta')::date order by 3`;
  for (const { agent_id: agentId, epoch, at } of missing) {
    signal?.throwIfAborted();
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`select 1 from agent where id = ${agentId} for no key update`;
      const chains = await takeChains(tx, agentId, epoch, daysOf([{ at: at.getTime() } as Look]));
      await tx.$executeRaw(savingChains(agentId, epoch, [...chains.values()]));
    });
  }
  return missing.length;
}
