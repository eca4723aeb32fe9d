import { BATCH_LIMIT, type Batch, type BatchAnswer } from '#contract/agent-link.ts';
import { waitAfter } from './backoff.ts';
import { type ControllerClient, ControllerRefused } from './controller-client.ts';
import type { Outbox } from './outbox.ts';
import { verdictOf } from './verdict-of.ts';

/** Sign of life at least so often, ms; the controller expects one every 15 s. */
const SIGN_OF_LIFE = 10_000;

export interface SenderOptions {
  readonly outbox: Outbox;
  readonly client: ControllerClient;
  /** What a batch says of the agent itself. */
  readonly about: () => Pick<Batch, 'assignment' | 'canaries' | 'proven'>;
  readonly onAnswer: (answer: BatchAnswer) => void;
  /** A try failed (the next one follows by itself), or entries were set aside. */
  readonly onTrouble: (what: 'not-sent' | 'set-aside', error: Error, failures: number) => void;
  readonly signOfLifeMs?: number;
}

/** Sends the outbox, oldest first, one batch in flight, until each entry is acknowledged. */
export class Sender {
  readonly #options: SenderOptions;
  #limit = BATCH_LIMIT;
  #failures = 0;
  #busy = false;
  #again = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Entries were written: sends them, unless it waits after a failure. */
  wake(): void {
    if (this.#failures === 0) this.now();
  }

  /** Sends at once, whatever failed before: the controller is back, or has something for us. */
  now(): void {
    if (this.#closed) return;
    this.#again = true;
    if (!this.#busy) void this.#run();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#busy = true;
    clearTimeout(this.#timer);
    let pause = 0;
    while (this.#again && !this.#closed) {
      this.#again = false;
      pause = await this.#sendOne();
    }
    this.#busy = false;
    if (!this.#closed) this.#timer = setTimeout(() => this.now(), pause);
  }

  /** One batch; ms until the next is due, unless woken. */
  async #sendOne(): Promise<number> {
    const { outbox, client, about, onAnswer, onTrouble, signOfLifeMs = SIGN_OF_LIFE } = this.#options;
    const entries = outbox.oldest(this.#limit);
    const last = entries.at(-1)?.seq ?? null;
    const backlog = entries.length < this.#limit ? 0 : outbox.backlog - entries.length;
    try {
      const answer = await client.sendBatch(batchJson({ epoch: outbox.epoch, ...about(), backlog }, entries));
      // a batch without entries has nothing to acknowledge; of others, no more than was sent
      if (last !== null && answer.acknowledged !== null)
        outbox.acknowledge(Math.min(last, answer.acknowledged));
      if (last !== null && (answer.acknowledged ?? 0) < last)
        throw new ControllerRefused(502, `acknowledged ${answer.acknowledged}, sent was ${last}`);
      this.#failures = 0;
      this.#limit = Math.min(BATCH_LIMIT, this.#limit * 2);
      onAnswer(answer);
      if (backlog > 0) this.#again = true;
      return signOfLifeMs;
    } catch (error) {
      if (this.#closed) return 0;
      if (error instanceof ControllerRefused && verdictOf(error.status) === 'halve' && entries.length > 0) {
        this.#again = true;
        if (entries.length > 1) this.#limit = Math.max(1, entries.length >> 1);
        else {
          outbox.setAside(entries[0]!.seq, error.message.slice(0, 300));
          onTrouble('set-aside', error, 0);
        }
        return 0;
      }
      this.#failures++;
      onTrouble('not-sent', error as Error, this.#failures);
      const asked = error instanceof ControllerRefused ? error.retryAfterMs : null;
      return Math.max(asked ?? 0, waitAfter(this.#failures, Math.random()));
    }
  }
}

/** Entries are JSON already; the rest is put around them. */
function batchJson(about: Omit<Batch, 'sentAt' | 'entries'>, entries: readonly { json: string }[]): string {
  const head = JSON.stringify({ ...about, sentAt: new Date().toISOString() });
  return `${head.slice(0, -1)},"entries":[${entries.map(({ json }) => json).join(',')}]}`;
}
