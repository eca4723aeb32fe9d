import { Worker } from 'node:worker_threads';
import type { Claim, MonthReport } from '#contract/reports.ts';
import type { Letterhead } from '#contract/service-levels.ts';

interface Stamped {
  readonly digest: string;
  /** nomor surat; null on a draft. */
  readonly number: string | null;
  readonly letterhead: Letterhead;
  readonly draft: boolean;
}

/** What is to be made. */
export type PaperOrder = Stamped &
  (
    | {
        readonly kind: 'report.pdf' | 'report.xlsx' | 'report.csv' | 'report.png';
        readonly report: MonthReport;
        /** Of a closed month; null on a draft. */
        readonly revision: number | null;
      }
    | { readonly kind: 'claim.pdf'; readonly claim: Claim }
  );

export interface Paper {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Why a paper was not made; the next one may well be. */
export class PaperFailed extends Error {
  override readonly name = 'PaperFailed';
}

export interface Papers {
  /** Rejects with PaperFailed. */
  make(order: PaperOrder, onProgress: (share: number) => void): Promise<Paper>;
  close(): Promise<void>;
}

/** From the worker. */
export type Said =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly paper: Paper }
  | { readonly kind: 'failed'; readonly why: string };

/** One paper takes no longer than this, ms. */
const DEADLINE_MS = 120_000;
/** Papers that wait; more are refused. */
const MOST_WAITING = 20;

/**
 * Makes papers one after the other, each in a thread of its own with bounded memory: a paper that is too large, hangs or
 * falls harms nothing else.
 */
export function createPapers({ deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {}): Papers {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;
  let running: Worker | null = null;

  async function inThread(order: PaperOrder, onProgress: (share: number) => void): Promise<Paper> {
    if (closed) throw new PaperFailed('the program is stopping');
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    running = worker;
    try {
      return await new Promise<Paper>((resolve, reject) => {
        const late = setTimeout(() => reject(new PaperFailed('it took too long')), deadlineMs);
        worker.on('message', (said: Said) => {
          if (said.kind === 'progress') onProgress(said.share);
          else if (said.kind === 'done') resolve(said.paper);
          else reject(new PaperFailed(said.why));
        });
        worker.on('error', (error) => reject(new PaperFailed(error.message, { cause: error })));
        worker.on('exit', (code) => {
          clearTimeout(late);
          reject(new PaperFailed(`its thread ended (${code})`));
        });
      });
    } finally {
      running = null;
      await worker.terminate();
    }
  }

  return {
    make(order, onProgress) {
      if (closed || waiting >= MOST_WAITING)
        return Promise.reject(new PaperFailed('too many papers wait: try again in a minute'));
      waiting += 1;
      const made = last.then(() => inThread(order, onProgress));
      last = made
        .catch(() => {})
        .finally(() => {
          waiting -= 1;
        });
      return made;
    },
    async close() {
      closed = true;
      await running?.terminate();
      await last;
    },
  };
}
