import fc from 'fast-check';
import { expect } from 'vitest';
import { outcomes } from '#contract/looks.ts';
import { beginFold, type Fold, foldLooks, type LookFacts } from './fold.ts';
import type { Thresholds } from './thresholds.ts';
import type { FoldSpan } from './timeline.ts';

/** The thresholds of the plan `desa`. */
export const plan: Thresholds = {
  lookIntervalMs: 30_000,
  graceLooks: 3,
  graceMs: 60_000,
  flapChanges: 4,
  flapWindowMs: 900_000,
  qualityLooks: 5,
  lossPercent: 20,
  slowMs: 2_000,
};
export const START = Date.UTC(2026, 10, 25);
/** An answered look, seconds after START. */
export const look = (seconds: number, facts: Partial<LookFacts> = {}): LookFacts => ({
  at: START + seconds * 1000,
  outcome: 'answered',
  tookMs: 100,
  fault: null,
  lossPercent: null,
  uptimeSeconds: 1000 + seconds,
  radiusTimeouts: null,
  radiusAnswers: null,
  voltage: null,
  ...facts,
});

/** Random histories, cut into random batches: the same spans as in one go. Throws with the seed of the first that is not. */
export function sameByBothRoads(numRuns: number): void {
  const history = fc.array(
    fc.record({
      gap: fc.constantFrom(30, 30, 30, 31, 60, 300),
      outcome: fc.constantFrom('answered', 'answered', ...outcomes),
      fault: fc.constantFrom(null, null, 'access-point' as const),
      cut: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(history, (steps) => {
      let seconds = 0;
      const looks = steps.map(({ gap, outcome, fault }) => {
        seconds += gap;
        return look(seconds, { outcome, fault: outcome === 'answered' ? fault : null });
      });
      const whole = foldLooks(beginFold(START), looks, plan).spans;
      let state: Fold = beginFold(START);
      let spans: FoldSpan[] = [state.span];
      let batch: LookFacts[] = [];
      looks.forEach((one, index) => {
        batch.push(one);
        if (!steps[index]?.cut && index < looks.length - 1) return;
        const from = state.span.from;
        const next = foldLooks(state, batch, plan);
        spans = [...spans.filter((span) => span.from < from), ...next.spans];
        state = next.fold;
        batch = [];
      });
      expect(spans).toEqual(whole);
      whole.forEach((span, index) => {
        expect(span.to).toBe(whole[index + 1]?.from ?? null);
        if (span.to !== null) expect(span.to).toBeGreaterThan(span.from);
      });
    }),
    { numRuns },
  );
}
