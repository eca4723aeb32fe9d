import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes } from '#contract/looks.ts';
import { beginFold, type Fold, foldLooks, type LookFacts } from './fold.ts';
import { firstMissed, foldByDay, isLate, notIn } from './fold-by-day.ts';
import { look, plan, START } from './testing-histories.ts';
import type { FoldSpan } from './timeline.ts';

/** What record.ts keeps of a router in the database. */
class Kept {
  looks: LookFacts[] = [];
  fold: Fold = beginFold(START);
  spans: FoldSpan[] = [this.fold.span];
  checkpoints: Fold[] = [];
  signs: number[] = [];

  /** A batch, as record.ts takes it: what is there already is not fresh. */
  take(batch: readonly LookFacts[]): void {
    const fresh = batch.filter((one) => !this.looks.some(({ at }) => at === one.at)).toSorted(byTime);
    if (fresh.length === 0) return;
    this.looks = [...this.looks, ...fresh].sort(byTime);
    const late = isLate(this.fold, fresh[0]!.at);
    const start = late ? this.#checkpointBefore(fresh[0]!.at) : this.fold;
    this.#go(start, late, late ? this.looks.filter(({ at }) => at >= start.at) : fresh);
  }

  /** Words of the router that were written only now, as hear.ts takes them. */
  hear(signs: readonly number[]): void {
    this.signs = [...this.signs, ...signs].sort((a, b) => a - b);
    const downs = this.spans.flatMap(({ from, to, down }) =>
      down ? [{ from, to: to ?? this.fold.at }] : [],
    );
    const heard = this.signs.filter((at) => at <= this.fold.at);
    const missed = firstMissed(this.fold, downs, heard);
    if (missed === null) return;
    const start = this.#checkpointBefore(missed);
    const looks = this.looks.filter(({ at }) => at >= start.at);
    this.#go(start, true, looks);
  }

  #go(start: Fold, late: boolean, folded: readonly LookFacts[]): void {
    const { fold, spans, checkpoints } = foldByDay(start, notIn(start, folded), plan, this.signs);
    if (late) this.checkpoints = this.checkpoints.filter(({ at }) => at <= start.at);
    this.checkpoints.push(...checkpoints.filter(({ at }) => this.checkpoints.every((had) => had.at !== at)));
    const from = spans[0]!.from;
    this.spans = [
      ...this.spans
        .filter((span) => span.from < from)
        .map((span) => (span.to === null || span.to > from ? { ...span, to: from } : span)),
      ...spans,
    ];
    // As it comes back from the database.
    this.fold = JSON.parse(JSON.stringify(fold)) as Fold;
  }

  #checkpointBefore(at: number): Fold {
    return (
      this.checkpoints.filter((fold) => fold.at < at).toSorted((a, b) => b.at - a.at)[0] ?? beginFold(START)
    );
  }
}

const byTime = (a: LookFacts, b: LookFacts) => a.at - b.at;

const history = fc.array(
  fc.record({
    // Mostly the usual pause; at times a silence of hours or of days, so that checkpoints come into play.
    gap: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(27, 30, 33, 45, 60, 66) },
      { weight: 1, arbitrary: fc.constantFrom(300, 7_200, 86_400, 200_000) },
    ),
    outcome: fc.constantFrom('answered', 'answered', 'answered', 'timeout', ...outcomes),
    fault: fc.constantFrom(null, null, null, 'access-point' as const),
    restarted: fc.boolean(),
    slow: fc.boolean(),
    voltage: fc.constantFrom(null, 24, 20),
    timeouts: fc.nat(2),
    /** Which batch it comes in; batches come in the order of this number. */
    batch: fc.nat(5),
    again: fc.boolean(),
    /** It spoke by itself, so long before the look. */
    spoke: fc.constantFrom(null, null, null, 0, 5, 20),
  }),
  { minLength: 1, maxLength: 60 },
);

test('batches in any order, days late and sent again, give what one fold over everything gives', () => {
  fc.assert(
    fc.property(history, (steps) => {
      let seconds = 0;
      let booted = -1_000;
      let timeouts = 0;
      const looks = steps.map((step) => {
        seconds += step.gap;
        if (step.restarted) booted = seconds - 5;
        timeouts += step.timeouts;
        const answered = step.outcome === 'answered';
        return look(seconds, {
          outcome: step.outcome,
          tookMs: step.slow ? 2_500 : 100,
          fault: answered ? step.fault : null,
          uptimeSeconds: answered ? seconds - booted : null,
          voltage: answered ? step.voltage : null,
          radiusTimeouts: answered ? timeouts : null,
          radiusAnswers: answered ? 3 : null,
        });
      });
      const spoke = steps.flatMap((step, index) =>
        step.spoke === null ? [] : [{ at: looks[index]!.at - step.spoke * 1000, batch: step.batch }],
      );
      const kept = new Kept();
      const batches = Map.groupBy(looks, (_, index) => steps[index]!.batch);
      for (const number of [...batches.keys()].toSorted((a, b) => a - b)) {
        const batch = batches.get(number)!;
        kept.take(batch);
        if (steps[0]!.again) kept.take(batch);
        // A router speaks when it speaks: its words are known long before what an agent held back, and a little late.
        kept.hear(spoke.filter((one) => one.batch === number).map(({ at }) => at));
      }
      const scratch = foldLooks(
        beginFold(START),
        looks,
        plan,
        spoke.map(({ at }) => at).toSorted((a, b) => a - b),
      );
      expect(kept.spans).toEqual(scratch.spans);
      expect(kept.fold).toEqual(JSON.parse(JSON.stringify(scratch.fold)));
      for (const [index, span] of kept.spans.entries())
        expect(span.to).toBe(kept.spans[index + 1]?.from ?? null);
    }),
    { numRuns: 2_500 },
  );
}, 60_000);
