import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { ScriptHindrance } from '#contract/router-script.ts';
import type { Config } from '../platform/config.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { type SecretKind, secretBinding } from '../villages/index.ts';
import { freeAddress, hubOf, isWithin, type TunnelKind, tunnelKindOf } from './choose-tunnel.ts';
import type { Form, ScriptPlan, Tunnel } from './plan.ts';
import { newWireguardKey, wireguardPublicKey } from './wireguard-key.ts';

/** Why there is no script: what is missing, and for whom. */
export interface Hindrance {
  readonly why: ScriptHindrance;
  readonly router: string;
  /** The version that the router last told, as the other form. */
  readonly form: Form | null;
}

/** The script of this router can not be made; whoever asked is told by a sentence. */
export class NoScript extends Error {
  override readonly name = 'NoScript';
  readonly hindrance: Hindrance;

  constructor(hindrance: Hindrance) {
    super(hindrance.why);
    this.hindrance = hindrance;
  }
}

export interface ScriptContext {
  readonly sealer: Sealer;
  readonly config: Pick<
    Config,
    | 'portalPublicUrl'
    | 'tunnelNetwork'
    | 'wireguardEndpoint'
    | 'wireguardPublicKey'
    | 'sstpEndpoint'
    | 'radiusPublicAddress'
    | 'radiusAuthPort'
    | 'radiusAcctPort'
    | 'routerosMinimum'
    | 'ntpServers'
  >;
}

type Row = Prisma.RouterGetPayload<{ include: { village: { select: { name: true } } } }>;

/** 6 or 7 by the version that the router last told; null = it was never read. */
export function formOf(routerosVersion: string | null): Form | null {
  const major = Number(routerosVersion?.split('.')[0]);
  return major === 6 || major === 7 ? major : null;
}

export const rowOf = (db: Db | Tx, by: { id: number } | { name: string }): Promise<Row | null> =>
  db.router.findFirst({
    where: { ...by, removedAt: null },
    include: { village: { select: { name: true } } },
  });

/**
 * Everything that the script of a router needs. A router behind the hub that has no tunnel yet gets its address and key
 * here, and is looked for at that address from then on: `tx` must hold the fleet's lock. Throws NoScript.
 */
export async function planOf(
  tx: Tx,
  { config, sealer }: ScriptContext,
  row: Row,
  form: Form,
): Promise<ScriptPlan> {
  const known = formOf(row.routerosVersion);
  if (known !== null && known !== form) refuse(row, 'other-version', known);
  const portal = config.portalPublicUrl ?? refuse(row, 'no-portal-url');
  const kind = tunnelKindOf(row.via, form);
  const controller = controllerOf(config, row, kind);
  const open = opener(sealer, row);
  const password = open(row.passwordSealed, 'password');
  const secret = open(row.radiusSecretSealed, 'radius-secret');
  const action =
    row.actionUsername !== null && row.actionPasswordSealed !== null
      ? { username: row.actionUsername, password: open(row.actionPasswordSealed, 'action-password') }
      : null;
  const tunnel = kind && (await tunnelOf(tx, { config, sealer }, row, kind));
  return {
    form,
    router: row.name,
    village: row.village.name,
    serial: row.serial,
    minimum: config.routerosMinimum,
    nasIdentifier: row.nasIdentifier,
    tunnel,
    controller,
    api: { tls: row.tls, port: row.port },
    monitor: { username: row.username, password },
    action,
    radius: {
      authPort: config.radiusAuthPort,
      acctPort: config.radiusAcctPort,
      secret,
      sourceAddress: tunnel?.address ?? (row.tunnelKind === null ? row.tunnelAddress : null),
    },
    portal: { origin: new URL(portal).origin, key: row.portalKey },
    ntpServers: config.ntpServers,
  };
}

function refuse(row: Row, why: ScriptHindrance, form: Form | null = null): never {
  throw new NoScript({ why, router: row.name, form });
}

function controllerOf(config: ScriptContext['config'], row: Row, kind: TunnelKind | null): string {
  if (kind === 'wireguard' && (config.wireguardEndpoint === null || config.wireguardPublicKey === null))
    refuse(row, 'no-wireguard');
  if (kind === 'sstp' && config.sstpEndpoint === null) refuse(row, 'no-sstp');
  if (kind !== null) return hubOf(config.tunnelNetwork);
  const address = config.radiusPublicAddress ?? refuse(row, 'no-radius-address');
  return isIPv4(address) ? address : refuse(row, 'radius-not-ipv4');
}

const opener = (sealer: Sealer, row: Row) => (sealed: Uint8Array, kind: SecretKind) => {
  const secret = sealer.open(sealed, secretBinding(row.name, kind));
  return secret === '' ? refuse(row, 'secrets-lost') : secret;
};

const hostAndPort = (endpoint: string) => {
  const [host = '', port] = endpoint.split(':');
  return { host, port: Number(port) };
};

async function tunnelOf(
  tx: Tx,
  { config, sealer }: ScriptContext,
  row: Row,
  kind: TunnelKind,
): Promise<Tunnel> {
  const binding = secretBinding(row.name, 'tunnel');
  const kept =
    row.tunnelKind === kind && row.tunnelSecretSealed !== null && row.tunnelAddress !== null
      ? { secret: sealer.open(row.tunnelSecretSealed, binding), address: row.tunnelAddress }
      : null;
  const { secret, address } = kept ?? {
    secret: kind === 'wireguard' ? newWireguardKey() : randomBytes(24).toString('base64url'),
    address: await addressFor(tx, config.tunnelNetwork, row),
  };
  if (!kept) {
    await tx.router.update({
      where: { id: row.id },
      data: {
        tunnelKind: kind,
        tunnelSecretSealed: sealer.seal(secret, binding),
        tunnelPublicKey: kind === 'wireguard' ? wireguardPublicKey(secret) : null,
        tunnelAddress: address,
        host: address,
      },
    });
  }
  const hub = hubOf(config.tunnelNetwork);
  if (kind === 'wireguard') {
    const hubPublicKey = config.wireguardPublicKey ?? '';
    return {
      kind,
      privateKey: secret,
      hubPublicKey,
      endpoint: hostAndPort(config.wireguardEndpoint ?? ''),
      address,
      hub,
    };
  }
  const endpoint = hostAndPort(config.sstpEndpoint ?? '');
  return { kind, user: row.nasIdentifier, password: secret, endpoint, address, hub };
}

/** The one that it has, or that the import gave as its host; else the next free one. */
async function addressFor(tx: Tx, network: string, row: Row): Promise<string> {
  if (row.tunnelAddress !== null && isWithin(network, row.tunnelAddress)) return row.tunnelAddress;
  const others = await tx.router.findMany({
    where: { id: { not: row.id } },
    select: { tunnelAddress: true, host: true },
  });
  const taken = new Set(others.flatMap(({ tunnelAddress, host }) => [tunnelAddress ?? host, host]));
  if (isWithin(network, row.host) && !taken.has(row.host) && row.host !== hubOf(network)) return row.host;
  const address = freeAddress(network, taken);
  return address ?? refuse(row, 'network-full');
}
