import { createTransport } from 'nodemailer';
import type { z } from 'zod';
import type { MailSettings } from '#contract/alarms.ts';
import { plainOf } from './text-of.ts';
import { SEND_DEADLINE_MS, type Send, type Verdict } from './verdict.ts';

/**
 * Plain text by the office's mail server. A later version is a mail of its own, in the same thread (RFC 5322 §3.6.4):
 * mail cannot be edited.
 */
export function mailSend({ to }: z.infer<typeof MailSettings>, smtpUrl: string | null, from: string): Send {
  return async ({ id, version, content }, signal) => {
    if (smtpUrl === null) return { ok: false, failure: 'no-mail-server', again: 'channel' };
    const text = plainOf(content);
    const server = createTransport({
      url: smtpUrl,
      connectionTimeout: SEND_DEADLINE_MS,
      greetingTimeout: SEND_DEADLINE_MS,
      socketTimeout: SEND_DEADLINE_MS,
    });
    const stop = () => server.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const host = from.split('@')[1] ?? 'localhost';
      await server.sendMail({
        from,
        to,
        subject: (text.split('\n')[0] ?? 'Sinyal Desa').slice(0, 150),
        text,
        messageId: `<${id}.${version}@${host}>`,
        ...(version > 1 ? { inReplyTo: `<${id}.1@${host}>`, references: `<${id}.1@${host}>` } : {}),
      });
      return { ok: true, remoteId: null };
    } catch (error) {
      return failureOf(error);
    } finally {
      signal.removeEventListener('abort', stop);
      server.close();
    }
  };
}

function failureOf(error: unknown): Verdict {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  if (code === 'EAUTH') return { ok: false, failure: 'unauthorized', again: 'channel' };
  if (code === 'EDNS' || code === 'ENOTFOUND') return { ok: false, failure: 'unknown-host', again: 'later' };
  // 5yz of RFC 5321: for good; it needs a person.
  if (responseCode >= 500) return { ok: false, failure: 'rejected', again: 'channel' };
  return { ok: false, failure: 'no-answer', again: 'later' };
}
