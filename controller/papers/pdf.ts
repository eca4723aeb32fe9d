import { createRequire } from 'node:module';
import path from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, StyleDictionary, TDocumentDefinitions } from 'pdfmake/interfaces.js';

const fonts = path.join(
  path.dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);
export const FONT_FILES = [path.join(fonts, 'Roboto-Regular.ttf'), path.join(fonts, 'Roboto-Medium.ttf')];

/** Printed in black and few colours: those of states mean the same as on the screen. */
export const INK = {
  text: '#1b2430',
  muted: '#5a6573',
  line: '#c9d0d8',
  up: '#0f766e',
  degraded: '#b45309',
  down: '#b3261e',
  unknown: '#8a94a0',
  accent: '#1d4ed8',
};

const styles: StyleDictionary = {
  title: { fontSize: 15, bold: true },
  heading: { fontSize: 11, bold: true, margin: [0, 10, 0, 4] },
  small: { fontSize: 8, color: INK.muted },
  head: { bold: true, fontSize: 8, color: INK.muted },
};

export interface Page {
  readonly title: string;
  /** Left of the page number on every page. */
  readonly foot: string;
  readonly draft: boolean;
  readonly content: Content[];
  readonly onProgress: (share: number) => void;
}

/** Text width of a page, pt. */
export const WIDTH = 511;

let ready = false;

/** Laying out takes about so much of the time, measured; drawing comes after it. */
const LAID_OUT = 0.6;

/** Tells of whole steps of a twentieth only: pdfmake tells of each piece of text. */
function inSteps(tell: (share: number) => void): (share: number) => void {
  let told = 0;
  return (share) => {
    if (share < told + 0.05) return;
    told = share;
    tell(share);
  };
}

/** A4, Roboto embedded, page x of y; reads no file but its fonts, and no address at all. */
export async function pdfOf({ title, foot, draft, content, onProgress }: Page): Promise<Uint8Array> {
  if (!ready) {
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((file: string) => path.dirname(file) === fonts);
    pdfmake.addFonts({
      Roboto: {
        normal: path.join(fonts, 'Roboto-Regular.ttf'),
        bold: path.join(fonts, 'Roboto-Medium.ttf'),
        italics: path.join(fonts, 'Roboto-Italic.ttf'),
        bolditalics: path.join(fonts, 'Roboto-MediumItalic.ttf'),
      },
    });
    ready = true;
  }
  onProgress(0.1);
  pdfmake.setProgressCallback(inSteps((drawn) => onProgress(LAID_OUT + (0.98 - LAID_OUT) * drawn)));
  const definition: TDocumentDefinitions = {
    info: { title, creator: 'Sinyal Desa' },
    language: 'id',
    pageSize: 'A4',
    pageMargins: [42, 36, 42, 48],
    defaultStyle: { font: 'Roboto', fontSize: 9.5, color: INK.text, lineHeight: 1.15 },
    styles,
    ...(draft ? { watermark: { text: 'KONSEP', color: INK.unknown, opacity: 0.12, bold: true } } : {}),
    footer: (page, pages) => ({
      margin: [42, 10, 42, 0],
      columns: [
        { text: foot, style: 'small', width: '*' },
        { text: `Halaman ${page} dari ${pages}`, style: 'small', alignment: 'right', width: 90 },
      ],
    }),
    content,
  };
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}

/** Thin lines between rows only. */
export const thin = {
  hLineWidth: (row: number) => (row === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => INK.line,
  paddingLeft: () => 2,
  paddingRight: () => 6,
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};
