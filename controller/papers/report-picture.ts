import { Resvg } from '@resvg/resvg-js';
import type { MonthReport } from '#contract/reports.ts';
import { coverageText, downText, figureLine, figureText } from './figure-words.ts';
import type { PaperOrder } from './index.ts';
import { FONT_FILES, INK } from './pdf.ts';
import { printable } from './plain.ts';
import { fitted, widthOfText } from './text-width.ts';
import { causeWords, duration, monthName, number } from './words.ts';

type Order = Extract<PaperOrder, { readonly report: unknown }>;

const [SHEET_WIDTH, SHEET_HEIGHT, LEFT, RIGHT] = [1080, 1350, 72, 1020];
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
}

/** A sheet that is written from the top downwards. */
class Sheet {
  readonly #parts: string[] = [];
  #y = 70;

  skip(height: number): void {
    this.#y += height;
  }

  /** Words in as many lines as they need, at most `most`. */
  write(text: string, { size, bold = false, colour = INK.text }: Look, most = 1): void {
    for (const line of linesOf(text, (RIGHT - LEFT) / size, most)) {
      this.#y += Math.round(size > 60 ? size * 1.05 : size * 1.34);
      this.#parts.push(
        `<text x="${LEFT}" y="${this.#y}" font-size="${size}"${bold ? ' font-weight="500"' : ''} fill="${colour}">${escaped(line)}</text>`,
      );
    }
  }

  bar(share: number, colour: string): void {
    this.#y += 14;
    const width = Math.max(4, (RIGHT - LEFT) * share).toFixed(1);
    this.#parts.push(
      `<rect x="${LEFT}" y="${this.#y}" width="${width}" height="12" rx="3" fill="${colour}"/>`,
    );
    this.#y += 12;
  }

  svg(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET_WIDTH}" height="${SHEET_HEIGHT}" font-family="Roboto"><rect width="${SHEET_WIDTH}" height="${SHEET_HEIGHT}" fill="#ffffff"/><rect width="24" height="${SHEET_HEIGHT}" fill="${INK.accent}"/>${this.#parts.join('')}</svg>`;
  }

  get y(): number {
    return this.#y;
  }
}

/** Words in at most `most` lines of this width, in parts of the letters' height; the last tells when there was more. */
function linesOf(text: string, width: number, most: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    const longer = last === '' ? word : `${last} ${word}`;
    if (last !== '' && widthOfText(longer) > width && lines.length < most) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => fitted(line, width));
}

/** A picture of the month for a chat: PNG, 1080 × 1350. */
export function reportPicture({ report, digest, draft, letterhead }: Order): Uint8Array {
  const { felt, owed } = report.regency.figures;
  const sheet = new Sheet();
  sheet.write(printable(letterhead.lines[0] ?? ''), { size: 28, colour: INK.muted });
  sheet.write(`Wifi desa, ${monthName(report.month)}${draft ? ' (konsep)' : ''}`, { size: 50, bold: true });
  sheet.skip(26);
  sheet.write('Dirasakan warga', { size: 34, bold: true });
  sheet.write(figureText(felt), { size: felt.percent === null ? 92 : 140, bold: true, colour: INK.accent });
  sheet.skip(24);
  sheet.write(coverageText(felt), { size: 29, colour: INK.muted }, 3);
  sheet.write(downText(felt), { size: 29, colour: INK.muted }, 2);
  sheet.skip(24);
  sheet.write('Kewajiban penyedia', { size: 30, bold: true });
  sheet.write(figureLine(owed), { size: 38 });
  causes(sheet, report);
  worst(sheet, report);
  sheet.skip(SHEET_HEIGHT - 100 - sheet.y);
  const rules = `Aturan ${report.ruleSet.name} versi ${report.ruleSet.version}, angka dibulatkan ke bawah.`;
  sheet.write(rules, { size: 22, colour: INK.muted });
  sheet.write(`Sidik angka ${digest.slice(0, 16)}…`, { size: 22, colour: INK.muted });
  const drawn = new Resvg(sheet.svg(), {
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'Roboto' },
  });
  return new Uint8Array(drawn.render().asPng());
}

function causes(sheet: Sheet, { regency }: MonthReport): void {
  const shown = regency.causes.slice(0, 3);
  const most = Math.max(...shown.map(({ seconds }) => seconds), 1);
  sheet.skip(24);
  sheet.write('Sebab terbesar', { size: 30, bold: true });
  if (shown.length === 0) sheet.write('Tidak ada gangguan yang teramati.', { size: 29 });
  for (const { cause, seconds, count } of shown) {
    sheet.write(`${causeWords[cause]}: ${duration(seconds)}, ${number(count)} kali`, { size: 29 });
    sheet.bar(seconds / most, INK.down);
  }
}

function worst(sheet: Sheet, { worst: codes, villages }: MonthReport): void {
  sheet.skip(24);
  sheet.write('Desa terparah', { size: 30, bold: true });
  if (codes.length === 0) sheet.write('Tidak ada yang teramati terganggu.', { size: 29 });
  codes.forEach(({ code }, index) => {
    const village = villages.find((one) => one.code === code);
    const figure = village ? `: ${figureLine(village.figures.felt)}` : '';
    sheet.write(`${index + 1}. ${fitted(printable(village?.name ?? code), 13)}${figure}`, { size: 29 });
  });
}
