import type { Uplink, Via } from '#contract/names.ts';
import { type Db, Prisma, type Tx } from '../platform/db.ts';
import { type Sealer, WrongKey } from '../platform/seal.ts';
import type { Known, RouterFacts } from './plan-import.ts';
import { newPortalKey, secretBinding } from './secrets.ts';

/** Service plan of a router that was told no other; made by the first migration. */
export const DEFAULT_PLAN = 'desa';

/** PostgreSQL takes 65,535 parameters in one statement. */
const ROWS_AT_ONCE = 500;

type Row = Prisma.RouterGetPayload<object>;

const dayOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

/** Empty where it does not open (bytes moved or damaged): a new one can be given, and no other router suffers. */
function open(sealer: Sealer, sealed: Uint8Array, bindTo: string): string {
  try {
    return sealer.open(sealed, bindTo);
  } catch (error) {
    if (error instanceof WrongKey) return '';
    throw error;
  }
}

export function factsOf(sealer: Sealer, row: Row): RouterFacts {
  const { name, actionUsername, actionPasswordSealed } = row;
  return {
    villageCode: row.villageCode,
    host: row.host,
    port: row.port,
    tls: row.tls,
    username: row.username,
    password: open(sealer, row.passwordSealed, secretBinding(name, 'password')),
    action:
      actionUsername === null || actionPasswordSealed === null
        ? null
        : {
            username: actionUsername,
            password: open(sealer, actionPasswordSealed, secretBinding(name, 'action-password')),
          },
    uplink: row.uplink as Uplink,
    via: row.via as Via,
    serial: row.serial,
    nasIdentifier: row.nasIdentifier,
    radiusSecret: open(sealer, row.radiusSecretSealed, secretBinding(name, 'radius-secret')),
    contactName: row.contactName,
    contactPhone: row.contactPhone,
    provider: row.provider,
    customerNo: row.customerNo,
    plnId: row.plnId,
    paidUntil: dayOf(row.paidUntil),
    dataQuotaGb: row.dataQuotaGb,
  };
}

function dataOf(sealer: Sealer, name: string, facts: RouterFacts) {
  const { password, action, radiusSecret, paidUntil, ...plain } = facts;
  return {
    ...plain,
    passwordSealed: sealer.seal(password, secretBinding(name, 'password')),
    actionUsername: action?.username ?? null,
    actionPasswordSealed: action && sealer.seal(action.password, secretBinding(name, 'action-password')),
    radiusSecretSealed: sealer.seal(radiusSecret, secretBinding(name, 'radius-secret')),
    paidUntil: paidUntil === null ? null : new Date(`${paidUntil}T00:00:00Z`),
  };
}

/** Whoever changes routers does it alone, so that what was checked is still so when it is written. */
export const lockFleet = (tx: Tx) => tx.$executeRaw`select pg_advisory_xact_lock(hashtext('router'))`;

export async function knownRouters(tx: Tx | Db, sealer: Sealer): Promise<Known[]> {
  const rows = await tx.router.findMany({ orderBy: { id: 'asc' } });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    removed: row.removedAt !== null,
    facts: factsOf(sealer, row),
    tunnelHost: row.tunnelKind === null ? null : row.tunnelAddress,
  }));
}

/** New ones, in the default service plan. */
export async function addRouters(
  tx: Tx,
  sealer: Sealer,
  routers: readonly { readonly name: string; readonly facts: RouterFacts }[],
  now: Date,
): Promise<void> {
  const plan = await tx.servicePlan.findUniqueOrThrow({ where: { name: DEFAULT_PLAN } });
  const rows = routers.map(({ name, facts }) => ({
    name,
    ...dataOf(sealer, name, facts),
    portalKey: newPortalKey(),
    servicePlanId: plan.id,
    inServiceSince: now,
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.router.createMany({ data: rows.slice(from, from + ROWS_AT_ONCE) });
}

/** Writes the facts of a router anew; one that was removed is back in service. */
export async function saveRouter(
  tx: Tx,
  sealer: Sealer,
  { id, name }: { readonly id: number; readonly name: string },
  facts: RouterFacts,
): Promise<void> {
  await tx.router.update({ where: { id }, data: { ...dataOf(sealer, name, facts), removedAt: null } });
}

/** Takes NAS-Identifiers out of the way first, so that two routers can exchange theirs. */
export async function freeNasIdentifiers(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.$executeRaw`update router set nas_identifier = 'moving-' || id where id = any(${[...ids]}::int[])`;
}

/**
 * Out of service from now on. Its name and history stay; its secrets go, and its NAS-Identifier and tunnel address are
 * free for another.
 */
export async function retireRouter(
  tx: Tx,
  sealer: Sealer,
  { id, name }: { readonly id: number; readonly name: string },
  now: Date,
): Promise<void> {
  await tx.router.update({
    where: { id },
    data: {
      removedAt: now,
      agentId: null,
      nasIdentifier: `removed-${id}`,
      tunnelAddress: null,
      tunnelKind: null,
      tunnelSecretSealed: null,
      tunnelPublicKey: null,
      apiCertificate: null,
      passwordSealed: sealer.seal('', secretBinding(name, 'password')),
      actionUsername: null,
      actionPasswordSealed: null,
      radiusSecretSealed: sealer.seal('', secretBinding(name, 'radius-secret')),
      radiusSigned: false,
      radiusProvedAt: null,
    },
  });
}

/** Two at the same moment, or a name that only the database knew of. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
