import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { secretBinding } from '../villages/secrets.ts';
import type { Nas, NasTable } from './peer-of.ts';

/** The routers of the database, held in memory: a packet must not wait for a query to be judged. */
export class LoadedNasTable implements NasTable {
  readonly #byTunnel = new Map<string, Nas>();
  readonly #byIdentifier = new Map<string, Nas>();

  constructor(routers: readonly Nas[]) {
    for (const nas of routers) {
      this.#byIdentifier.set(nas.nasIdentifier, nas);
      if (nas.tunnelAddress !== null) this.#byTunnel.set(nas.tunnelAddress, nas);
    }
  }

  byTunnel(address: string): Nas | undefined {
    return this.#byTunnel.get(address);
  }

  byIdentifier(name: string): Nas | undefined {
    return this.#byIdentifier.get(name);
  }
}

/** Routers in service. One whose secret does not open is left out and told of: the others must not suffer for it. */
export async function loadNas(
  db: Db,
  sealer: Sealer,
  onFault: (router: string, error: unknown) => void,
): Promise<Nas[]> {
  const rows = await db.router.findMany({
    where: { removedAt: null },
    select: {
      id: true,
      name: true,
      nasIdentifier: true,
      tunnelAddress: true,
      radiusSecretSealed: true,
      uplink: true,
      villageCode: true,
      routerosVersion: true,
      radiusSigned: true,
    },
  });
  return rows.flatMap((row) => {
    try {
      const secret = sealer.open(row.radiusSecretSealed, secretBinding(row.name, 'radius-secret'));
      return {
        routerId: row.id,
        nasIdentifier: row.nasIdentifier,
        tunnelAddress: row.tunnelAddress,
        secret: Buffer.from(secret),
        uplink: row.uplink,
        villageCode: row.villageCode,
        routerosVersion: row.routerosVersion,
        signed: row.radiusSigned,
      };
    } catch (error) {
      onFault(row.name, error);
      return [];
    }
  });
}
