import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { csp, type Html, textOf } from './layout.ts';
import { gzipWith, type Prepared } from './prepared.ts';

interface Takes {
  readonly br: boolean;
  readonly gzip: boolean;
}

/** Phones send few different ones; a script's are not kept. */
const KEEP = 100;
const known = new Map<string, Takes>();

function takesOf(reply: FastifyReply): Takes {
  const accepts = String(reply.request.headers['accept-encoding'] ?? '');
  const before = known.get(accepts);
  if (before) return before;
  const takes = (coding: string) =>
    accepts
      .split(',')
      .some((one) => new RegExp(`^\\s*${coding}\\s*(;\\s*q=(?!0(\\.0*)?\\s*$).*)?$`, 'i').test(one));
  const found = { br: takes('br'), gzip: takes('gzip') };
  if (known.size < KEEP) known.set(accepts, found);
  return found;
}

/** In one piece, small pages need no stream: br where the phone takes it (https), else gzip. */
function compressed(text: string, takes: Takes): { encoding: string | null; body: Buffer } {
  if (takes.br) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    return { encoding: 'br', body: brotliCompressSync(text, { params }) };
  }
  if (takes.gzip) return { encoding: 'gzip', body: gzipSync(text, { level: 5 }) };
  return { encoding: null, body: Buffer.from(text) };
}

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': csp,
  'Cache-Control': 'no-store',
  Vary: 'Accept-Encoding',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** A page is of one phone and of now: it is never stored. */
export function sendPage(reply: FastifyReply, status: number, page: Html): FastifyReply {
  const { encoding, body } = compressed(textOf(page), takesOf(reply));
  if (encoding !== null) reply.header('Content-Encoding', encoding);
  return reply.code(status).headers(headers).send(body);
}

/** The page of a village with what is of this phone in its hole. Every browser takes gzip, so nothing else is kept. */
export function sendPrepared(
  reply: FastifyReply,
  status: number,
  page: Prepared,
  filling: Html,
): FastifyReply {
  const text = textOf(filling);
  reply.code(status).headers(headers);
  if (!takesOf(reply).gzip) return reply.send(Buffer.from(page.before + text + page.after));
  return reply.header('Content-Encoding', 'gzip').send(gzipWith(page, text));
}
