import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { ReportOutage } from '#contract/reports.ts';
import { INK, thin } from './pdf.ts';
import { joined, wrapped } from './plain.ts';
import { evidenceText } from './signs.ts';
import { causeWords, exact, moment } from './words.ts';

/** Wide ends are told as intervals, ms. */
const WIDE_MS = 120_000;
/**
 * How wide each text of an outage may be as one line, in parts of its letters' height: a row that is taller than a page
 * cannot be printed. A line of the column holds about 20.
 */
const [MOST_NAME, MOST_BY, MOST_REASON, MOST_SIGNS, MOST_DONE] = [44, 30, 170, 250, 220];

/** When it was, as narrowly as it is known: "1 Okt 07.00", or "1 Okt 03.00 – 1 Okt 07.00". */
const between = (from: string | null, to: string) =>
  from !== null && Date.parse(to) - Date.parse(from) > WIDE_MS
    ? `${moment(from)} – ${moment(to)}`
    : moment(to);

export const beganText = ({ lastGoodAt, firstFailedAt }: ReportOutage): string =>
  between(lastGoodAt, firstFailedAt);
export const endedText = ({ lastFailedAt, firstGoodAt, endedAt }: ReportOutage): string =>
  endedAt === null ? 'belum pulih' : between(lastFailedAt, firstGoodAt ?? endedAt);

export const headOf = (names: readonly string[]): TableCell[] =>
  names.map((text) => ({ text, style: 'head' }));

/** Every outage with its evidence; the head is repeated on each page. */
export const outageTable = (outages: readonly ReportOutage[]): Content => ({
  layout: thin,
  fontSize: 8,
  table: {
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    widths: [80, 54, 54, 54, '*', 54],
    body: [
      headOf(['Desa dan titik', 'Mulai', 'Pulih', 'Lama', 'Sebab dan buktinya', 'Dihitung']),
      ...outages.map((outage): TableCell[] => [
        {
          stack: [
            { text: wrapped(outage.village.name, MOST_NAME) },
            { text: wrapped(outage.router, MOST_NAME), color: INK.muted },
          ],
        },
        { text: beganText(outage) },
        { text: endedText(outage) },
        { text: exact(outage.seconds) },
        { stack: why(outage) },
        outage.owedSeconds > 0 ? { text: exact(outage.owedSeconds) } : { text: 'tidak', color: INK.muted },
      ]),
    ],
  },
});

/** Cause, who laid it down, what speaks for it, and what was done. */
function why({ cause, judgedCause, ruling, signs, done }: ReportOutage): Content[] {
  const evidence = evidenceText(signs);
  return [
    { text: causeWords[cause], bold: true },
    ...(ruling === null
      ? []
      : [
          {
            text: `Ditetapkan ${wrapped(ruling.by, MOST_BY)}: ${wrapped(ruling.reason, MOST_REASON)} (semula menurut bukti: ${causeWords[judgedCause].toLowerCase()})`,
          },
        ]),
    { text: evidence === '' ? 'Tidak ada bukti.' : wrapped(evidence, MOST_SIGNS) },
    ...(done.length === 0
      ? []
      : [{ text: `Tindakan: ${wrapped(joined(done, 420), MOST_DONE)}`, color: INK.muted }]),
  ];
}
