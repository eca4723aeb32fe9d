import { lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { createGunzip } from 'node:zlib';
import { FeedFailed } from './feed-failed.ts';
import type { Guard } from './public-address.ts';

const REDIRECTS = 3;
/** Bytes, after unpacking and before. */
export const FEED_BYTES = 1024 * 1024;
/** ms for everything: names, redirects, the last byte. */
const DEADLINE_MS = 10_000;

export interface FetchAsk {
  readonly url: string;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Sent as bearer to this address's own origin, and to no other that it points to. */
  readonly token?: string | null;
}
export interface Fetched {
  readonly bytes: Buffer;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/**
 * Fetches within 10 s, 1 MB, three redirects; null: not modified. The guard judges the very addresses that are then
 * connected to, at each redirect anew, so that no name can point elsewhere in between. Throws FeedFailed.
 */
export async function fetchFeed(
  ask: FetchAsk,
  guard: Guard,
  deadlineMs = DEADLINE_MS,
): Promise<Fetched | null> {
  const late = AbortSignal.timeout(deadlineMs);
  let url = new URL(ask.url);
  const home = url.origin;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new FeedFailed('address-refused', url.protocol);
    const answer = await once(url, url.origin === home ? ask : { url: ask.url }, guard, late);
    if (!(answer instanceof URL)) return answer;
    url = answer;
  }
  throw new FeedFailed('too-many-redirects', url.host);
}

/** Names go through the guard as they are resolved; net connects to exactly what is called back. */
const lookupThrough =
  (guard: Guard): LookupFunction =>
  (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const refused = found.find(({ address }) => !guard(address));
      const first = found[0];
      if (refused || !first)
        return done(new FeedFailed('address-refused', `${name} is ${refused?.address}`), '', 0);
      if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };

function once(url: URL, ask: FetchAsk, guard: Guard, late: AbortSignal): Promise<Fetched | URL | null> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !guard(literal)) throw new FeedFailed('address-refused', literal);
  const { promise, resolve: done, reject } = Promise.withResolvers<Fetched | URL | null>();
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    agent: false,
    lookup: lookupThrough(guard),
    signal: late,
    maxHeaderSize: 16_384,
    headers: {
      Accept:
        'application/rss+xml, application/atom+xml, application/cap+xml, text/calendar, application/feed+json, application/json, text/csv, */*;q=0.5',
      'Accept-Encoding': 'gzip',
      'User-Agent': 'SinyalDesa/1 (+portal wifi desa)',
      ...(ask.etag ? { 'If-None-Match': ask.etag } : {}),
      ...(ask.lastModified ? { 'If-Modified-Since': ask.lastModified } : {}),
      ...(ask.token ? { Authorization: `Bearer ${ask.token}` } : {}),
    },
  });
  const fail = (error: Error) => {
    reject(failureOf(error, late));
    request.destroy();
  };
  request.on('error', fail);
  request.on('response', (response) => {
    response.on('error', fail);
    const { statusCode = 0, headers } = response;
    if (statusCode === 304) {
      request.destroy();
      return done(null);
    }
    if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location) {
      request.destroy();
      return URL.canParse(headers.location, url)
        ? done(new URL(headers.location, url))
        : fail(new FeedFailed('http-status', 'Location'));
    }
    if (statusCode !== 200) return fail(new FeedFailed('http-status', String(statusCode)));
    const coding = headers['content-encoding'] ?? 'identity';
    if (coding !== 'identity' && coding !== 'gzip')
      return fail(new FeedFailed('not-a-feed', `content-encoding ${coding}`));
    const body = coding === 'gzip' ? response.pipe(createGunzip()) : response;
    body.on('error', fail);
    const chunks: Buffer[] = [];
    let size = 0;
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > FEED_BYTES) return fail(new FeedFailed('too-large', `more than ${FEED_BYTES} bytes`));
      chunks.push(chunk);
    });
    body.on('end', () => {
      const whole = {
        bytes: Buffer.concat(chunks),
        etag: headerOf(headers.etag),
        lastModified: headerOf(headers['last-modified']),
      };
      if (coding === 'gzip' || response.complete) done(whole);
      else fail(new FeedFailed('not-answered', 'cut off'));
    });
  });
  request.end();
  return promise;
}

const headerOf = (value: string | undefined) => (value !== undefined && value.length <= 200 ? value : null);

function failureOf(error: Error, late: AbortSignal): FeedFailed {
  if (error instanceof FeedFailed) return error;
  if (late.aborted) return new FeedFailed('too-slow', '', { cause: error });
  const code = 'code' in error ? String(error.code) : error.message;
  return new FeedFailed(code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'no-address' : 'not-answered', code, {
    cause: error,
  });
}
