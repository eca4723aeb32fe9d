import type { Content } from 'pdfmake/interfaces.js';
import type { Letterhead } from '#contract/service-levels.ts';
import { INK, WIDTH } from './pdf.ts';
import { wrapped } from './plain.ts';
import { widthOfText } from './text-width.ts';

/** Size at which a line fits the page, pt; but never above `most`. Bold letters are a little wider. */
const fitting = (text: string, most: number) =>
  Math.min(most, WIDTH / (1.05 * Math.max(1, widthOfText(text))));

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
    ...(address === ''
      ? []
      : [
          {
            text: wrapped(address),
            alignment: 'center' as const,
            style: 'small',
            fontSize: widthOfText(address) > 63 ? 7 : 8,
          },
        ]),
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
        signed(`${place}, ……………………`),
        { ...signed(signer.title), margin: [0, 0, 0, 38] },
        { ...signed(signer.name), bold: true, decoration: 'underline' },
        ...(signer.rank === '' ? [] : [signed(signer.rank)]),
        ...(signer.nip === '' ? [] : [{ text: `NIP ${wrapped(signer.nip)}` }]),
      ],
    },
  ],
});

/** What needs several lines anyway is smaller: the regency's page stays one. */
const signed = (text: string) => ({ text: wrapped(text), fontSize: widthOfText(text) > 24 ? 7.5 : 9.5 });
