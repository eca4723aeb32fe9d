import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { CauseShare } from '#contract/reports.ts';
import { INK, thin } from './pdf.ts';
import { causeWords, duration, number } from './words.ts';

/** Longest bar, pt. */
const BAR = 44;

const bar = (seconds: number, most: number, color: string): TableCell => ({
  margin: [0, 3, 0, 0],
  canvas: [{ type: 'rect', x: 0, y: 0, w: Math.max(1, (BAR * seconds) / most), h: 6, color }],
});

/** What took the service away and for how long, as bars; with what answered but served nobody, they make up all that was felt. */
export function causesTable(causes: readonly CauseShare[], degradedSeconds: number): Content {
  if (causes.length === 0 && degradedSeconds <= 0)
    return { text: 'Tidak ada gangguan yang teramati.', color: INK.muted };
  const most = Math.max(...causes.map(({ seconds }) => seconds), degradedSeconds, 1);
  const right = (text: string): TableCell => ({ text, alignment: 'right', noWrap: true });
  return {
    layout: thin,
    fontSize: 8.5,
    table: {
      widths: ['*', BAR, 'auto', 'auto'],
      body: [
        ...causes.map(({ cause, seconds, count }): TableCell[] => [
          { text: causeWords[cause] },
          bar(seconds, most, INK.down),
          right(duration(seconds)),
          right(`${number(count)}×`),
        ]),
        ...(degradedSeconds > 0
          ? [
              [
                { text: 'Hidup, tidak melayani' },
                bar(degradedSeconds, most, INK.degraded),
                right(duration(degradedSeconds)),
                right(''),
              ],
            ]
          : []),
      ],
    },
  };
}
