import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NewVoucherBatch, VoucherBatch, VoucherEntry, VoucherSheet } from '#contract/access.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { App } from '../platform/http.ts';
import { RowId } from '../staff/index.ts';
import { audited, isSeen, missing, mustBePlan, mustHaveRights, mustKnowVillages } from './audited.ts';
import { findBatch, issueBatch, listBatches, sheetCodes, vouchersOf } from './voucher-batches.ts';

const tags = ['access'];
const params = z.object({ id: RowId });

/** Vouchers and officers' codes. Codes leave only for printing, and that is written down. */
export function voucherRoutes(app: App): void {
  const { db, sealer } = app;

  const seen = async (request: FastifyRequest, from: Db | Tx, id: number) => {
    const batch = await findBatch(from, id);
    if (!batch || !isSeen(request, batch.villages)) throw missing('batch');
    return batch;
  };
  const owned = async (request: FastifyRequest, from: Db | Tx, id: number) => {
    const batch = await seen(request, from, id);
    mustHaveRights(request, 'voucher:write', batch.villages);
    return batch;
  };

  app.get(
    '/api/access/voucher-batches',
    {
      config: { verb: 'access:read' },
      schema: { tags, summary: 'Batches with their counts', response: { 200: z.array(VoucherBatch) } },
    },
    async (request) => (await listBatches(db)).filter(({ villages }) => isSeen(request, villages)),
  );

  app.post(
    '/api/access/voucher-batches',
    {
      config: { verb: 'voucher:write' },
      schema: { tags, summary: 'Issues a batch', body: NewVoucherBatch, response: { 200: VoucherBatch } },
    },
    (request) => {
      const { body } = request;
      mustHaveRights(request, 'voucher:write', body.villages);
      const deed = ({ id }: VoucherBatch) => ({ act: 'voucher-batch:issue', target: `${id}`, detail: body });
      return audited(app, request, deed, async (tx, by, now) => {
        await mustKnowVillages(tx, body.villages);
        await mustBePlan(tx, body.planId);
        return await issueBatch(tx, sealer, body, by, now);
      });
    },
  );

  app.get(
    '/api/access/voucher-batches/:id',
    {
      config: { verb: 'access:read' },
      schema: {
        tags,
        summary: 'One batch, each voucher without its code',
        params,
        response: { 200: z.object({ batch: VoucherBatch, vouchers: z.array(VoucherEntry) }) },
      },
    },
    async (request) => {
      const batch = await seen(request, db, request.params.id);
      return { batch, vouchers: await vouchersOf(db, batch.id, app.clock()) };
    },
  );

  app.post(
    '/api/access/voucher-batches/:id/sheet',
    {
      config: { verb: 'voucher:write' },
      schema: { tags, summary: 'Codes for printing', params, response: { 200: VoucherSheet } },
    },
    async (request, reply) => {
      const deed = ({ batch, codes }: VoucherSheet) => ({
        act: 'voucher-batch:print',
        target: `${batch.id}`,
        detail: { codes: codes.length },
      });
      const sheet = await audited(app, request, deed, async (tx) => {
        const batch = await owned(request, tx, request.params.id);
        return { batch, codes: await sheetCodes(tx, sealer, batch.id) };
      });
      return reply.header('Cache-Control', 'no-store').send(sheet);
    },
  );

  app.post(
    '/api/access/voucher-batches/:id/revoke',
    {
      config: { verb: 'voucher:write' },
      schema: {
        tags,
        summary: 'The batch, or one of its vouchers, opens nothing any more',
        params,
        body: z.object({ voucherId: RowId.nullable(), reason: z.string().trim().min(5).max(300) }),
        response: { 200: VoucherBatch },
      },
    },
    (request) => {
      const { voucherId, reason } = request.body;
      const { id } = request.params;
      const deed = { act: 'voucher-batch:revoke', target: `${id}`, reason, detail: { voucherId } };
      return audited(app, request, deed, async (tx, by, now) => {
        const batch = await owned(request, tx, id);
        if (voucherId === null) {
          const revoked = { revokedAt: now, revokedBy: by };
          await tx.voucherBatch.updateMany({ where: { id, revokedAt: null }, data: revoked });
        } else {
          const known = await tx.voucher.count({ where: { id: voucherId, batchId: batch.id } });
          if (known === 0) throw missing('voucher');
          await tx.voucher.updateMany({
            where: { id: voucherId, revokedAt: null },
            data: { revokedAt: now },
          });
        }
        return (await findBatch(tx, id))!;
      });
    },
  );
}
