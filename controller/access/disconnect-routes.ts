import { z } from 'zod';
import { DisconnectRequest, DisconnectResult } from '#contract/access.ts';
import type { App } from '../platform/http.ts';
import { mustHaveRight, personOf } from '../staff/index.ts';
import { audited, missing } from './audited.ts';
import { askAgent, endSession, findOpen } from './disconnect.ts';

const params = z.object({
  id: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});

/** Ends a session that is open. By its number: nobody has to know the phone's address. */
export function disconnectRoutes(app: App, { coaPort }: { readonly coaPort?: number } = {}): void {
  const { db, sealer, bus } = app;

  app.post(
    '/api/access/sessions/:id/disconnect',
    {
      config: { verb: 'access:write' },
      schema: {
        tags: ['access'],
        summary: 'Ends a session, and unless told otherwise no longer lets its phone in by itself',
        params,
        body: DisconnectRequest,
        response: { 200: DisconnectResult },
      },
    },
    async (request) => {
      const { reason, onlyThisSession } = request.body;
      const session = await findOpen(db, request.params.id);
      if (!session) throw missing('open session');
      const { router, callingStationId: mac } = session;
      mustHaveRight(request, 'access:write', router.villageCode);
      const { id: person } = personOf(request);
      const deed = {
        act: 'session:disconnect',
        target: router.name,
        reason,
        detail: { session: `${session.id}`, onlyThisSession },
      };
      const { action, forgotten } = await audited(app, request, deed, async (tx, _by, now) => {
        const { count } = onlyThisSession
          ? { count: 0 }
          : await tx.rememberedDevice.deleteMany({ where: { mac } });
        return {
          action: await askAgent(tx, session, { id: person, reason }, now),
          forgotten: count > 0,
        };
      });
      if (action !== null) bus.emit('command:queued', router.id);
      const result = await endSession(
        { db, sealer, ...(coaPort === undefined ? {} : { coaPort }) },
        session,
        action,
      );
      return { result, forgotten };
    },
  );
}
