import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import usage from './index.ts';

export const VILLAGE = '16.10.06.2021';

/** Routers that are only there to be counted at. */
export async function house() {
  const ops = await testOps([villages, usage]);
  const { id: servicePlanId } = await ops.db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  const add = (name: string, villageCode: string) =>
    ops.db.router.create({
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
        servicePlanId,
        inServiceSince: ops.clock.now,
      },
    });
  const { id } = await add('sukamaju-1', VILLAGE);
  return { ops, id, add };
}
