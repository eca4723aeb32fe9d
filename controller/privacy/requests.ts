import { z } from 'zod';
import { DataAnswer, DataRequest, NewDataRequest, PrivacyDecision } from '#contract/privacy.ts';
import type { Db } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, may, type Person, personOf, RowId } from '../staff/index.ts';
import { answerOf } from './answer.ts';

const MOST = 500;
const tags = ['privacy'];
const params = z.object({ id: RowId });
const boundTo = (id: number) => `data-request:${id}`;

async function listed(db: Db, person: Person, id?: number): Promise<DataRequest[]> {
  const rows = await db.dataRequest.findMany({
    ...(id === undefined ? {} : { where: { id } }),
    include: { askedBy: { select: { name: true } }, decidedBy: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take: MOST,
  });
  const villages = await db.village.findMany({ select: { code: true, name: true } });
  const nameOf = new Map(villages.map(({ code, name }) => [code, name]));
  return rows.map((row) => ({
    id: row.id,
    letterNumber: row.letterNumber,
    agency: row.agency,
    village: { code: row.villageCode, name: nameOf.get(row.villageCode) ?? row.villageCode },
    insideAddress: row.insideAddress,
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    purpose: row.purpose,
    asked: { by: row.askedBy.name, at: row.askedAt.toISOString() },
    decided:
      row.decidedAt === null
        ? null
        : {
            by: row.decidedBy?.name ?? '',
            at: row.decidedAt.toISOString(),
            approved: row.approved === true,
          },
    mayDecide: row.decidedAt === null && row.askedById !== person.id && may(person, 'privacy:decide', null),
    mayRead: row.answerSealed !== null && [row.askedById, row.decidedById].includes(person.id),
    answerErased: row.approved === true && row.answerSealed === null,
  }));
}

/** Permintaan aparat: asked by one person, decided by another, read by these two. */
export function requestRoutes(app: App): void {
  const { db, sealer, clock } = app;
  const one = async (person: Person, id: number) => {
    const [request] = await listed(db, person, id);
    if (!request) throw new Refusal(404, 'not-found', `there is no request ${id}`);
    return request;
  };

  app.get(
    '/api/privacy/requests',
    {
      config: { verb: 'privacy:ask' },
      schema: {
        tags,
        summary: 'Requests of authorities, the newest first',
        response: { 200: z.array(DataRequest) },
      },
    },
    (request) => listed(db, personOf(request)),
  );

  app.post(
    '/api/privacy/requests',
    {
      config: { verb: 'privacy:ask' },
      schema: {
        body: NewDataRequest,
        tags,
        summary: 'Enters a letter; another person decides',
        response: { 200: DataRequest },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { body } = request;
      const now = clock();
      if (Date.parse(body.from) > now.getTime())
        throw new Refusal(400, 'invalid', 'that time is to come', { fields: { from: 'in-the-future' } });
      if ((await db.village.count({ where: { code: body.villageCode } })) === 0)
        throw new Refusal(400, 'invalid', 'no such village', { fields: { villageCode: 'unknown' } });
      const id = await db.$transaction(async (tx) => {
        const row = await tx.dataRequest.create({
          data: {
            ...body,
            from: new Date(body.from),
            until: new Date(body.until),
            askedById: person.id,
            askedAt: now,
          },
        });
        await audit(tx, {
          actor: person.name,
          act: 'data-request:ask',
          target: body.letterNumber,
          reason: body.purpose,
          from: request.ip,
          detail: {
            id: row.id,
            agency: body.agency,
            village: body.villageCode,
            from: body.from,
            until: body.until,
          },
          at: now,
        });
        return row.id;
      });
      return await one(person, id);
    },
  );

  app.post(
    '/api/privacy/requests/:id/decision',
    {
      config: { verb: 'privacy:decide' },
      schema: {
        params,
        body: PrivacyDecision,
        tags,
        summary: 'Approves or refuses; answered at that moment',
        response: { 200: DataRequest },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { id } = request.params;
      const { approved } = request.body;
      const now = clock();
      await db.$transaction(async (tx) => {
        await tx.$queryRaw`select 1 from data_request where id = ${id} for update`;
        const row = await tx.dataRequest.findUnique({ where: { id } });
        if (!row) throw new Refusal(404, 'not-found', `there is no request ${id}`);
        if (row.decidedAt !== null) throw new Refusal(409, 'conflict', 'it is decided already');
        if (row.askedById === person.id)
          throw new Refusal(409, 'second-person', 'another person than who asked decides');
        const answer = approved ? await answerOf(tx, row, now) : null;
        await tx.dataRequest.update({
          where: { id },
          data: {
            approved,
            decidedById: person.id,
            decidedAt: now,
            answerSealed: answer && sealer.seal(JSON.stringify(answer), boundTo(id)),
          },
        });
        await audit(tx, {
          actor: person.name,
          act: approved ? 'data-request:approve' : 'data-request:refuse',
          target: row.letterNumber,
          from: request.ip,
          detail: { id, sessions: answer?.sessions.length ?? 0, erased: answer?.erased ?? false },
          at: now,
        });
      });
      return await one(person, id);
    },
  );

  app.get(
    '/api/privacy/requests/:id/answer',
    {
      config: { verb: 'privacy:ask' },
      schema: {
        params,
        tags,
        summary: 'The answer, for the two; each reading is written down',
        response: { 200: DataAnswer },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { id } = request.params;
      return await db.$transaction(async (tx) => {
        const row = await tx.dataRequest.findUnique({ where: { id } });
        if (!row?.answerSealed) throw new Refusal(404, 'not-found', 'there is no answer');
        if (row.askedById !== person.id && row.decidedById !== person.id)
          throw new Refusal(403, 'not-allowed', 'only who asked and who approved read it');
        const answer = DataAnswer.parse(JSON.parse(sealer.open(row.answerSealed, boundTo(id))));
        await audit(tx, {
          actor: person.name,
          act: 'data-request:read',
          target: row.letterNumber,
          from: request.ip,
          detail: { id },
          at: clock(),
        });
        return answer;
      });
    },
  );
}
