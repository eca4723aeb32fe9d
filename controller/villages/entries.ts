import type { Uplink, Via } from '#contract/names.ts';
import type { RouterEntry } from '#contract/villages.ts';
import type { Db, Prisma } from '../platform/db.ts';

const shown = {
  village: { select: { code: true, name: true, kecamatan: true } },
  agent: { select: { id: true, name: true } },
  servicePlan: { select: { name: true } },
  status: { select: { lastAnsweredAt: true } },
} satisfies Prisma.RouterInclude;
type Row = Prisma.RouterGetPayload<{ include: typeof shown }>;

/** How far its set-up has come, as known from what it says and sends; each step proves the ones before. */
export function setUpOf(row: {
  readonly radiusProvedAt: Date | null;
  readonly identity: string | null;
  readonly nasIdentifier: string;
  readonly status: { readonly lastAnsweredAt: Date | null } | null;
}): RouterEntry['setUp'] {
  if (row.radiusProvedAt !== null) return 'radius-proved';
  if (row.identity === row.nasIdentifier) return 'identity-set';
  return row.status?.lastAnsweredAt ? 'seen' : 'never-seen';
}

const entryOf = (row: Row): RouterEntry => ({
  id: row.id,
  village: row.village,
  name: row.name,
  host: row.host,
  port: row.port,
  tls: row.tls,
  username: row.username,
  hasActionAccount: row.actionUsername !== null,
  uplink: row.uplink as Uplink,
  via: row.via as Via,
  serial: row.serial,
  nasIdentifier: row.nasIdentifier,
  portalPath: `/p/${row.portalKey}`,
  loginOrigin: row.loginOrigin,
  tunnelAddress: row.tunnelAddress,
  contact: row.contactName === null ? null : { name: row.contactName, phone: row.contactPhone ?? '' },
  provider: row.provider,
  customerNo: row.customerNo,
  plnId: row.plnId,
  paidUntil: row.paidUntil?.toISOString().slice(0, 10) ?? null,
  dataQuotaGb: row.dataQuotaGb,
  agent: row.agent,
  servicePlan: row.servicePlan.name,
  inServiceSince: row.inServiceSince.toISOString(),
  setUp: setUpOf(row),
  simulated: row.simulated,
  board: row.board,
  routerosVersion: row.routerosVersion,
});

/** Routers in service, by village and name; never a secret. `villages` null = all. */
export async function routerEntries(db: Db, villages: readonly string[] | null): Promise<RouterEntry[]> {
  const rows = await db.router.findMany({
    where: { removedAt: null, ...(villages && { villageCode: { in: [...villages] } }) },
    include: shown,
    orderBy: [{ village: { name: 'asc' } }, { name: 'asc' }],
  });
  return rows.map(entryOf);
}

export async function routerEntry(
  db: Db,
  by: { id: number } | { name: string } | { portalKey: string },
): Promise<RouterEntry | null> {
  const row = await db.router.findFirst({ where: { ...by, removedAt: null }, include: shown });
  return row && entryOf(row);
}
