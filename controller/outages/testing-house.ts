import type { FastifyPluginAsync } from 'fastify';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import { daysOf, takeChains } from './chains.ts';
import outages from './index.ts';
import { lookOf } from './look.ts';
import { recordLooks } from './record.ts';
import { storeLooks } from './store-looks.ts';

const EPOCH = '00000000-0000-4000-8000-000000000001';
export const VILLAGE = '16.10.06.2021';
/** When the routers were taken into service. */
export const T = Date.UTC(2026, 10, 25, 3);

/** A router in Sukamaju and an agent's looks at it, in seconds after T; `another` adds one that shares what it is told. */
export async function house(more: readonly FastifyPluginAsync[] = []) {
  const ops = await testOps([villages, outages, ...more]);
  const { db } = ops;
  const agent = await db.agent.create({ data: { name: 'kantor', tokenHash: new Uint8Array([1]) } });
  const plan = await db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  const add = (name: string, villageCode: string, more: { feeder?: string; tower?: string } = {}) =>
    db.router.create({
      data: {
        villageCode,
        name,
        host: 'h',
        port: 1,
        username: 'u',
        passwordSealed: bytes,
        uplink: 'lte',
        nasIdentifier: name,
        radiusSecretSealed: bytes,
        portalKey: name,
        servicePlanId: plan.id,
        agentId: agent.id,
        inServiceSince: new Date(T),
        contactName: 'Pak Rahmat',
        contactPhone: '+6281200000001',
        provider: 'Telkomsel',
        customerNo: '0812-99',
        plnId: '532100',
        ...more,
      },
    });
  const router = await add('sukamaju-1', VILLAGE);
  let seq = 0;
  const see = async (
    outcome: 'answered' | 'timeout',
    seconds: number[],
    uptimeSeconds: number | null = null,
    routerId = router.id,
  ) => {
    ops.clock.now = new Date(T + seconds.at(-1)! * 1000);
    const looks = seconds.map((at) => {
      seq += 1;
      const look = lookOf(
        {
          kind: 'look',
          seq,
          routerId,
          at: new Date(T + at * 1000).toISOString(),
          offsetMs: 0,
          outcome,
          lateMs: 0,
          tookMs: 10,
          detail: null,
          reading: null,
          simulated: false,
        },
        agent.id,
        EPOCH,
      );
      return { ...look, uptimeSeconds, users: outcome === 'answered' ? 9 : null };
    });
    await db.$transaction(async (tx) => {
      const chains = await takeChains(tx, agent.id, EPOCH, daysOf(looks));
      const fresh = await storeLooks(tx, looks, chains, db, ops.clock.now);
      await recordLooks(tx, fresh, ops.clock.now);
    });
  };
  return { ops, id: router.id, add, see };
}
