import type { IncomingMessage } from 'node:http';

/** Bytes that a login form may have. */
const MOST_FORM = 65_536;

/** Where a phone wanted to go, taken from Host or from a request in the form for proxies. */
export interface Target {
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** As a link: where the phone wants to go. */
  readonly url: string;
}

export function targetOf(request: IncomingMessage): Target {
  const raw = request.url ?? '/';
  const absolute = /^http:\/\/([^/?]*)(.*)$/.exec(raw);
  const host = absolute ? absolute[1]! : (request.headers.host ?? '');
  const rest = absolute ? absolute[2] || '/' : raw;
  const cut = rest.indexOf('?');
  const [path, query] = cut < 0 ? [rest, ''] : [rest.slice(0, cut), rest.slice(cut + 1)];
  return { host, path, query, url: `http://${host}${rest}` };
}

/** Fields of query and form; of one named twice the last counts. Nothing when the form is too long. */
export async function fieldsOf(
  request: IncomingMessage,
  query: string,
): Promise<Map<string, string> | undefined> {
  let form = '';
  if (request.method === 'POST')
    for await (const chunk of request as AsyncIterable<Buffer>) {
      form += chunk.toString('latin1');
      if (form.length > MOST_FORM) return undefined;
    }
  const fields = new Map<string, string>();
  for (const pair of `${query}&${form}`.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    fields.set(
      decode((cut < 0 ? pair : pair.slice(0, cut)).replace(/\+/g, ' ')),
      cut < 0 ? '' : decode(pair.slice(cut + 1).replace(/\+/g, ' ')),
    );
  }
  return fields;
}

/** Percent-decoding to bytes; what is no escape stays. */
export const decode = (text: string): string =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
