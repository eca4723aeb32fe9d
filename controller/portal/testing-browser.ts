import { request } from 'node:http';

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

/** One request as a phone's browser sends it; a name below .localhost is this machine. `through`: the port that all captured traffic ends at. */
export async function visit(
  address: string,
  { form, through }: { form?: Record<string, string>; through?: number } = {},
): Promise<Page> {
  const url = new URL(address);
  const here = url.hostname.endsWith('localhost') ? '127.0.0.1' : url.hostname;
  const payload = form && new URLSearchParams(form).toString();
  const { promise, resolve, reject } = Promise.withResolvers<Page>();
  const asked = request(
    {
      host: through === undefined ? here : '127.0.0.1',
      port: through ?? (url.port || 80),
      path: `${url.pathname}${url.search}`,
      method: form ? 'POST' : 'GET',
      headers: {
        host: url.host,
        ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      agent: false,
      timeout: 10_000,
    },
    (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      answer.once('end', () =>
        resolve({
          url: address,
          status: answer.statusCode ?? 0,
          location: answer.headers.location ? new URL(answer.headers.location, address).href : null,
          body,
        }),
      );
    },
  );
  asked.once('error', reject).once('timeout', () => asked.destroy(new Error(`${address} does not answer`)));
  asked.end(payload);
  return await promise;
}

/** Follows redirects of any kind by GET, as browsers do with 302 and 303. Returns every page on the way. */
export async function follow(first: Page): Promise<Page[]> {
  const way = [first];
  while (way.at(-1)!.location !== null && way.length < 10) way.push(await visit(way.at(-1)!.location!));
  return way;
}

/** Where the page's meta refresh leads. */
export function refreshOf({ body, url }: Page): string | null {
  const found = /<meta http-equiv="refresh" content="\d+; url=([^"]*)">/.exec(body)?.[1];
  return found === undefined ? null : new URL(found.replaceAll('&amp;', '&'), url).href;
}
