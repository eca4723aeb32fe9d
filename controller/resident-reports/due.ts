import type { Deadlines, ReportFigures, ResidentReport } from '#contract/resident-reports.ts';

const HOUR_MS = 3_600_000;

export interface Times {
  readonly receivedAt: Date;
  readonly answerDueAt: Date;
  readonly closeDueAt: Date;
  readonly answeredAt: Date | null;
  readonly closedAt: Date | null;
}

/** Deadlines go by the clock, day and night: a resident counts hours, not shifts. */
export const dueOf = ({ answerHours, closeHours }: Deadlines, receivedAt: Date) => ({
  answerDueAt: new Date(receivedAt.getTime() + answerHours * HOUR_MS),
  closeDueAt: new Date(receivedAt.getTime() + closeHours * HOUR_MS),
});

/** Which deadline passed without its deed. A closing answers too. */
export function overdueOf(times: Times, now: Date): ResidentReport['overdue'] {
  if (times.closedAt !== null) return null;
  if (now > times.closeDueAt) return 'close';
  return times.answeredAt === null && now > times.answerDueAt ? 'answer' : null;
}

function median(minutes: number[]): number | null {
  const sorted = minutes.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  return Math.round(sorted.length % 2 === 1 ? upper : (upper + sorted[half - 1]!) / 2);
}

const minutes = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 60_000;

/**
 * What was kept in from..to of what was promised: by the deadlines that fell into it, so that nothing changes once it is
 * over. A report that was closed without an answer was answered by its closing.
 */
export function figuresOf(reports: readonly Times[], from: Date, to: Date): ReportFigures {
  const within = (at: Date | null): at is Date => at !== null && at >= from && at < to;
  const all = reports.map((one) => ({ ...one, saidAt: one.answeredAt ?? one.closedAt }));
  const answers = all.filter(({ answerDueAt }) => within(answerDueAt));
  const closings = all.filter(({ closeDueAt }) => within(closeDueAt));
  return {
    received: all.filter(({ receivedAt }) => within(receivedAt)).length,
    answersDue: answers.length,
    answeredInTime: answers.filter(({ saidAt, answerDueAt }) => saidAt !== null && saidAt <= answerDueAt)
      .length,
    closingsDue: closings.length,
    closedInTime: closings.filter(({ closedAt, closeDueAt }) => closedAt !== null && closedAt <= closeDueAt)
      .length,
    medianAnswerMinutes: median(
      all.flatMap(({ receivedAt, saidAt }) => (within(saidAt) ? [minutes(receivedAt, saidAt)] : [])),
    ),
    medianCloseMinutes: median(
      all.flatMap(({ receivedAt, closedAt }) => (within(closedAt) ? [minutes(receivedAt, closedAt)] : [])),
    ),
  };
}
