import fp from 'fastify-plugin';
import { z } from 'zod';
import { RouterScript, ScriptForm } from '#contract/router-script.ts';
import { type App, Refusal } from '../platform/http.ts';
import { personOf, RowId } from '../staff/index.ts';
import { NoScript } from './plan-of.ts';
import { printScript } from './print.ts';
import { hindranceSentence } from './sentences.ts';

export { policiesOf } from './accounts.ts';
export { ALONE_FILES, FETCHER, GUARD } from './alone.ts';
export { MARK } from './block.ts';
export { CERTIFICATE } from './certificate-step.ts';
export { RESIDENTS } from './doors.ts';
export { PROFILE_PREFIX } from './hotspot.ts';
export { PAGES_FOLDER } from './pages.ts';
export type { Form, ScriptPlan, Tunnel } from './plan.ts';
export { scriptOf } from './script-of.ts';
export { TUNNEL } from './tunnel.ts';
export { undoOf } from './undo-of.ts';
export { LOG_ACTION, WATCHED, WITNESS_LINE } from './witness.ts';

/** The set-up script of a router, for whoever may change routers. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, sealer, config, clock } = app;
    app.post(
      '/api/routers/:id/script',
      {
        // Both, since a tunnel may get its key here, and since the answer holds every secret of the router.
        config: { verb: 'router:write', router: true },
        schema: {
          params: z.object({ id: RowId }),
          body: z.strictObject({
            form: ScriptForm.nullable().default(null),
            undo: z.boolean().default(false),
          }),
          tags: ['routers'],
          summary: 'The set-up script of a router, or its undo; holds secrets, and is written down',
          response: { 200: RouterScript },
        },
      },
      async (request, reply) => {
        try {
          const printed = await printScript(
            db,
            { sealer, config },
            { by: { id: request.params.id }, ...request.body },
            { actor: personOf(request).name, from: request.ip, at: clock() },
          );
          if (!printed) throw new Refusal(404, 'not-found', `there is no router ${request.params.id}`);
          const { router, form, undo, text, movedTo } = printed;
          return reply.header('Cache-Control', 'no-store').send({ router, form, undo, text, movedTo });
        } catch (error) {
          if (!(error instanceof NoScript)) throw error;
          throw new Refusal(409, 'conflict', hindranceSentence(error.hindrance), {
            fields: { script: error.hindrance.why },
          });
        }
      },
    );
  },
  { name: 'router-script', dependencies: ['staff', 'villages'] },
);
