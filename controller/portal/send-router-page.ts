import type { FastifyReply, FastifyRequest } from 'fastify';
import { routerPages } from './router-pages.ts';

/**
 * `GET /p/:key/halaman/:file`: a page of ours as a router stores it, for routers that write no files themselves
 * (RouterOS 6 fetches it while it is set up). Public like the portal page; it holds nothing that is not in that page.
 */
export function sendRouterPage(
  { publicOrigin }: { readonly publicOrigin: string | null },
  portalKey: string,
  file: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const portalOrigin = publicOrigin ?? `${request.protocol}://${request.host}`;
  const pages = routerPages({ portalOrigin, portalKey });
  const page = Object.hasOwn(pages, file) ? pages[file] : undefined;
  if (page === undefined) return reply.callNotFound() as unknown as FastifyReply;
  return reply
    .headers({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    .send(page);
}
