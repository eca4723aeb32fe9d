import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { z } from 'zod';
import type { AlarmContent, WebhookBody, WebhookSettings } from '#contract/alarms.ts';
import { checkedLookup, RefusedAddress, refusePrivate } from './address.ts';
import { plainOf } from './text-of.ts';
import { type Outgoing, SEND_DEADLINE_MS, type Send, type Verdict } from './verdict.ts';

type Settings = z.infer<typeof WebhookSettings>;

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 under the secret over `SECONDS.BODY`. A receiver refuses an old `t`. */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

export function bodyOf({ id, version, first, content }: Outgoing, now: Date): WebhookBody {
  return {
    id,
    version,
    event: eventOf(content, first),
    sentAt: now.toISOString(),
    text: plainOf(content),
    content,
  };
}

function eventOf(content: AlarmContent, first: boolean): WebhookBody['event'] {
  if (content.kind === 'test') return 'test';
  if (content.kind === 'chain-head') return 'chain.head';
  const closed =
    content.kind === 'outages'
      ? content.members.every(({ is }) => is !== 'down' && is !== 'unseen')
      : content.until !== null;
  const subject = content.kind === 'outages' ? 'outage' : 'office';
  return `${subject}.${closed ? 'closed' : first ? 'opened' : 'changed'}`;
}

/** POSTs JSON; follows no redirect, goes to no private address that is not allowed, and reads no answer. */
export function webhookSend(
  { url: address, secret }: Settings,
  privateHosts: readonly string[],
  clock: () => Date,
): Send {
  const url = new URL(address);
  return async (message, signal) => {
    const now = clock();
    const body = JSON.stringify(bodyOf(message, now));
    try {
      refusePrivate(url, privateHosts);
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(SEND_DEADLINE_MS)]);
      const status = await post(url, body, signatureOf(secret, body, now), privateHosts, deadline);
      return verdictOf(status);
    } catch (error) {
      return failureOf(error);
    }
  };
}

function verdictOf(status: number): Verdict {
  if (status >= 200 && status < 300) return { ok: true, remoteId: null };
  return { ok: false, failure: status >= 300 && status < 400 ? 'redirect' : 'http-error', again: 'later' };
}

function failureOf(error: unknown): Verdict {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof RefusedAddress) return { ok: false, failure: 'refused-address', again: 'later' };
  const failure = code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'unknown-host' : 'no-answer';
  return { ok: false, failure, again: 'later' };
}

function post(
  url: URL,
  body: string,
  signature: string,
  privateHosts: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: checkedLookup(privateHosts),
        signal,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'SinyalDesa/1',
          'X-Sinyal-Signature': signature,
        },
      },
      (response) => {
        // The status is all that counts: what follows is not read, however long it is.
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
