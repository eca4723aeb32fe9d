import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FeedFailure } from '#contract/feeds.ts';
import { FeedFailed } from './feed-failed.ts';
import type { ParseOrder } from './parse.ts';
import type { Parsed } from './parsed.ts';

/** ms: the thread of a document that keeps a parser busy longer is ended. */
const DEADLINE_MS = 8_000;
const MEMORY_MB = 192;

export type Answer =
  | { readonly parsed: Parsed }
  | { readonly failed: { readonly why: FeedFailure; readonly detail: string } };

/**
 * Parses in a thread of its own with bounded memory and time: what a hostile document costs, nobody else pays.
 * Throws FeedFailed.
 */
export async function parseApart(order: ParseOrder, deadlineMs = DEADLINE_MS): Promise<Parsed> {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
  });
  try {
    const [answer] = (await once(worker, 'message', { signal: AbortSignal.timeout(deadlineMs) })) as [Answer];
    if ('parsed' in answer) return answer.parsed;
    throw new FeedFailed(answer.failed.why, answer.failed.detail);
  } catch (error) {
    if (error instanceof FeedFailed) throw error;
    throw new FeedFailed('parse-too-slow', error instanceof Error ? error.name : '', { cause: error });
  } finally {
    await worker.terminate();
  }
}
