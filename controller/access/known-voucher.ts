import type { Db, Prisma } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { type KnownVoucher, type VoucherFault, voucherFault } from './voucher.ts';
import { typedCode } from './voucher-code.ts';

/** Tickets that were used so lately may not have become sessions yet, ms. */
const JUST_LET_IN_MS = 60_000;

export const withBatch = { batch: { include: { plan: true } } } satisfies Prisma.VoucherInclude;
export type VoucherRow = Prisma.VoucherGetPayload<{ include: typeof withBatch }>;

export const codeHash = (sealer: Sealer, code: string) => new Uint8Array(sealer.mac('voucher', code));

/** By what somebody typed. The same work whether there is one or not: the time tells nothing. */
export async function findVoucher(db: Db, sealer: Sealer, typed: string): Promise<VoucherRow | null> {
  const hash = codeHash(sealer, typedCode(typed));
  return await db.voucher.findUnique({ where: { codeHash: hash }, include: withBatch });
}

export const knownVoucher = ({ batch, ...row }: VoucherRow): KnownVoucher => ({
  id: row.id,
  kind: batch.kind === 'officer' ? 'officer' : 'voucher',
  firstUsedAt: row.firstUsedAt,
  validUntil: row.validUntil,
  revokedAt: row.revokedAt ?? batch.revokedAt,
  villages: batch.villages,
  validMinutes: batch.validMinutes,
  devices: batch.devices,
  usableUntil: batch.usableUntil,
});

/** Other phones that are online with it, or on their way. */
async function othersOnline(db: Db, voucherId: number, mac: string, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ others: number }[]>`
    select count(*)::int as others from (
      select calling_station_id as mac from hotspot_session
      where voucher_id = ${voucherId} and acct_stop_time is null
      union
      select mac from ticket where voucher_id = ${voucherId}
        and used_at > ${new Date(now.getTime() - JUST_LET_IN_MS)}::timestamptz) as phones
    where mac <> ${mac}`;
  return row?.others ?? 0;
}

/** Why this phone may not use it in this village; null = it may. */
export async function faultOf(
  db: Db,
  row: VoucherRow,
  { mac, village }: { readonly mac: string; readonly village: string },
  now: Date,
): Promise<VoucherFault | null> {
  const others = await othersOnline(db, row.id, mac, now);
  return voucherFault(knownVoucher(row), village, others, now);
}
