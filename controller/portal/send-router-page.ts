import type { FastifyReply, FastifyRequest } from 'fastify';
import { hoursFile } from '../local-pages/hours-file.ts';
import { localPages } from '../local-pages/pages.ts';
import type { Desk } from './desk.ts';
import type { PortalRouter } from './known-routers.ts';
import { openRanges } from './open-ranges.ts';
import { routerPages } from './router-pages.ts';
import { figuresOf } from './texts/figures.ts';
import { inOrder } from './told.ts';

const { day } = figuresOf('id-ID');

/**
 * `GET /p/:key/halaman/:file`: a page of ours as a router stores it. RouterOS 6 fetches the normal ones while it is set up,
 * every router those that it shows by itself while we or the internet are gone, and the hours in which it may then let
 * phones in. Public like the portal page; it holds nothing that is not in that page.
 */
export async function sendRouterPage(
  { access, publicOrigin, now }: Pick<Desk, 'access' | 'publicOrigin' | 'now'>,
  router: PortalRouter,
  file: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const portalOrigin = publicOrigin ?? `${request.protocol}://${request.host}`;
  const pages: Readonly<Record<string, string>> = {
    ...routerPages({ portalOrigin, portalKey: router.portalKey }),
    ...localPages({
      village: router.village,
      contact: router.contact,
      news: inOrder(router.announcements),
      asOf: day(now()),
    }),
    ...(file === 'jam.txt' ? { 'jam.txt': hoursFile(await openRanges(access, router.now.code, now())) } : {}),
  };
  const page = Object.hasOwn(pages, file) ? pages[file] : undefined;
  if (page === undefined) return reply.callNotFound() as unknown as FastifyReply;
  const type = file.endsWith('.txt') ? 'text/plain' : 'text/html';
  return reply.headers({ 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' }).send(page);
}
