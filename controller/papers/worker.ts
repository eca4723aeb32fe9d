import { parentPort, workerData } from 'node:worker_threads';
import type { PaperOrder, Said } from './index.ts';
import { render } from './render.ts';

const say = (said: Said) => parentPort?.postMessage(said);

try {
  const paper = await render(workerData as PaperOrder, (share) => say({ kind: 'progress', share }));
  say({ kind: 'done', paper });
} catch (error) {
  say({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
}
