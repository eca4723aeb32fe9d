import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { z } from 'zod';
import { Assignment, BatchAnswer } from '#contract/agent-link.ts';
import type { ControllerClock } from './controller-clock.ts';

const compress = promisify(gzip);
/** ms for one request. */
const REQUEST = 30_000;
/** Bytes of an answer: the assignment of a thousand routers is below 1 MB. */
const MOST_ANSWER = 16 << 20;

/** The controller answered, but not with what was asked for. */
export class ControllerRefused extends Error {
  override readonly name = 'ControllerRefused';
  readonly status: number;
  /** From `Retry-After`, ms. */
  readonly retryAfterMs: number | null;

  constructor(status: number, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface ControllerAddress {
  readonly url: string;
  readonly token: string;
}

/** The two requests of the agents' door. Both tell the controller's time. Rejects with ControllerRefused, or the error of fetch. */
export class ControllerClient {
  readonly #address: ControllerAddress;
  readonly #clock: ControllerClock;
  readonly #stop = new AbortController();

  constructor(address: ControllerAddress, clock: ControllerClock) {
    this.#address = address;
    this.#clock = clock;
  }

  /** `batch` is JSON. */
  async sendBatch(batch: string): Promise<BatchAnswer> {
    return this.#request('/agent/v1/batches', BatchAnswer, await compress(batch));
  }

  assignment(): Promise<Assignment> {
    return this.#request('/agent/v1/assignment', Assignment);
  }

  close(): void {
    this.#stop.abort();
  }

  async #request<S extends z.ZodType<{ serverNow: string }>>(
    path: string,
    schema: S,
    body?: Buffer,
  ): Promise<z.output<S>> {
    const sent = performance.now();
    const response = await fetch(new URL(path, this.#address.url), {
      method: body ? 'POST' : 'GET',
      redirect: 'error',
      headers: {
        authorization: `Bearer ${this.#address.token}`,
        accept: 'application/json',
        ...(body ? { 'content-type': 'application/json', 'content-encoding': 'gzip' } : {}),
      },
      body: body as Uint8Array<ArrayBuffer> | undefined,
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(REQUEST)]),
    });
    const answered = performance.now();
    const text = await readText(response);
    if (response.status !== 200) {
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      throw new ControllerRefused(
        response.status,
        `${path}: ${response.status} ${text.slice(0, 200)}`,
        Number.isFinite(seconds) ? Math.min(300, Math.max(0, seconds)) * 1_000 : null,
      );
    }
    const answer = schema.safeParse(parseJson(text));
    // somebody answers there, but no controller of ours: nothing was acknowledged
    if (!answer.success) throw new ControllerRefused(502, `${path}: the answer is not of the contract`);
    this.#clock.measure(Date.parse(answer.data.serverNow), sent, answered);
    return answer.data;
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_ANSWER) throw new ControllerRefused(502, `an answer of more than ${MOST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
