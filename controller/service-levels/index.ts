import fp from 'fastify-plugin';
import { z } from 'zod';
import {
  Letterhead,
  NewPlannedWindow,
  NewProviderContract,
  NewServiceHours,
  PlannedWindow,
  ProviderContract,
  ServiceHours,
} from '#contract/service-levels.ts';
import type { Tx } from '../platform/db.ts';
import type { App } from '../platform/http.ts';
import { audit, personOf } from '../staff/index.ts';
import { contractsOf, saveContract } from './contracts.ts';
import { addHours, hoursOf } from './hours.ts';
import { letterheadOf, saveLetterhead } from './letterhead.ts';
import { addWindow, approveWindow, windowsOf, withdrawWindow } from './windows.ts';

export { calendarIn } from './calendar-in.ts';
export type { Calendar } from './calendar-of.ts';
export { contractsOf } from './contracts.ts';
export { figuresOf, isOwed, NO_TIME, type Stretch, sumOf, type Tallies, tallyOf } from './figures-of.ts';
export { type Interval, lengthWithin, without } from './intervals.ts';
export { letterheadOf } from './letterhead.ts';
export { restitutionOf } from './restitution-of.ts';
export { DEFAULT_RULE_SET, type RuleSet, ruleSets } from './rule-sets.ts';
export { windowsOf } from './windows.ts';

const read = { verb: 'report:read' } as const;
const write = { verb: 'report:write' } as const;
const tags = ['service levels'];
const Id = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

/** Service hours, planned time, contracts and the letterhead: what people enter, and figures are judged by. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock } = app;

    /** Changes something and writes down who did, in one transaction. */
    const change = async <T>(
      request: Parameters<typeof personOf>[0] & { readonly ip: string },
      act: string,
      target: string,
      detail: object,
      work: (tx: Tx, by: { readonly id: number; readonly name: string }, now: Date) => Promise<T>,
    ): Promise<T> => {
      const now = clock();
      const by = personOf(request);
      return await db.$transaction(async (tx) => {
        const done = await work(tx, by, now);
        await audit(tx, { actor: by.name, act, target, from: request.ip, detail: { ...detail }, at: now });
        return done;
      });
    };

    app.get(
      '/api/service-hours',
      {
        config: read,
        schema: { tags, summary: 'Weekly hours, the newest first', response: { 200: z.array(ServiceHours) } },
      },
      () => hoursOf(db),
    );
    app.post(
      '/api/service-hours',
      {
        config: write,
        schema: { body: NewServiceHours, tags, summary: 'Hours from a day on', response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { body } = request;
        await change(request, 'service-hours:add', body.reference, body, (tx, by, now) =>
          addHours(tx, body, by.name, now),
        );
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/planned-windows',
      {
        config: read,
        schema: {
          tags,
          summary: 'Decrees and maintenance, the newest first',
          response: { 200: z.array(PlannedWindow) },
        },
      },
      () => windowsOf(db, null),
    );
    app.post(
      '/api/planned-windows',
      {
        config: write,
        schema: { body: NewPlannedWindow, tags, summary: 'Plans time', response: { 200: PlannedWindow } },
      },
      (request) =>
        change(request, 'planned-window:add', request.body.reference, request.body, (tx, by, now) =>
          addWindow(tx, request.body, by.id, now),
        ),
    );
    app.post(
      '/api/planned-windows/:id/approve',
      {
        config: write,
        schema: { params: Id, tags, summary: 'By a second person', response: { 200: PlannedWindow } },
      },
      (request) =>
        change(request, 'planned-window:approve', String(request.params.id), {}, (tx, by, now) =>
          approveWindow(tx, request.params.id, by.id, now),
        ),
    );
    app.post(
      '/api/planned-windows/:id/withdraw',
      {
        config: write,
        schema: {
          params: Id,
          tags,
          summary: 'Takes it back; it stays on record',
          response: { 200: PlannedWindow },
        },
      },
      (request) =>
        change(request, 'planned-window:withdraw', String(request.params.id), {}, (tx, by, now) =>
          withdrawWindow(tx, request.params.id, by.id, now),
        ),
    );

    app.get(
      '/api/provider-contracts',
      {
        config: read,
        schema: { tags, summary: 'What providers promised', response: { 200: z.array(ProviderContract) } },
      },
      () => contractsOf(db, null),
    );
    app.post(
      '/api/provider-contracts',
      {
        config: write,
        schema: {
          body: NewProviderContract,
          tags,
          summary: 'A new contract',
          response: { 200: ProviderContract },
        },
      },
      (request) =>
        change(request, 'provider-contract:add', request.body.number, request.body, (tx, by, now) =>
          saveContract(tx, null, request.body, by.name, now),
        ),
    );
    app.put(
      '/api/provider-contracts/:id',
      {
        config: write,
        schema: {
          params: Id,
          body: NewProviderContract,
          tags,
          summary: 'Writes a contract anew; the old wording stays in the audit log',
          response: { 200: ProviderContract },
        },
      },
      (request) =>
        change(request, 'provider-contract:change', request.body.number, request.body, (tx, by, now) =>
          saveContract(tx, request.params.id, request.body, by.name, now),
        ),
    );

    app.get(
      '/api/letterhead',
      { config: read, schema: { tags, summary: 'What stands on papers', response: { 200: Letterhead } } },
      () => letterheadOf(db),
    );
    app.put(
      '/api/letterhead',
      {
        config: write,
        schema: { body: Letterhead, tags, summary: 'What stands on papers', response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { body } = request;
        await change(request, 'letterhead:change', 'kop', body, (tx, by, now) =>
          saveLetterhead(tx, body, by.name, now),
        );
        return reply.code(204).send(null);
      },
    );
  },
  { name: 'service-levels', dependencies: ['staff', 'villages'] },
);
