import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NewVoucherBatch, VoucherBatch, VoucherEntry, VoucherSheet } from '#contract/access.ts';
import { createPapers, PaperFailed } from '../papers/index.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { RowId } from '../staff/index.ts';
import { audited, isSeen, missing, mustBePlan, mustHaveRights, mustKnowVillages } from './audited.ts';
import { findBatch, issueBatch, listBatches, sheetCodes, vouchersOf } from './voucher-batches.ts';

const tags = ['access'];
const params = z.object({ id: RowId });

/** Vouchers and officers' codes. Codes leave only for printing, and that is written down. */
export function voucherRoutes(app: App): void {
  const { db, sealer } = app;
  const papers = createPapers();
  app.addHook('onClose', () => papers.close());

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

  const printed = (request: FastifyRequest, id: number) => {
    const deed = ({ batch, codes }: VoucherSheet) => ({
      act: 'voucher-batch:print',
      target: `${batch.id}`,
      detail: { codes: codes.length },
    });
    return audited(app, request, deed, async (tx) => {
      const batch = await owned(request, tx, id);
      return { batch, codes: await sheetCodes(tx, sealer, batch.id) };
    });
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
    async (request, reply) =>
      reply.header('Cache-Control', 'no-store').send(await printed(request, request.params.id)),
  );

  app.post(
    '/api/access/voucher-batches/:id/sheet.pdf',
    {
      config: { verb: 'voucher:write' },
      schema: { tags, summary: 'The sheet to be cut up, A4', params },
    },
    async (request, reply) => {
      const { batch, codes } = await printed(request, request.params.id);
      if (codes.length === 0)
        throw new Refusal(
          409,
          'conflict',
          'none of its vouchers is unused and good: there is nothing to print',
        );
      const { portalPublicUrl: address } = app.config;
      const order = { kind: 'vouchers.pdf', batch, codes: codes.map(({ code }) => code), address } as const;
      const paper = await papers
        .make(order, () => {})
        .catch((error: unknown) => {
          if (!(error instanceof PaperFailed)) throw error;
          throw new Refusal(503, 'paper-failed', error.message, { retryAfterSeconds: 30 });
        });
      return reply
        .type(paper.mediaType)
        .header('Content-Disposition', `inline; filename="${paper.fileName}"`)
        .header('Cache-Control', 'no-store')
        .send(Buffer.from(paper.bytes));
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
