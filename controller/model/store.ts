import { beginFold, type Fold, foldLooks, tailAt } from '../outages/fold.ts';
import type { Thresholds } from '../outages/thresholds.ts';
import type { FoldSpan } from '../outages/timeline.ts';
import type { SeenLook } from './watch.ts';

/** What PostgreSQL keeps of one router, in memory: all looks, the fold, and the spans as they stand. */
export class MemoryStore {
  readonly #plan: Thresholds;
  readonly #since: number;
  readonly #looks: SeenLook[] = [];
  #fold: Fold;
  #spans: FoldSpan[];

  constructor(since: number, plan: Thresholds) {
    this.#plan = plan;
    this.#since = since;
    this.#fold = beginFold(since);
    this.#spans = [this.#fold.span];
  }

  /** A batch: goes on from the fold, or from the beginning when some of it is older than what was known. */
  add(batch: readonly SeenLook[]): void {
    const looks = batch.toSorted(byTime);
    const late = this.#fold.outcome !== null && looks[0]!.at <= this.#fold.at;
    this.#looks.push(...looks);
    if (late) this.#looks.sort(byTime);
    const start = late ? beginFold(this.#since) : this.#fold;
    const { fold, spans } = foldLooks(start, late ? this.#looks : looks, this.#plan);
    this.#spans = [...(late ? [] : this.#spans.filter((span) => span.from < start.span.from)), ...spans];
    this.#fold = fold;
  }

  /** As a screen shows it at that time. */
  spansAt(now: number): FoldSpan[] {
    return [...this.#spans.slice(0, -1), ...tailAt(this.#fold, now, this.#plan)];
  }
}

const byTime = (a: SeenLook, b: SeenLook) => a.at - b.at || a.agentId - b.agentId;
