import type { Tx } from '../platform/db.ts';

export interface Waiting {
  /** Something was asked of a router of this agent. */
  readonly commands: boolean;
  readonly inspections: boolean;
  /** An action at one of these routers may have to be followed. */
  readonly actions: boolean;
}

/** Is there anything beside the looks to see to? Mostly not: one question for all, asked of every batch. */
export async function waitingFor(tx: Tx, agentId: number, routerIds: readonly number[]): Promise<Waiting> {
  const [waiting] = await tx.$queryRaw<[Waiting]>`
    select exists (select from action where ended_at is null and state = 'asked') as commands,
      exists (select from inspection i join router r on r.id = i.router_id
        where r.agent_id = ${agentId} and i.requested_at is not null) as inspections,
      exists (select from action where router_id = any(${[...routerIds]}::int[]) and back_at is null and sent_at is not null) as actions`;
  return waiting;
}
