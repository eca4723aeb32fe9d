import type { Look } from '../outages/look.ts';
import { Prisma, type Tx } from '../platform/db.ts';

const DAY_MS = 86_400_000;

/** Seqs of these looks of one agent and epoch that are stored, be it at another time of the day before or after. */
export async function seqsStored(tx: Tx, looks: readonly Look[]): Promise<Set<number>> {
  const [first] = looks;
  if (!first) return new Set();
  const times = looks.map(({ at }) => at);
  const rows = await tx.$queryRaw<{ seq: bigint }[]>`
    select seq from look where ${ofSource(looks, first)} and seq = any(${looks.map(({ seq }) => seq)}::bigint[])
      and at between ${new Date(Math.min(...times) - DAY_MS)} and ${new Date(Math.max(...times) + DAY_MS)}`;
  return new Set(rows.map(({ seq }) => Number(seq)));
}

/** The newest time, by router, of what this agent and epoch wrote down before these looks; ms. */
export async function newestBefore(tx: Tx, looks: readonly Look[]): Promise<Map<number, number>> {
  const [first] = looks;
  if (!first) return new Map();
  const rows = await tx.$queryRaw<{ router_id: number; at: Date }[]>`
    select w.router_id, l.at from unnest(${routersOf(looks)}::int[]) as w (router_id)
    cross join lateral (
      select at from look where router_id = w.router_id and agent_id = ${first.agentId} and epoch = ${first.epoch}::uuid
        and seq < ${Math.min(...looks.map(({ seq }) => seq))} and at > ${new Date(Math.min(...looks.map(({ at }) => at)))}
      order by at desc limit 1) l`;
  return new Map(rows.map(({ router_id, at }) => [router_id, at.getTime()]));
}

const routersOf = (looks: readonly Look[]) => [...new Set(looks.map(({ routerId }) => routerId))];

const ofSource = (looks: readonly Look[], { agentId, epoch }: Look) =>
  Prisma.sql`router_id = any(${routersOf(looks)}::int[]) and agent_id = ${agentId} and epoch = ${epoch}::uuid`;
