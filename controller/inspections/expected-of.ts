import type { Config } from '../platform/config.ts';
import type { Db, Tx } from '../platform/db.ts';
import { routerPages } from '../portal/router-pages.ts';
import { hubOf } from '../router-script/choose-tunnel.ts';
import { gardenPorts } from '../router-script/radius.ts';
import type { Expected } from './expected.ts';

type Settings = Pick<
  Config,
  | 'portalPublicUrl'
  | 'tunnelNetwork'
  | 'radiusPublicAddress'
  | 'radiusAuthPort'
  | 'radiusAcctPort'
  | 'routerosMinimum'
  | 'ntpServers'
  | 'wireguardEndpoint'
  | 'sstpEndpoint'
>;

/** What the set-up script of this router sets; nothing is made for it here. Null = there is no such router. */
export async function expectedOf(db: Db | Tx, config: Settings, routerId: number): Promise<Expected | null> {
  const row = await db.router.findFirst({ where: { id: routerId, removedAt: null } });
  if (!row) return null;
  const kind = row.tunnelKind as 'wireguard' | 'sstp' | null;
  return {
    monitor: row.username,
    action: row.actionUsername,
    controller: kind === null ? config.radiusPublicAddress : hubOf(config.tunnelNetwork),
    tunnel:
      kind !== null && row.tunnelAddress !== null
        ? {
            kind,
            address: row.tunnelAddress,
            endpoint: kind === 'wireguard' ? config.wireguardEndpoint : config.sstpEndpoint,
          }
        : null,
    api: { tls: row.tls, port: row.port },
    serial: row.serial,
    nasIdentifier: row.nasIdentifier,
    minimum: config.routerosMinimum,
    ntpServers: config.ntpServers,
    radius: {
      authPort: config.radiusAuthPort || null,
      acctPort: config.radiusAcctPort || null,
      sourceAddress: row.tunnelAddress,
      proved: row.radiusProvedAt !== null,
    },
    portal: config.portalPublicUrl === null ? null : portalOf(config.portalPublicUrl, row.portalKey),
  };
}

/** Our pages as the script writes them. */
export function portalOf(publicUrl: string, portalKey: string): NonNullable<Expected['portal']> {
  const { origin, hostname } = new URL(publicUrl);
  const pages = routerPages({ portalOrigin: origin, portalKey });
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    ports: gardenPorts(origin),
    pages: Object.fromEntries(
      Object.entries(pages).map(([name, contents]) => [name, Buffer.byteLength(contents)]),
    ),
  };
}
