import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfPage {
  /** As a reader would copy it, spaces made one. */
  readonly text: string;
  /** The outermost edges of its text, pt from the left and from the bottom of an A4. */
  readonly box: {
    readonly left: number;
    readonly right: number;
    readonly bottom: number;
    readonly top: number;
  };
}

/** What stands on each page. */
export async function readPdf(bytes: Uint8Array): Promise<PdfPage[]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: PdfPage[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    const words = items.flatMap((item) => ('str' in item ? [item] : []));
    const shown = words.filter(({ str }) => str.trim() !== '');
    const place = shown.map(({ transform, width }) => {
      const [, , , , x, y] = transform as number[];
      return { left: x!, right: x! + width, y: y! };
    });
    pages.push({
      text: words
        .map(({ str, hasEOL }) => str + (hasEOL ? '\n' : ''))
        .join('')
        .replaceAll('\u200b', '')
        .replace(/\s+/g, ' '),
      box: {
        left: Math.min(...place.map(({ left }) => left)),
        right: Math.max(...place.map(({ right }) => right)),
        bottom: Math.min(...place.map(({ y }) => y)),
        top: Math.max(...place.map(({ y }) => y)),
      },
    });
  }
  await document.destroy();
  return pages;
}

/** The text of each page. */
export const pagesOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await readPdf(bytes)).map(({ text }) => text);
