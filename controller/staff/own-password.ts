import { z } from 'zod';
import { OwnPassword } from '#contract/staff.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit } from './audit.ts';
import { sessionSecretOf } from './cookie.ts';
import { personOf } from './guard.ts';
import { hashPassword, isPassword } from './password.ts';
import { endOtherSessionsOf } from './sessions.ts';
import type { Tries } from './tries.ts';

/** A person changes her own password; who holds her open session alone, cannot. Wrong tries count with those of signing in. */
export function ownPasswordRoute(app: App, tries: Tries): void {
  const { db, clock, bus } = app;
  app.put(
    '/api/session/password',
    {
      config: { verb: 'signed-in' },
      schema: {
        body: OwnPassword,
        tags: ['session'],
        summary: 'Change my password; ends my other sessions',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id, name } = personOf(request);
      const now = clock();
      const key = `${name}\n${request.ip}`;
      const wait = tries.waitSeconds(key, now.getTime());
      if (wait > 0)
        throw new Refusal(429, 'too-many-tries', `too many wrong tries; wait ${wait} s`, {
          retryAfterSeconds: wait,
        });
      // Counted before it is known to be one: a hundred at once must not all pass.
      tries.failed(key, now.getTime());
      const { passwordHash: known } = await db.staff.findUniqueOrThrow({
        where: { id },
        select: { passwordHash: true },
      });
      if (!(await isPassword(request.body.current, known))) {
        request.log.warn({ from: request.ip }, 'a change of password was refused');
        throw new Refusal(400, 'invalid', 'the present password is wrong', { fields: { current: 'wrong' } });
      }
      tries.succeeded(key);
      const passwordHash = await hashPassword(request.body.next);
      const ended = await db.$transaction(async (tx) => {
        // An admin may have set another one meanwhile: hers counts.
        const { count } = await tx.staff.updateMany({
          where: { id, passwordHash: known },
          data: { passwordHash },
        });
        if (count === 0) throw new Refusal(409, 'conflict', 'the password was changed by somebody else');
        await audit(tx, { actor: name, act: 'staff:own-password', target: name, from: request.ip, at: now });
        return await endOtherSessionsOf(tx, id, sessionSecretOf(request.headers.cookie));
      });
      for (const session of ended) bus.emit('session:ended', session);
      return reply.code(204).send(null);
    },
  );
}
