import { isFactoryIdentity } from '../villages/secrets.ts';
import type { Stranger } from './radius/counters.ts';
import type { Peer } from './radius/server.ts';

/** A router as RADIUS knows it (there it is the NAS). */
export interface Nas {
  readonly routerId: number;
  readonly nasIdentifier: string;
  readonly tunnelAddress: string | null;
  readonly secret: Buffer;
  readonly uplink: string;
  /** Kemendagri code. */
  readonly villageCode: string;
  readonly routerosVersion: string | null;
  /** It once signed an Access-Request. */
  readonly signed: boolean;
}

/** The router that a packet is said to come from; its secret has yet to prove it. */
export interface NasPeer extends Peer {
  readonly nas: Nas;
  readonly by: 'tunnel' | 'identifier';
}

export interface NasTable {
  byTunnel(address: string): Nas | undefined;
  byIdentifier(name: string): Nas | undefined;
}

/**
 * Who asks: by tunnel address, else by the one NAS-Identifier. Routers behind one carrier address with changing ports
 * are told apart by their names, and each is proved by its own secret.
 */
export function peerOf(
  table: NasTable,
  { address, identifiers }: { address: string; identifiers: readonly string[] },
): NasPeer | Stranger {
  const tunnel = table.byTunnel(address);
  if (tunnel) return { nas: tunnel, by: 'tunnel', secret: tunnel.secret, mayBeUnsigned: cannotSign(tunnel) };
  if (identifiers.length > 1) return 'repeated-identifier';
  const [name] = identifiers;
  if (name !== undefined && isFactoryIdentity(name)) return 'factory-identity';
  const nas = name === undefined ? undefined : table.byIdentifier(name);
  return nas ? { nas, by: 'identifier', secret: nas.secret, mayBeUnsigned: false } : 'unknown-peer';
}

/** RouterOS signs Access-Requests from 7.15 on. Who has signed once is never believed unsigned again. */
function cannotSign({ routerosVersion, signed }: Nas): boolean {
  if (signed || routerosVersion === null) return false;
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(routerosVersion) ?? [];
  if (major === undefined) return false;
  return Number(major) < 7 || (Number(major) === 7 && Number(minor) < 15);
}
