import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseGone } from '../platform/db.ts';
import type { Desk } from './desk.ts';
import { messagePage } from './other-pages.ts';
import { localeOf } from './parse.ts';
import { sendPage } from './send-page.ts';
import { texts } from './texts/index.ts';
import { warningsOf } from './village-page.ts';

/** The warnings of the village whose page this would have been, as they were last read. */
function aboveOf(request: FastifyRequest, desk: Desk) {
  const key = /^\/p\/([\w-]{1,64})(?![\w-])/.exec(request.url)?.[1];
  return key === undefined
    ? null
    : warningsOf(texts[localeOf(request.query)], desk.routerOf.lastVillage(key));
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply, desk: Desk): FastifyReply {
  const t = texts[localeOf(request.query)];
  return sendPage(
    reply,
    404,
    messagePage(t.locale, t.unknownTitle, t.notHere, { above: aboveOf(request, desk) }),
  );
}

/** A page in plain words for whatever went wrong; what went wrong here goes to the log. */
export function answerError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
): FastifyReply {
  const t = texts[localeOf(request.query)];
  const above = aboveOf(request, desk);
  const page = (status: number, title: string, sentence: string) =>
    sendPage(reply, status, messagePage(t.locale, title, sentence, { above }));
  const status = ('statusCode' in error ? error.statusCode : undefined) ?? 500;
  if (status === 413) return page(413, t.tooLargeTitle, t.tooLarge('badan'));
  if (status < 500) return page(status, t.fieldTitle, t.fieldWrong('badan'));
  if (isDatabaseGone(error)) {
    request.log.warn({ err: error }, 'database gone');
    return page(503, t.goneTitle, t.gone(desk.now()));
  }
  request.log.error({ err: error }, 'portal page failed');
  return page(500, t.failedTitle, t.failed);
}
