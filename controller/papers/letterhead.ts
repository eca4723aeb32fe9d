import type { Content } from 'pdfmake/interfaces.js';
import type { Letterhead } from '#contract/service-levels.ts';
import { INK, wrapped } from './pdf.ts';
import { day } from './words.ts';

/** Text width of a page, pt. */
const WIDTH = 511;

/** Kop dinas, with a line under it. */
export const kop = ({ lines, address }: Letterhead): Content => ({
  margin: [0, 0, 0, 8],
  stack: [
    ...lines.map((text, index) => ({
      text: wrapped(text, 60),
      alignment: 'center' as const,
      bold: true,
      fontSize: index === lines.length - 1 ? 14 : 11,
    })),
    ...(address === '' ? [] : [{ text: wrapped(address, 80), alignment: 'center' as const, style: 'small' }]),
    {
      margin: [0, 4, 0, 0],
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 1.2, lineColor: INK.text }],
    },
  ],
});

/** Place, date, title, room for a signature, name and NIP, at the right. */
export const signature = ({ place, signer }: Letterhead, at: Date | null): Content => ({
  columns: [
    { text: '', width: '*' },
    {
      width: 230,
      unbreakable: true,
      stack: [
        { text: `${wrapped(place)}, ${at === null ? '……………………' : day(at)}` },
        { text: wrapped(signer.title, 40), margin: [0, 0, 0, 40] },
        { text: wrapped(signer.name, 40), bold: true, decoration: 'underline' },
        ...(signer.rank === '' ? [] : [{ text: wrapped(signer.rank, 40) }]),
        ...(signer.nip === '' ? [] : [{ text: `NIP ${signer.nip}` }]),
      ],
    },
  ],
});
