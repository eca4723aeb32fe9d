import { z } from 'zod';
import { RouterId } from '#contract/names.ts';
import { NewContactAnswer } from '#contract/outages.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf } from '../staff/index.ts';
import { storeAnswer } from './answers.ts';
import type { Alongside } from './tick.ts';

/** What the village's contact said of the power, one tap for staff: evidence for the cause. */
export function answerRoute(app: App, alongside: Alongside): void {
  const { db, clock } = app;
  app.post(
    '/api/routers/:id/answers',
    {
      config: { verb: 'router:act', router: true },
      schema: {
        params: z.object({ id: RouterId }),
        body: NewContactAnswer,
        tags: ['status'],
        summary: 'What the contact said of the power in this outage; the newest counts, all are kept',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock();
      const { id } = request.params;
      await db.$transaction(async (tx) => {
        const changes = await storeAnswer(tx, id, request.body, personOf(request).id, now);
        if (changes === null)
          throw new Refusal(
            404,
            'not-found',
            `router ${id} has no outage since ${request.body.firstFailedAt}`,
          );
        await alongside(tx, changes, now);
        const { name } = await tx.router.findUniqueOrThrow({ where: { id }, select: { name: true } });
        await audit(tx, {
          actor: personOf(request).name,
          act: 'outage:answer',
          target: name,
          from: request.ip,
          detail: request.body,
          at: now,
        });
      });
      return reply.code(204).send(null);
    },
  );
}
