import { type NewVoucherBatch, type VoucherBatch, type VoucherEntry, VoucherKind } from '#contract/access.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import { codeHash } from './known-voucher.ts';
import { drawCode, printedCode } from './voucher-code.ts';

/** Most batches of a list, the newest first. */
const LISTED = 500;
const boundTo = (batchId: number) => `voucher:${batchId}`;

const withPlan = { plan: { select: { name: true } } } satisfies Prisma.VoucherBatchInclude;
type Row = Prisma.VoucherBatchGetPayload<{ include: typeof withPlan }>;

const batchOf = (row: Row, { count, used }: { count: number; used: number }): VoucherBatch => ({
  id: row.id,
  kind: VoucherKind.parse(row.kind),
  planId: row.planId,
  plan: row.plan.name,
  villages: row.villages,
  validMinutes: row.validMinutes,
  devices: row.devices,
  usableUntil: row.usableUntil?.toISOString() ?? null,
  note: row.note,
  issuedAt: row.issuedAt.toISOString(),
  issuedBy: row.issuedBy,
  revoked: row.revokedAt && { at: row.revokedAt.toISOString(), by: row.revokedBy ?? '' },
  count,
  used,
});

async function counted(db: Db | Tx, rows: readonly Row[]): Promise<VoucherBatch[]> {
  const where = { batchId: { in: rows.map(({ id }) => id) } };
  const groups = await db.voucher.groupBy({
    by: ['batchId'],
    where,
    _count: { _all: true, firstUsedAt: true },
  });
  const counts = new Map(groups.map((one) => [one.batchId, one._count]));
  return rows.map((row) => {
    const { _all = 0, firstUsedAt = 0 } = counts.get(row.id) ?? {};
    return batchOf(row, { count: _all, used: firstUsedAt });
  });
}

export async function listBatches(db: Db): Promise<VoucherBatch[]> {
  const rows = await db.voucherBatch.findMany({ include: withPlan, orderBy: { id: 'desc' }, take: LISTED });
  return await counted(db, rows);
}

export async function findBatch(db: Db | Tx, id: number): Promise<VoucherBatch | null> {
  const row = await db.voucherBatch.findUnique({ where: { id }, include: withPlan });
  return row && ((await counted(db, [row]))[0] ?? null);
}

/** Draws its codes: the database holds their keyed hashes, and the codes sealed for printing. */
export async function issueBatch(
  tx: Tx,
  sealer: Sealer,
  { count, usableUntil, ...wish }: NewVoucherBatch,
  by: string,
  now: Date,
): Promise<VoucherBatch> {
  const { id } = await tx.voucherBatch.create({
    data: {
      ...wish,
      usableUntil: usableUntil === null ? null : new Date(usableUntil),
      issuedAt: now,
      issuedBy: by,
    },
  });
  const codes = new Set<string>();
  while (codes.size < count) codes.add(drawCode());
  await tx.voucher.createMany({
    data: [...codes].map((code) => ({
      batchId: id,
      codeHash: codeHash(sealer, code),
      codeSealed: sealer.seal(code, boundTo(id)),
    })),
  });
  return (await findBatch(tx, id))!;
}

/** Each voucher of a batch, without its code. */
export async function vouchersOf(db: Db, batchId: number, now: Date): Promise<VoucherEntry[]> {
  const rows = await db.voucher.findMany({
    where: { batchId },
    select: {
      id: true,
      firstUsedAt: true,
      validUntil: true,
      revokedAt: true,
      batch: { select: { revokedAt: true, usableUntil: true } },
      sessions: { where: { acctStopTime: null }, select: { callingStationId: true } },
    },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, firstUsedAt, validUntil, revokedAt, batch, sessions }) => {
    const ends = firstUsedAt === null ? batch.usableUntil : validUntil;
    const ended = ends !== null && ends <= now;
    const revoked = revokedAt !== null || batch.revokedAt !== null;
    const alive = ended ? 'ended' : firstUsedAt === null ? 'unused' : 'in-use';
    return {
      id,
      state: revoked ? ('revoked' as const) : alive,
      firstUsedAt: firstUsedAt?.toISOString() ?? null,
      validUntil: validUntil?.toISOString() ?? null,
      online: new Set(sessions.map(({ callingStationId }) => callingStationId)).size,
    };
  });
}

/** Codes for printing: those that nobody used and that are good. */
export async function sheetCodes(
  db: Db | Tx,
  sealer: Sealer,
  batchId: number,
): Promise<{ id: number; code: string }[]> {
  const rows = await db.voucher.findMany({
    where: { batchId, firstUsedAt: null, revokedAt: null, batch: { revokedAt: null } },
    select: { id: true, codeSealed: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, codeSealed }) => ({
    id,
    code: printedCode(sealer.open(codeSealed, boundTo(batchId))),
  }));
}
