import type { Problem } from '#contract/problems.ts';

/** Longest wait for an answer, ms: a village's uplink is slow, a hung one is dead. */
const DEADLINE_MS = 20_000;

/** The controller refused, or could not be reached (`unreachable`). */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  /** A code of the contract's problems, or `unreachable`. */
  readonly code: string;
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, code: string, problem: Problem | null, options?: ErrorOptions) {
    super(problem?.message ?? code, options);
    this.status = status;
    this.code = code;
    this.problem = problem;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, with this type. */
  readonly raw?: { readonly type: string; readonly text: string | Blob };
  readonly signal?: AbortSignal;
}

async function send(path: string, { method = 'GET', body, raw, signal }: RequestOptions): Promise<Response> {
  const type = raw?.type ?? (body === undefined ? undefined : 'application/json');
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: type === undefined ? {} : { 'content-type': type },
      body: raw?.text ?? (body === undefined ? null : JSON.stringify(body)),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
  } catch (cause) {
    throw new RequestFailed(0, 'unreachable', null, { cause });
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new RequestFailed(response.status, problem?.code ?? codeOf(response.status), problem);
}

/** A proxy in between may answer without our body. */
function codeOf(status: number): string {
  if (status === 401) return 'not-signed-in';
  if (status === 403) return 'not-allowed';
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 429) return 'too-many-tries';
  return status >= 502 && status <= 504 ? 'unreachable' : 'internal';
}

/** JSON of our own API; throws RequestFailed. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  return (await send(path, options)).text();
}

/** `/api/outages` and { open: true, village: undefined } → `/api/outages?open=true` */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
