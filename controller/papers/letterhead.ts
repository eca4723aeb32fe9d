import type { Content } from 'pdfmake/interfaces.js';
import type { Letterhead } from '#contract/service-levels.ts';
import { INK, WIDTH } from './pdf.ts';
import { wrapped } from './plain.ts';

/** Size at which a line of capitals fits the page, pt; but never above `most`. */
const fitting = (text: string, most: number) => Math.min(most, WIDTH / (0.72 * Math.max(1, text.length)));

/** Kop dinas, with a line under it. */
export const kop = ({ lines, address }: Letterhead): Content => ({
  margin: [0, 0, 0, 8],
  stack: [
    ...lines.map((text, index) => ({
      text: wrapped(text),
      alignment: 'center' as const,
      bold: true,
      fontSize: fitting(text, index === lines.length - 1 ? 14 : 11),
    })),
    ...(address === '' ? [] : [{ text: wrapped(address), alignment: 'center' as const, style: 'small' }]),
    {
      margin: [0, 4, 0, 0],
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 1.2, lineColor: INK.text }],
    },
  ],
});

/** Place and date, title, room for a signature, name and NIP, at the right; at the left what is given. */
export const signature = ({ place, signer }: Letterhead, left: Content = ''): Content => ({
  unbreakable: true,
  margin: [0, 10, 0, 0],
  columnGap: 24,
  columns: [
    { width: '*', stack: [left] },
    {
      width: 230,
      stack: [
        { text: `${wrapped(place)}, ……………………` },
        { text: wrapped(signer.title), margin: [0, 0, 0, 38] },
        { text: wrapped(signer.name), bold: true, decoration: 'underline' },
        ...(signer.rank === '' ? [] : [{ text: wrapped(signer.rank) }]),
        ...(signer.nip === '' ? [] : [{ text: `NIP ${wrapped(signer.nip)}` }]),
      ],
    },
  ],
});
