import { Resvg } from '@resvg/resvg-js';
import type { PaperOrder } from './index.ts';
import { FONT_FILES, INK } from './pdf.ts';
import { causeWords, coverageText, duration, figureText, monthName, number } from './words.ts';

type Order = Extract<PaperOrder, { readonly report: unknown }>;

const [WIDTH, HEIGHT, LEFT] = [1080, 1350, 72];
const escaped = (text: string) =>
  text
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
const cut = (text: string, longest: number) =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;

interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
}
const line = (y: number, text: string, { size, bold = false, colour = INK.text }: Look, x = LEFT) =>
  `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="500"' : ''} fill="${colour}">${escaped(text)}</text>`;

/** Words in lines of at most so many letters. */
function lines(text: string, longest: number, most: number): string[] {
  const made: string[] = [''];
  for (const word of text.split(' ')) {
    const last = made.at(-1)!;
    if (last !== '' && last.length + word.length >= longest) made.push(word);
    else made[made.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return made.slice(0, most);
}

/** A picture of the month for a chat: PNG, 1080 × 1350. */
export function reportPicture({ report, digest, draft, letterhead }: Order): Uint8Array {
  const { felt, owed } = report.regency.figures;
  const parts = [
    line(110, cut(letterhead.lines[0] ?? '', 48), { size: 30, colour: INK.muted }),
    line(170, `Wifi desa, ${monthName(report.month)}${draft ? ' (konsep)' : ''}`, { size: 50, bold: true }),
    line(270, 'Dirasakan warga', { size: 36, bold: true }),
    line(430, figureText(felt), { size: felt.percent === null ? 96 : 160, bold: true, colour: INK.accent }),
    ...lines(coverageText(felt), 58, 3).map((text, index) =>
      line(490 + index * 40, text, { size: 30, colour: INK.muted }),
    ),
    line(660, `Kewajiban penyedia: ${figureText(owed)}`, { size: 38, bold: true }),
    line(740, 'Sebab terbesar', { size: 32, bold: true }),
    ...report.regency.causes.slice(0, 4).map(({ cause, seconds, count }, index) =>
      line(790 + index * 46, `${causeWords[cause]}: ${duration(seconds)}, ${number(count)} kali`, {
        size: 32,
      }),
    ),
    ...(report.regency.causes.length === 0 ? [line(790, 'Tidak ada gangguan.', { size: 32 })] : []),
    line(1_010, 'Desa terparah', { size: 32, bold: true }),
    ...report.worst.map(({ code }, index) => {
      const village = report.villages.find((one) => one.code === code);
      return line(
        1_060 + index * 46,
        `${index + 1}. ${cut(village?.name ?? code, 30)}: ${village ? figureText(village.figures.felt) : ''}`,
        { size: 32 },
      );
    }),
    ...(report.worst.length === 0 ? [line(1_060, 'Tidak ada.', { size: 32 })] : []),
    line(
      1_250,
      `Aturan ${report.ruleSet.name} v${report.ruleSet.version}, semua angka dibulatkan ke bawah.`,
      { size: 24, colour: INK.muted },
    ),
    line(1_285, `Sidik angka ${digest.slice(0, 16)}…`, { size: 24, colour: INK.muted }),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Roboto"><rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/><rect width="24" height="${HEIGHT}" fill="${INK.accent}"/>${parts.join('')}</svg>`;
  const drawn = new Resvg(svg, {
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'Roboto' },
  });
  return new Uint8Array(drawn.render().asPng());
}
