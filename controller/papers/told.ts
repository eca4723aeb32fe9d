import type { ReportFigures } from '#contract/resident-reports.ts';
import { duration, number } from './words.ts';

const kept = (done: number, due: number) => `${number(done)} dari ${number(due)}`;
const median = (minutes: number | null) => (minutes === null ? '–' : duration(minutes * 60));

/** What residents told, in the summary of a village. */
export function toldRows(told: ReportFigures | undefined): [name: string, value: string][] {
  if (told === undefined) return [];
  return [
    ['Laporan warga', number(told.received)],
    [
      'Dijawab / ditutup tepat waktu',
      `${kept(told.answeredInTime, told.answersDue)} / ${kept(told.closedInTime, told.closingsDue)}`,
    ],
    ['Median jawab / tutup', `${median(told.medianAnswerMinutes)} / ${median(told.medianCloseMinutes)}`],
  ];
}

/** One line for the first page. */
export function toldText(told: ReportFigures | undefined): string {
  if (told === undefined) return '';
  return ` Laporan warga: ${number(told.received)}; dijawab tepat waktu ${kept(told.answeredInTime, told.answersDue)}, ditutup tepat waktu ${kept(told.closedInTime, told.closingsDue)}, median jawab ${median(told.medianAnswerMinutes)}.`;
}
