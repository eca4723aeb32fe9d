const DEADLINE_MS = 20_000;

/** The API as a signed-in person uses it. */
export interface OpsClient {
  get<T>(path: string): Promise<T>;
  send<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    type?: string,
  ): Promise<T>;
}

export class OpsRefused extends Error {
  override readonly name = 'OpsRefused';
  readonly status: number;
  readonly body: string;

  constructor(route: string, status: number, body: string) {
    super(`${route} answered ${status}: ${body.slice(0, 300)}`);
    this.status = status;
    this.body = body;
  }
}

/** Text and bytes as they are, all else as JSON. */
function sent(body: unknown): string | Blob {
  if (body instanceof Uint8Array) return new Blob([new Uint8Array(body)]);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Keeps the session's cookie between requests. A controller that is started again may have another origin. */
export function opsClient(at: string | (() => string)): OpsClient {
  const originNow = typeof at === 'string' ? () => at : at;
  let cookie = '';
  const send: OpsClient['send'] = async (method, path, body, type = 'application/json') => {
    const origin = originNow();
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(cookie ? { Cookie: cookie } : {}),
        ...(body === undefined ? {} : { 'Content-Type': type }),
        Origin: origin,
        'Sec-Fetch-Site': 'same-origin',
      },
      ...(body === undefined ? {} : { body: sent(body) }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const set = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    if (set.length > 0) cookie = set.join('; ');
    const text = await response.text();
    if (!response.ok) throw new OpsRefused(`${method} ${path}`, response.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as never;
  };
  return {
    send,
    async get(path) {
      const response = await fetch(`${originNow()}${path}`, {
        headers: { Cookie: cookie },
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      if (!response.ok) throw new OpsRefused(`GET ${path}`, response.status, await response.text());
      return (await response.json()) as never;
    },
  };
}
