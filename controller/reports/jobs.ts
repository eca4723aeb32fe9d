import { randomUUID } from 'node:crypto';
import type { PaperJob } from '#contract/reports.ts';
import { type Paper, PaperFailed } from '../papers/index.ts';

/** A job that nobody fetches is forgotten after this, ms. */
const KEPT_MS = 900_000;
/** Jobs that are remembered; the oldest give way. */
const MOST = 50;

interface Job {
  view: PaperJob;
  paper: Paper | null;
  readonly by: number;
  readonly at: number;
}

/** Papers that are being made, or wait to be fetched: in memory, since each can be made again. */
export class PaperJobs {
  readonly #jobs = new Map<string, Job>();

  /** Begins; `make` tells how far it is, `onFailed` is for whoever looks after the server. */
  start(
    kind: PaperJob['kind'],
    fileName: string,
    by: number,
    now: number,
    make: (onProgress: (share: number) => void) => Promise<Paper>,
    onFailed: (error: unknown) => void,
  ): PaperJob {
    this.#forget(now);
    const id = randomUUID();
    const job: Job = {
      view: { id, kind, state: 'waiting', progress: 0, failure: null, fileName, bytes: null },
      paper: null,
      by,
      at: now,
    };
    this.#jobs.set(id, job);
    make((progress) => {
      job.view = { ...job.view, state: 'working', progress };
    })
      .then((paper) => {
        job.paper = paper;
        job.view = {
          ...job.view,
          state: 'done',
          progress: 1,
          fileName: paper.fileName,
          bytes: paper.bytes.length,
        };
      })
      .catch((error: unknown) => {
        job.view = {
          ...job.view,
          state: 'failed',
          failure: error instanceof PaperFailed ? error.code : 'broken',
        };
        onFailed(error);
      });
    return job.view;
  }

  /** Null when there is none, or it belongs to somebody else. */
  view(id: string, by: number): PaperJob | null {
    const job = this.#jobs.get(id);
    return job && job.by === by ? job.view : null;
  }

  paper(id: string, by: number): Paper | null {
    const job = this.#jobs.get(id);
    return job && job.by === by ? job.paper : null;
  }

  #forget(now: number): void {
    for (const [id, { at }] of this.#jobs) if (now - at > KEPT_MS) this.#jobs.delete(id);
    for (const id of this.#jobs.keys()) {
      if (this.#jobs.size < MOST) break;
      this.#jobs.delete(id);
    }
  }
}
