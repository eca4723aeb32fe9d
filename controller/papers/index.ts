import { Worker } from 'node:worker_threads';
import type { Claim, MonthReport, PaperFailure } from '#contract/reports.ts';
import type { Letterhead } from '#contract/service-levels.ts';
import type { BoardOrder } from './board.ts';
import type { VoucherSheetOrder } from './voucher-sheet.ts';

interface Stamped {
  readonly digest: string;
  /** nomor surat; null on a draft. */
  readonly number: string | null;
  readonly letterhead: Letterhead;
  readonly draft: boolean;
}

/** What is to be made. */
export type PaperOrder = BoardOrder | VoucherSheetOrder | StampedOrder;

export type StampedOrder = Stamped &
  (
    | {
        readonly kind: 'report.pdf' | 'report.xlsx' | 'report.csv' | 'report.png';
        readonly report: MonthReport;
        /** Of a closed month; null on a draft. */
        readonly revision: number | null;
        /** What its rule set counts, in plain words. */
        readonly ruleMeaning: string;
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
  readonly code: PaperFailure;

  constructor(code: PaperFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
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
/** Heap of the thread: a PDF of 20,000 outages fits, measured. */
const MEMORY_MB = 768;
/** Papers that wait; more are refused. */
const MOST_WAITING = 20;

/**
 * Makes papers one after the other, each in a thread of its own with bounded memory: a paper that is too large, hangs or
 * falls harms nothing else.
 */
export function createPapers({
  deadlineMs = DEADLINE_MS,
  memoryMb = MEMORY_MB,
}: {
  deadlineMs?: number;
  memoryMb?: number;
} = {}): Papers {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;
  let running: Worker | null = null;

  async function inThread(order: PaperOrder, onProgress: (share: number) => void): Promise<Paper> {
    if (closed) throw new PaperFailed('stopping', 'the program is stopping');
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    running = worker;
    try {
      return await new Promise<Paper>((resolve, reject) => {
        const late = setTimeout(() => reject(new PaperFailed('late', 'it took too long')), deadlineMs);
        worker.on('message', (said: Said) => {
          if (said.kind === 'progress') onProgress(said.share);
          else if (said.kind === 'done') resolve(said.paper);
          else reject(new PaperFailed('broken', said.why));
        });
        worker.on('error', (error) => reject(fallen(error)));
        worker.on('exit', (code) => {
          clearTimeout(late);
          reject(new PaperFailed('broken', `its thread ended (${code})`));
        });
      });
    } finally {
      running = null;
      await worker.terminate();
    }
  }

  return {
    make(order, onProgress) {
      if (closed) return Promise.reject(new PaperFailed('stopping', 'the program is stopping'));
      if (waiting >= MOST_WAITING)
        return Promise.reject(new PaperFailed('too-many', 'too many papers wait: try again in a minute'));
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

const fallen = (error: Error & { readonly code?: unknown }) =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new PaperFailed('too-large', 'it is too large for the memory it may take', { cause: error })
    : new PaperFailed('broken', error.message, { cause: error });
