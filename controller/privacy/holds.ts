import { z } from 'zod';
import { LegalHold, NewLegalHold } from '#contract/privacy.ts';
import type { Db } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, may, type Person, personOf, RowId } from '../staff/index.ts';

const MOST = 500;
const tags = ['privacy'];
const params = z.object({ id: RowId });

async function listed(db: Db, person: Person, id?: number): Promise<LegalHold[]> {
  const rows = await db.legalHold.findMany({
    ...(id === undefined ? {} : { where: { id } }),
    include: { enteredBy: { select: { name: true } }, approvedBy: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take: MOST,
  });
  const villages = await db.village.findMany({ select: { code: true, name: true } });
  const nameOf = new Map(villages.map(({ code, name }) => [code, name]));
  return rows.map((row) => ({
    id: row.id,
    letterNumber: row.letterNumber,
    agency: row.agency,
    village:
      row.villageCode === null
        ? null
        : { code: row.villageCode, name: nameOf.get(row.villageCode) ?? row.villageCode },
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    reason: row.reason,
    entered: { by: row.enteredBy.name, at: row.enteredAt.toISOString() },
    approved:
      row.approvedAt === null ? null : { by: row.approvedBy?.name ?? '', at: row.approvedAt.toISOString() },
    lifted: row.liftedAt === null ? null : { by: row.liftedBy ?? '', at: row.liftedAt.toISOString() },
    mayApprove:
      row.approvedAt === null &&
      row.liftedAt === null &&
      row.enteredById !== person.id &&
      may(person, 'privacy:decide', null),
  }));
}

/** Legal holds: entered by one person, approved by another; from then until they are lifted nothing of theirs is erased. */
export function holdRoutes(app: App): void {
  const { db, clock } = app;
  const one = async (person: Person, id: number) => {
    const [hold] = await listed(db, person, id);
    if (!hold) throw new Refusal(404, 'not-found', `there is no hold ${id}`);
    return hold;
  };

  app.get(
    '/api/privacy/holds',
    {
      config: { verb: 'privacy:ask' },
      schema: { tags, summary: 'Legal holds, the newest first', response: { 200: z.array(LegalHold) } },
    },
    (request) => listed(db, personOf(request)),
  );

  app.post(
    '/api/privacy/holds',
    {
      config: { verb: 'privacy:ask' },
      schema: {
        body: NewLegalHold,
        tags,
        summary: 'Enters a hold; another person approves it',
        response: { 200: LegalHold },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { body } = request;
      const now = clock();
      if (body.villageCode !== null && (await db.village.count({ where: { code: body.villageCode } })) === 0)
        throw new Refusal(400, 'invalid', 'no such village', { fields: { villageCode: 'unknown' } });
      const id = await db.$transaction(async (tx) => {
        const row = await tx.legalHold.create({
          data: {
            ...body,
            from: new Date(body.from),
            until: new Date(body.until),
            enteredById: person.id,
            enteredAt: now,
          },
        });
        await audit(tx, {
          actor: person.name,
          act: 'legal-hold:enter',
          target: body.letterNumber,
          reason: body.reason,
          from: request.ip,
          detail: { id: row.id, ...body },
          at: now,
        });
        return row.id;
      });
      return await one(person, id);
    },
  );

  for (const deed of ['approve', 'lift'] as const)
    app.post(
      `/api/privacy/holds/:id/${deed}`,
      {
        config: { verb: 'privacy:decide' },
        schema: {
          params,
          tags,
          summary:
            deed === 'approve' ? 'Approves it as the second person' : 'Lifts it: what is due is erased',
          response: { 200: LegalHold },
        },
      },
      async (request) => {
        const person = personOf(request);
        const { id } = request.params;
        const now = clock();
        await db.$transaction(async (tx) => {
          await tx.$queryRaw`select 1 from legal_hold where id = ${id} for update`;
          const row = await tx.legalHold.findUnique({ where: { id } });
          if (!row) throw new Refusal(404, 'not-found', `there is no hold ${id}`);
          if (row.liftedAt !== null) throw new Refusal(409, 'conflict', 'it is lifted already');
          if (deed === 'approve' && row.approvedAt !== null)
            throw new Refusal(409, 'conflict', 'it is approved already');
          if (deed === 'approve' && row.enteredById === person.id)
            throw new Refusal(409, 'second-person', 'another person than who entered it approves');
          await tx.legalHold.update({
            where: { id },
            data:
              deed === 'approve'
                ? { approvedById: person.id, approvedAt: now }
                : { liftedBy: person.name, liftedAt: now },
          });
          await audit(tx, {
            actor: person.name,
            act: `legal-hold:${deed}`,
            target: row.letterNumber,
            from: request.ip,
            detail: { id },
            at: now,
          });
        });
        return await one(person, id);
      },
    );
}
