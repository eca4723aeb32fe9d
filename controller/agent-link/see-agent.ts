import type { Batch } from '#contract/agent-link.ts';
import type { Tx } from '../platform/db.ts';

/** What there is to see to beside the looks; mostly nothing, which one question tells. */
export interface Waiting {
  /** Something was asked of a router. */
  readonly commands: boolean;
  readonly inspections: boolean;
  /** An action at one of these routers may have to be followed. */
  readonly actions: boolean;
}

/**
 * Writes down that an agent was heard. Locks its row, so that one batch of an agent comes at a time, and then the rows of
 * these routers in the order of their ids.
 */
export async function seeAgent(
  tx: Tx,
  agentId: number,
  batch: Batch,
  routerIds: readonly number[],
  now: Date,
): Promise<Waiting> {
  const offsetMs = clampInt(now.getTime() - Date.parse(batch.sentAt));
  const [waiting] = await tx.$queryRaw<[Waiting]>`/* prepared:see-agent */
    with seen as (update agent set last_seen_at = ${now}, epoch = ${batch.epoch}::uuid, offset_ms = ${offsetMs},
      backlog = ${batch.backlog}, canaries = ${JSON.stringify(batch.canaries)}::jsonb, proven = ${batch.proven}
      where id = ${agentId}),
    locked as (select id from router where id = any(${[...routerIds]}::int[]) order by id for no key update)
    select (select count(*) from locked) >= 0
      and exists (select from action where ended_at is null and state = 'asked') as commands,
      exists (select from inspection i join router r on r.id = i.router_id
        where r.agent_id = ${agentId} and i.requested_at is not null) as inspections,
      exists (select from action where router_id = any(${[...routerIds]}::int[]) and kind = 'reboot' and back_at is null and sent_at is not null) as actions`;
  return waiting;
}

const clampInt = (value: number) => Math.max(-2_147_483_648, Math.min(2_147_483_647, Math.round(value)));
