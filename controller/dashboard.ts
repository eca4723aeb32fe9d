import { existsSync } from 'node:fs';
import path from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { home } from './platform/config.ts';

const built = path.join(home, 'dashboard', 'dist');
const NOT_BUILT = 'The dashboard is not built: run "npm run build" and start again.\n';

/** Serves the built dashboard; every address that is no file and no API is a page of it. */
export default fp(
  async (app) => {
    if (!existsSync(path.join(built, 'index.html'))) {
      app.get('/', { schema: { hide: true } }, (_request, reply) =>
        reply.code(503).type('text/plain').send(NOT_BUILT),
      );
      return;
    }
    await app.register(serveStatic, {
      root: built,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: cacheFor,
    });
    const page = { schema: { hide: true } };
    app.get('/', page, (_request, reply) => reply.sendFile('index.html'));
    app.get('/*', page, (request, reply) => {
      const api = /^\/(api|agent|socket\.io)(\/|$)/.test(request.url);
      // A missing file must not become a page: a browser would take HTML for a script.
      if (api || /\.[a-z0-9]+(\?|$)/i.test(request.url)) {
        reply.callNotFound();
        return reply;
      }
      return reply.sendFile('index.html');
    });
  },
  { name: 'dashboard' },
);

/** Files with a hash in their names never change; the page itself is asked for anew. */
function cacheFor(reply: FastifyReply, file: string): void {
  const forever = file.includes(`${path.sep}assets${path.sep}`);
  reply.header('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
}
