import { request } from 'node:http';

export interface Seen {
  readonly status: number;
  readonly location: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** One HTTP request to a servlet port as a phone's browser sends it: any Host, no redirect followed. */
export function browse(
  port: number,
  url: string,
  options: { form?: string; address?: string; from?: string; withinMs?: number } = {},
): Promise<Seen> {
  const { host, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const headers = {
      host,
      ...(options.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const asked = request(
      {
        host: options.address ?? '127.0.0.1',
        localAddress: options.from,
        port,
        path: `${pathname}${search}`,
        method: options.form === undefined ? 'GET' : 'POST',
        headers,
        agent: false,
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            location: answer.headers.location,
            headers: answer.headers,
            body,
          }),
        );
      },
    );
    asked.setTimeout(options.withinMs ?? 5_000, () => asked.destroy(new Error('no answer')));
    asked.on('error', reject).end(options.form);
  });
}
