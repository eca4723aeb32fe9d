import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Me, NewStaff, SignIn } from '#contract/staff.ts';
import type { Tx } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit } from './audit.ts';
import { cookieName, cookieOptions, sessionSecretOf } from './cookie.ts';
import { personOf } from './guard.ts';
import { ownPasswordRoute } from './own-password.ts';
import { hashPassword, isPassword } from './password.ts';
import { beginSession, endSession, personOfRow, SESSION_SECONDS } from './sessions.ts';
import { findSetUp, useSetUp } from './setup.ts';
import { createTries } from './tries.ts';

/** Failures of one name from one address. */
const NARROW = { most: 10, windowMs: 10 * 60_000 };
/** Requests of one address, which may be a carrier's: whole villages sit behind it. It spares the CPU, no more. */
const WIDE = { max: 300, timeWindow: 10 * 60_000 };

const token = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
const withVillages = { villages: { select: { villageCode: true } } } as const;

/** Sign in and out, who am I, and the page of the first admin. */
export function sessionRoutes(app: App): void {
  const { db, clock, bus } = app;
  const tries = createTries(NARROW);
  const tags = ['session'];
  ownPasswordRoute(app, tries);

  app.post(
    '/api/session',
    {
      config: { verb: 'public', rateLimit: WIDE },
      schema: { body: SignIn, tags, summary: 'Sign in', response: { 200: Me } },
    },
    async (request, reply) => {
      const name = request.body.name.toLowerCase();
      const now = clock();
      const key = `${name}\n${request.ip}`;
      const wait = tries.waitSeconds(key, now.getTime());
      if (wait > 0)
        throw new Refusal(429, 'too-many-tries', `too many wrong tries; wait ${wait} s`, {
          retryAfterSeconds: wait,
        });
      // Counted before it is known to be one: a hundred at once must not all pass.
      tries.failed(key, now.getTime());
      const row = await db.staff.findUnique({ where: { name }, include: withVillages });
      const hash = row && row.disabledAt === null ? row.passwordHash : null;
      if (!(await isPassword(request.body.password, hash)) || row === null) {
        request.log.warn({ from: request.ip }, 'a sign-in was refused');
        throw new Refusal(401, 'wrong-name-or-password', 'name or password is wrong');
      }
      tries.succeeded(key);
      const { secret, ended } = await db.$transaction(async (tx) => {
        const before = await endCurrent(tx, request);
        const begun = await beginSession(tx, row.id, request.headers['user-agent'], now);
        await audit(tx, {
          actor: row.name,
          act: 'session:begin',
          target: row.name,
          from: request.ip,
          at: now,
        });
        return { secret: begun, ended: before };
      });
      if (ended) bus.emit('session:ended', ended.session);
      giveCookie(request, reply, secret);
      return personOfRow(row);
    },
  );

  app.get(
    '/api/session',
    { config: { verb: 'signed-in' }, schema: { tags, summary: 'Who am I?', response: { 200: Me } } },
    (request) => personOf(request),
  );

  app.patch(
    '/api/session',
    {
      config: { verb: 'signed-in' },
      schema: {
        body: z.object({ locale: Me.shape.locale }),
        tags,
        summary: 'My language',
        response: { 200: Me },
      },
    },
    async (request) => {
      const { locale } = request.body;
      const person = personOf(request);
      await db.staff.update({ where: { id: person.id }, data: { locale } });
      return { ...person, locale };
    },
  );

  app.delete(
    '/api/session',
    { config: { verb: 'public' }, schema: { tags, summary: 'Sign out', response: { 204: z.null() } } },
    async (request, reply) => {
      const ended = await db.$transaction(async (tx) => {
        const one = await endCurrent(tx, request);
        if (one)
          await audit(tx, {
            actor: one.name,
            act: 'session:end',
            target: one.name,
            from: request.ip,
            at: clock(),
          });
        return one;
      });
      if (ended) bus.emit('session:ended', ended.session);
      for (const secure of [true, false]) reply.clearCookie(cookieName(secure), cookieOptions(secure));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/setup/:token',
    {
      config: { verb: 'public', rateLimit: WIDE },
      schema: {
        params: token,
        tags,
        summary: 'Is this link still good? (404 when not)',
        response: { 200: z.object({ good: z.literal(true) }) },
      },
    },
    async (request) => {
      await findSetUp(db, request.params.token, clock());
      return { good: true } as const;
    },
  );

  app.post(
    '/api/setup/:token',
    {
      config: { verb: 'public', rateLimit: WIDE },
      schema: {
        params: token,
        body: NewStaff.pick({ name: true, password: true }),
        tags,
        summary: 'Make the first admin, once, and sign her in',
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const now = clock();
      await findSetUp(db, request.params.token, now);
      const passwordHash = await hashPassword(password);
      const { secret, person } = await db.$transaction(async (tx) => {
        const made = await useSetUp(tx, request.params.token, { name, passwordHash }, now);
        const begun = await beginSession(tx, made.id, request.headers['user-agent'], now);
        await audit(tx, {
          actor: name,
          act: 'staff:create',
          target: name,
          from: request.ip,
          detail: { role: 'admin', by: 'one-time link' },
          at: now,
        });
        return { secret: begun, person: made };
      });
      giveCookie(request, reply, secret);
      return person;
    },
  );
}

async function endCurrent(tx: Tx, request: FastifyRequest) {
  const secret = sessionSecretOf(request.headers.cookie);
  return secret === null ? null : await endSession(tx, secret);
}

function giveCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  const secure = request.protocol === 'https';
  reply.setCookie(cookieName(secure), secret, { ...cookieOptions(secure), maxAge: SESSION_SECONDS });
}
