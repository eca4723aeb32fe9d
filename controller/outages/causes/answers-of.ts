import type { Power } from '#contract/outages.ts';

/** What the contact said of the power; times in ms. */
export interface Answer {
  readonly at: number;
  /** Start of the outage that it was asked about, as it stood then. */
  readonly askedOf: number;
  readonly power: Power;
}

/** An answer about an outage counts this long after its end, ms: later nobody remembers well. */
export const ANSWER_MEMORY_MS = 7_200_000;
/** "Off" speaks for the start of an outage when it is said this soon after it, ms. */
const START_MS = 7_200_000;

export interface Lasted {
  readonly lastGoodAt: number | null;
  readonly firstFailedAt: number;
  readonly endedAt: number | null;
}

/**
 * The newest answer about an outage. Given while it lasts it always counts, since it says how the power is then (late
 * looks may have moved the start that it was asked of); given afterwards only when this outage was meant.
 */
export function answerAbout(
  { lastGoodAt, firstFailedAt, endedAt }: Lasted,
  answers: readonly Answer[],
): Answer | null {
  const end = endedAt ?? Number.POSITIVE_INFINITY;
  const about = answers.filter(
    ({ at, askedOf }) =>
      at >= firstFailedAt &&
      (at <= end ||
        (at <= end + ANSWER_MEMORY_MS && askedOf >= (lastGoodAt ?? firstFailedAt) && askedOf <= end)),
  );
  return about.toSorted((a, b) => a.at - b.at).at(-1) ?? null;
}

/**
 * Does the answer speak for a power cut at the start? "Off", said soon after the start, and before the router itself ran
 * again: one that had started by then had power, whatever the contact saw. After the end it speaks of the whole.
 */
export function speaksForPower(
  answer: Answer | null,
  { firstFailedAt, endedAt }: Lasted,
  bootedAt: number | null,
): boolean {
  if (answer?.power !== 'off') return false;
  if (endedAt !== null && answer.at > endedAt) return true;
  return answer.at - firstFailedAt <= START_MS && (bootedAt === null || bootedAt >= answer.at);
}
