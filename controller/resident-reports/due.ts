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

/** What was kept of what was promised. A report that was closed without an answer was answered by its closing. */
export function figuresOf(reports: readonly Times[]): ReportFigures {
  const answers = reports.flatMap((one) => {
    const at = one.answeredAt ?? one.closedAt;
    return at === null ? [] : [{ ...one, at }];
  });
  const closings = reports.flatMap((one) => (one.closedAt === null ? [] : [{ ...one, at: one.closedAt }]));
  return {
    received: reports.length,
    answeredInTime: answers.filter(({ at, answerDueAt }) => at <= answerDueAt).length,
    closedInTime: closings.filter(({ at, closeDueAt }) => at <= closeDueAt).length,
    medianAnswerMinutes: median(answers.map(({ receivedAt, at }) => minutes(receivedAt, at))),
    medianCloseMinutes: median(closings.map(({ receivedAt, at }) => minutes(receivedAt, at))),
  };
}
