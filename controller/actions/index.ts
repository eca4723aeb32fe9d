import fp from 'fastify-plugin';
import { Counter } from 'prom-client';
import { z } from 'zod';
import { Action, ActionRequest } from '#contract/actions.ts';
import type { Reading } from '#contract/looks.ts';
import { RouterId } from '#contract/names.ts';
import { every } from '../platform/every.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf } from '../staff/index.ts';
import { refusalOf, SEND_DEADLINE_MS } from './decide.ts';
import { actionsOf, endOverdue, findAction } from './store.ts';

declare module 'fastify' {
  interface FastifyInstance {
    actions: {
      /** Tells dashboards of changed actions; after the commit. */
      tell(actions: readonly Action[]): Promise<void>;
    };
  }
}

const sentences = {
  'confirmation-wrong': [422, 'the name of the village does not match'],
  'action-under-way': [409, 'an action of this router is under way'],
  'action-account-missing': [409, 'no account that may reboot is known for this router'],
} as const;

/** Reboot: asked, sent, confirmed; at most once. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock, live, bus } = app;
    const ended = new Counter({
      name: 'sinyaldesa_actions_total',
      help: 'Actions that ended, by how.',
      labelNames: ['state'],
      registers: [app.metrics],
    });

    app.decorate('actions', {
      async tell(actions) {
        for (const action of actions) {
          if (action.endedAt !== null) ended.inc({ state: action.state });
          live.actionChanged(action.village.code, action);
          const action_ =
            action.endedAt === null ? (action.state as 'asked' | 'sent' | 'acknowledged') : null;
          await tellRow(action.routerId, action.village.code, action_);
        }
      },
    });

    /** The row of the router shows what is under way: a change of it has a version too. */
    const tellRow = async (
      routerId: number,
      villageCode: string,
      action: 'asked' | 'sent' | 'acknowledged' | null,
    ) => {
      const row = await db.routerStatus.update({
        where: { routerId },
        data: { version: { increment: 1 } },
        select: { version: true },
      });
      live.routerChanged(villageCode, { id: routerId, version: row.version, action }, true);
    };

    every(app, 'end overdue actions', 1_000, async () => app.actions.tell(await endOverdue(db, clock())));

    const params = z.object({ id: RouterId });

    app.get(
      '/api/routers/:id/actions',
      {
        config: { verb: 'status:read', router: true },
        schema: {
          params,
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(20) }),
          tags: ['actions'],
          summary: 'What was asked of this router',
          response: { 200: z.array(Action) },
        },
      },
      (request) => actionsOf(db, request.params.id, request.query.limit),
    );

    app.post(
      '/api/routers/:id/actions',
      {
        config: { verb: 'router:act', router: true },
        schema: {
          params,
          body: ActionRequest,
          tags: ['actions'],
          summary: 'Ask for a reboot; the same id again is the same reboot',
          response: { 200: Action },
        },
      },
      async (request) => {
        const { id: routerId } = request.params;
        const { id, reason, confirmation, kind } = request.body;
        const person = personOf(request);
        const now = clock();
        const action = await db.$transaction(async (tx) => {
          // One at a time for a router: the row is locked, and a unique index stands behind it.
          await tx.$executeRaw`select 1 from router where id = ${routerId} for no key update`;
          const known = await findAction(tx, id);
          if (known) {
            if (known.routerId !== routerId)
              throw new Refusal(409, 'conflict', 'this id belongs to another action');
            return known;
          }
          const router = await tx.router.findUniqueOrThrow({
            where: { id: routerId },
            select: {
              name: true,
              actionUsername: true,
              village: { select: { name: true } },
              status: { select: { users: true, reading: true } },
            },
          });
          const underWay =
            (await tx.action.count({ where: { routerId, kind: 'reboot', endedAt: null } })) > 0;
          const reading = router.status?.reading as Reading | null | undefined;
          const refused = refusalOf({
            confirmation,
            villageName: router.village.name,
            underWay,
            hasActionAccount: router.actionUsername !== null,
            pollingAccountMayReboot: reading?.pollingAccountMayReboot ?? null,
          });
          if (refused) throw new Refusal(sentences[refused][0], refused, sentences[refused][1]);
          await tx.action.create({
            data: {
              id,
              routerId,
              kind,
              state: 'asked',
              reason,
              askedById: person.id,
              usersOnline: router.status?.users ?? null,
              askedAt: now,
              expiresAt: new Date(now.getTime() + SEND_DEADLINE_MS),
            },
          });
          const asked = await findAction(tx, id);
          await audit(tx, {
            actor: person.name,
            act: 'router:reboot',
            target: router.name,
            reason,
            from: request.ip,
            detail: { action: id, usersOnline: router.status?.users ?? null },
            at: now,
          });
          return asked;
        });
        if (!action) throw new Error('the action that was just written is not there');
        bus.emit('command:queued', routerId);
        await app.actions.tell([action]);
        return action;
      },
    );
  },
  { name: 'actions', dependencies: ['staff', 'villages'] },
);
