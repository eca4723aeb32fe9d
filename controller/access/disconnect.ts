import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { DisconnectResult } from '#contract/access.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { secretBinding } from '../villages/secrets.ts';
import { Attr, text } from './radius/attributes.ts';
import { askDisconnect, ROUTEROS_COA_PORT } from './radius/disconnect.ts';

/** An agent that does not take it within this leaves it: the phone may long have gone by itself, ms. */
const EXPIRES_MS = 30_000;
/** So long the person who asked waits for the agent's word, ms. */
const WAIT_MS = 8_000;
const LOOK_MS = 250;
/** An agent is there when it was heard of within this, ms. */
const HEARD_MS = 60_000;

/** An open session, as far as it takes to end it. */
export interface OpenSession {
  readonly id: bigint;
  readonly acctSessionId: string;
  readonly userName: string;
  readonly callingStationId: string;
  readonly framedIpAddress: string | null;
  readonly router: {
    readonly id: number;
    readonly name: string;
    readonly villageCode: string;
    readonly tunnelAddress: string | null;
    readonly radiusSecretSealed: Uint8Array;
    readonly actionUsername: string | null;
    readonly agentId: number | null;
  };
}

export async function findOpen(db: Db, id: bigint): Promise<OpenSession | null> {
  return await db.hotspotSession.findFirst({
    where: { id, acctStopTime: null, erasedAt: null },
    select: {
      id: true,
      acctSessionId: true,
      userName: true,
      callingStationId: true,
      framedIpAddress: true,
      router: {
        select: {
          id: true,
          name: true,
          villageCode: true,
          tunnelAddress: true,
          radiusSecretSealed: true,
          actionUsername: true,
          agentId: true,
        },
      },
    },
  });
}

/** Asks the router's agent; null when there is none that could be asked. */
export async function askAgent(
  tx: Tx,
  { router, callingStationId }: OpenSession,
  by: { readonly id: number; readonly reason: string },
  now: Date,
): Promise<string | null> {
  if (router.agentId === null || router.actionUsername === null) return null;
  const heard = new Date(now.getTime() - HEARD_MS);
  if ((await tx.agent.count({ where: { id: router.agentId, lastSeenAt: { gte: heard } } })) === 0)
    return null;
  const id = randomUUID();
  await tx.action.create({
    data: {
      id,
      routerId: router.id,
      kind: 'disconnect',
      state: 'asked',
      reason: by.reason,
      askedById: by.id,
      mac: callingStationId,
      askedAt: now,
      expiresAt: new Date(now.getTime() + EXPIRES_MS),
    },
  });
  return id;
}

/** The agent's word, waited for; then, where it failed or there is none, RADIUS through the tunnel. */
export async function endSession(
  { db, sealer, coaPort = ROUTEROS_COA_PORT }: { db: Db; sealer: Sealer; coaPort?: number },
  session: OpenSession,
  action: string | null,
): Promise<DisconnectResult['result']> {
  const told = action === null ? null : await agentsWord(db, action);
  if (told === 'gone') return told;
  const { tunnelAddress, radiusSecretSealed, name } = session.router;
  if (tunnelAddress === null || session.framedIpAddress === null)
    return told === 'failed' ? 'no-answer' : (told ?? 'no-way');
  if (told === 'asked') return told;
  const secret = Buffer.from(sealer.open(radiusSecretSealed, secretBinding(name, 'radius-secret')));
  // With a user name alone RouterOS would drop the wireless client instead of the hotspot's session.
  return await askDisconnect({ address: tunnelAddress, port: coaPort, secret }, [
    text(Attr.userName, session.userName),
    { type: Attr.framedIpAddress, value: Buffer.from(session.framedIpAddress.split('.').map(Number)) },
    text(Attr.acctSessionId, session.acctSessionId),
  ]);
}

async function agentsWord(db: Db, id: string): Promise<'gone' | 'failed' | 'asked'> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const action = await db.action.findUniqueOrThrow({
      where: { id },
      select: { state: true, endedAt: true },
    });
    if (action.endedAt !== null) return action.state === 'verified' ? 'gone' : 'failed';
    if (performance.now() >= until) return 'asked';
    await wait(LOOK_MS);
  }
}
