import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly method: string;
  readonly chat: string;
  readonly text: string;
  readonly messageId: number | null;
  /** performance.now() */
  readonly at: number;
}

/** What the next calls get instead of an answer: status and description, or silence. */
export type Fault =
  | { readonly status: number; readonly description: string; readonly parameters?: object }
  | { readonly html: true }
  | 'silence';

export interface TelegramServer extends AsyncDisposable {
  readonly root: string;
  readonly calls: Call[];
  /** Messages as the chat shows them now. */
  readonly shown: Map<number, string>;
  /** One for each of the next calls. */
  readonly faults: Fault[];
  /** Resolves once `count` calls were made; rejects after 10 s. */
  called(count: number): Promise<Call[]>;
}

export const TOKEN = '123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';

/** A Bot API server (core.telegram.org/bots/api#making-requests): sendMessage, editMessageText, getUpdates. */
export async function telegramServer(): Promise<TelegramServer> {
  const calls: Call[] = [];
  const shown = new Map<number, string>();
  const faults: Fault[] = [];
  const waiting = new Set<() => void>();
  let last = 100;

  const server = createServer(async (request, response) => {
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    let json = '';
    for await (const chunk of request) json += chunk;
    const body = json === '' ? {} : JSON.parse(json);
    const answer = (status: number, value: object) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    const fail = (status: number, description: string, parameters?: object) =>
      answer(status, { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) });
    const messageId = body.message_id ?? null;
    calls.push({ method, chat: String(body.chat_id), text: body.text, messageId, at: performance.now() });
    for (const check of waiting) check();
    const fault = faults.shift();
    if (fault === 'silence') return;
    if (fault && 'html' in fault) return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (fault) return void fail(fault.status, fault.description, fault.parameters);
    if (token !== TOKEN) return void fail(401, 'Unauthorized');
    if (method === 'getUpdates') {
      const chat = { id: -1001, title: 'Diskominfo', type: 'supergroup' };
      const update = { update_id: 1, my_chat_member: { chat } };
      return void answer(200, { ok: true, result: [update, { ...update, update_id: 2 }] });
    }
    if (method === 'sendMessage') {
      last += 1;
      shown.set(last, body.text);
      return void answer(200, { ok: true, result: { message_id: last } });
    }
    if (!shown.has(messageId)) return void fail(400, 'Bad Request: message to edit not found');
    if (shown.get(messageId) === body.text)
      return void fail(
        400,
        'Bad Request: message is not modified: specified new message content is the same',
      );
    shown.set(messageId, body.text);
    answer(200, { ok: true, result: { message_id: messageId } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    shown,
    faults,
    called(count) {
      const { promise, resolve, reject } = Promise.withResolvers<Call[]>();
      const check = () => calls.length >= count && resolve(calls.slice(0, count));
      const timer = setTimeout(() => reject(new Error(`${calls.length} of ${count} calls`)), 10_000);
      waiting.add(check);
      check();
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(check);
      });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
