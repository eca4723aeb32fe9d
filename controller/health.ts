import fp from 'fastify-plugin';
import type { App } from './platform/http.ts';

const ANSWER_MS = 1_000;

/** `/healthz`: the process answers. `/readyz`: the database does too, within a second, and it is not closing. */
export const health = fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    let closing = false;
    app.addHook('preClose', async () => {
      closing = true;
    });
    app.get('/healthz', { schema: { hide: true } }, () => ({ ok: true }));
    app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
      const ready = !closing && (await databaseAnswers(app));
      return reply.code(ready ? 200 : 503).send({ ready });
    });
  },
  { name: 'health' },
);

async function databaseAnswers({ db }: App): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ANSWER_MS);
  });
  const answer = db.$queryRaw`select 1`.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
