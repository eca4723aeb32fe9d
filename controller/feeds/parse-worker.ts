import { parentPort, workerData } from 'node:worker_threads';
import { FeedFailed } from './feed-failed.ts';
import { type ParseOrder, parseBytes } from './parse.ts';
import type { Answer } from './parse-apart.ts';

const say = (answer: Answer) => parentPort?.postMessage(answer);

try {
  say({ parsed: parseBytes(workerData as ParseOrder) });
} catch (error) {
  if (!(error instanceof FeedFailed)) throw error;
  say({ failed: { why: error.why, detail: error.message } });
}
