import type { Db } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { secretBinding } from '../villages/index.ts';
import { plain } from './quote.ts';

export interface Peer {
  readonly router: string;
  readonly publicKey: string;
  readonly address: string;
}

/** `[Peer]` sections for wg0.conf of the hub (wg(8), CONFIGURATION FILE FORMAT). No keepalive: the routers dial. */
export const peersConf = (peers: readonly Peer[]): string =>
  peers
    .map(
      ({ router, publicKey, address }) =>
        `# ${plain(router)}\n[Peer]\nPublicKey = ${publicKey}\nAllowedIPs = ${address}/32\n`,
    )
    .join('\n');

/** Routers that dial in with WireGuard; holds no secret. */
export async function wireguardPeers(db: Db): Promise<Peer[]> {
  const rows = await db.router.findMany({
    where: { removedAt: null, tunnelKind: 'wireguard' },
    select: { name: true, tunnelPublicKey: true, tunnelAddress: true },
    orderBy: { name: 'asc' },
  });
  return rows.flatMap(({ name, tunnelPublicKey, tunnelAddress }) =>
    tunnelPublicKey === null || tunnelAddress === null
      ? []
      : [{ router: name, publicKey: tunnelPublicKey, address: tunnelAddress }],
  );
}

/** One line a router of RouterOS 6 for the hub's chap-secrets (pppd(8)): user, server, password, address. Holds secrets. */
export async function sstpSecrets(db: Db, sealer: Sealer): Promise<string[]> {
  const rows = await db.router.findMany({
    where: { removedAt: null, tunnelKind: 'sstp' },
    select: { name: true, nasIdentifier: true, tunnelSecretSealed: true, tunnelAddress: true },
    orderBy: { name: 'asc' },
  });
  return rows.flatMap(({ name, nasIdentifier, tunnelSecretSealed, tunnelAddress }) =>
    tunnelSecretSealed === null || tunnelAddress === null
      ? []
      : [
          `${nasIdentifier} * ${sealer.open(tunnelSecretSealed, secretBinding(name, 'tunnel'))} ${tunnelAddress}`,
        ],
  );
}
