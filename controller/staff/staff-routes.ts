import { z } from 'zod';
import { AuditEntry, NewStaff } from '#contract/staff.ts';
import type { App } from '../platform/http.ts';
import { audit, auditEntries } from './audit.ts';
import { personOf, RowId } from './guard.ts';
import { hashPassword } from './password.ts';
import { changePerson, createPerson, hashWhenGiven, listPeople, StaffChange, StaffEntry } from './people.ts';

/** People, and what they did. */
export function staffRoutes(app: App): void {
  const { db, clock, bus } = app;
  const tags = ['staff'];

  app.get(
    '/api/staff',
    {
      config: { verb: 'staff:write' },
      schema: { tags, summary: 'The people', response: { 200: z.array(StaffEntry) } },
    },
    () => listPeople(db),
  );

  app.post(
    '/api/staff',
    {
      config: { verb: 'staff:write' },
      schema: { body: NewStaff, tags, summary: 'A new person', response: { 201: StaffEntry } },
    },
    async (request, reply) => {
      const { password, ...person } = request.body;
      const passwordHash = await hashPassword(password);
      const now = clock();
      const entry = await db.$transaction(async (tx) => {
        const made = await createPerson(tx, person, passwordHash, now);
        await audit(tx, {
          actor: personOf(request).name,
          act: 'staff:create',
          target: made.name,
          from: request.ip,
          detail: { role: made.role, villages: made.villages },
          at: now,
        });
        return made;
      });
      return reply.code(201).send(entry);
    },
  );

  app.patch(
    '/api/staff/:id',
    {
      config: { verb: 'staff:write' },
      schema: {
        params: z.object({ id: RowId }),
        body: StaffChange,
        tags,
        summary: 'Role, villages, password, disabled; ends her sessions',
        response: { 200: StaffEntry },
      },
    },
    async (request) => {
      const { password, ...change } = request.body;
      const passwordHash = await hashWhenGiven(password);
      const now = clock();
      const { entry, ended } = await db.$transaction(async (tx) => {
        const changed = await changePerson(tx, request.params.id, change, passwordHash, now);
        await audit(tx, {
          actor: personOf(request).name,
          act: 'staff:change',
          target: changed.entry.name,
          from: request.ip,
          detail: { ...change, ...(passwordHash === null ? {} : { password: 'changed' }) },
          at: now,
        });
        return changed;
      });
      for (const session of ended) bus.emit('session:ended', session);
      return entry;
    },
  );

  app.get(
    '/api/audit',
    {
      config: { verb: 'audit:read' },
      schema: {
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
          before: z.coerce.number().int().positive().optional(),
        }),
        tags,
        summary: 'Who did what to what; the newest first',
        response: { 200: z.array(AuditEntry) },
      },
    },
    (request) => auditEntries(db, request.query.limit, request.query.before),
  );
}
