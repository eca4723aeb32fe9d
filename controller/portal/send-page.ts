import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { csp, type Html, textOf } from './layout.ts';

/** In one piece, small pages need no stream: br where the phone takes it (https), else gzip. */
function compressed(text: string, accepts: string): { encoding: string | null; body: Buffer } {
  const takes = (coding: string) =>
    accepts
      .split(',')
      .some((one) => new RegExp(`^\\s*${coding}\\s*(;\\s*q=(?!0(\\.0*)?\\s*$).*)?$`, 'i').test(one));
  if (takes('br')) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    return { encoding: 'br', body: brotliCompressSync(text, { params }) };
  }
  if (takes('gzip')) return { encoding: 'gzip', body: gzipSync(text, { level: 5 }) };
  return { encoding: null, body: Buffer.from(text) };
}

/** A page is of one phone and of now: it is never stored. */
export function sendPage(reply: FastifyReply, status: number, page: Html): FastifyReply {
  const { encoding, body } = compressed(textOf(page), String(reply.request.headers['accept-encoding'] ?? ''));
  if (encoding !== null) reply.header('Content-Encoding', encoding);
  return reply
    .code(status)
    .headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': csp,
      'Cache-Control': 'no-store',
      Vary: 'Accept-Encoding',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    })
    .send(body);
}
