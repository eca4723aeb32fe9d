import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RouterId } from '#contract/names.ts';
import type { Verb } from '#contract/staff.ts';
import { type App, Refusal } from '../platform/http.ts';
import { sessionSecretOf } from './cookie.ts';
import { isCrossSite } from './cross-site.ts';
import { may, villagesWithin } from './may.ts';
import { findSession, type Person, type Signed } from './sessions.ts';
import { unstorableIn } from './storable.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may ask: everybody, whoever is signed in, or who has this right. Every route below /api names it. */
    verb?: Verb | 'public' | 'signed-in';
    /** The `:id` of the path is a router, whose village must be hers. */
    router?: true;
  }
  interface FastifyRequest {
    /** Who asks; null below /api only on public routes. */
    signed: Signed | null;
  }
}

const notAllowed = () => new Refusal(403, 'not-allowed', 'your role or your villages do not allow this');

/** The person who asks; for routes that are not public. */
export function personOf(request: FastifyRequest): Person {
  if (!request.signed) throw new Refusal(401, 'not-signed-in', 'sign in first');
  return request.signed.person;
}

/** Villages that she may read; null = all. */
export const villagesOf = (request: FastifyRequest): readonly string[] | null =>
  villagesWithin(personOf(request));

/** For a village that only the handler knows. Throws the Refusal. */
export function mustHaveRight(request: FastifyRequest, verb: Verb, village: string): void {
  if (!may(personOf(request), verb, village)) throw notAllowed();
}

/** Of PostgreSQL's integer. */
const LARGEST_ID = 2_147_483_647;
/** `:id` of a row in the path of a route. */
export const RowId = z.coerce.number().int().positive().max(LARGEST_ID);

const isApi = (url: string) => /^\/api(\/|$)/.test(url);

/** Before any route: a route below /api that names no verb stops the start. */
export function guardRoutes(app: App): void {
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!isApi(url)) return;
    if (config?.verb === undefined) throw new Error(`${method} ${url} does not name its verb (config.verb)`);
    if (config.router && (!url.includes('/:id') || config.verb === 'public'))
      throw new Error(`${method} ${url} has config.router, but no :id of a router, or no right to check`);
  });

  app.decorateRequest('signed', null);

  app.addHook('preValidation', async ({ routeOptions, body, params, query }) => {
    if (routeOptions.config.verb === undefined) return;
    const field = unstorableIn(params) ?? unstorableIn(query) ?? unstorableIn(body);
    if (field !== null)
      throw new Refusal(400, 'invalid', `${field} holds a character that is no text`, {
        fields: { [field]: 'unreadable-character' },
      });
  });

  app.addHook('onRequest', async (request) => {
    const { verb, router } = request.routeOptions.config;
    if (verb === undefined) return;
    refuseCrossSite(app, request);
    if (verb === 'public') return;
    const secret = sessionSecretOf(request.headers.cookie);
    request.signed = secret === null ? null : await findSession(app.db, secret, app.clock());
    const person = personOf(request);
    if (verb === 'signed-in') return;
    if (!may(person, verb, null)) throw notAllowed();
    if (router && !may(person, verb, await villageOfRouter(app, request))) throw notAllowed();
  });
}

function refuseCrossSite({ config }: App, { method, headers }: FastifyRequest): void {
  const own = config.opsPublicUrl ? new URL(config.opsPublicUrl).origin : null;
  const fetchSite = headers['sec-fetch-site'];
  const asked = {
    method,
    fetchSite: Array.isArray(fetchSite) ? fetchSite.join() : fetchSite,
    origin: headers.origin,
    host: headers.host,
  };
  if (isCrossSite(asked, own))
    throw new Refusal(403, 'cross-site', 'this request came from a page of another site');
}

/** Read as the handler's schema reads it, so that no spelling of a number means two routers. */
async function villageOfRouter({ db }: App, { params }: FastifyRequest): Promise<string> {
  const { id: given } = params as { id?: string };
  const id = RouterId.safeParse(given);
  const row =
    id.success && id.data <= LARGEST_ID
      ? await db.router.findFirst({
          where: { id: id.data, removedAt: null },
          select: { villageCode: true },
        })
      : null;
  if (!row) throw new Refusal(404, 'not-found', `there is no router ${String(given).slice(0, 40)}`);
  return row.villageCode;
}
