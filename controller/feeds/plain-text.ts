import { Parser } from 'htmlparser2';

/** Elements whose text nobody reads. */
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'svg', 'head']);
const BREAKS = new Set(['p', 'br', 'li', 'div', 'tr', 'h1', 'h2', 'h3', 'h4', 'td']);
/** Characters of HTML that are read at all: far more than a page shows. */
const READ_LIMIT = 50_000;

/** HTML as one line of plain text: no tags, no scripts, no control characters. */
export function plainText(html: string): string {
  let text = '';
  let silent = 0;
  const parser = new Parser({
    onopentag(name) {
      if (SILENT.has(name)) silent++;
      if (BREAKS.has(name)) text += ' ';
    },
    onclosetag(name) {
      if (SILENT.has(name) && silent > 0) silent--;
      if (BREAKS.has(name)) text += ' ';
    },
    ontext(data) {
      if (silent === 0) text += data;
    },
  });
  parser.end(html.slice(0, READ_LIMIT));
  return oneLine(text);
}

/** Without control characters, marks that turn the direction, lone surrogates; runs of white space as one blank. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** At most `limit` characters, cut at a word where one is near, with an ellipsis. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text
    .slice(0, limit - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  const blank = head.lastIndexOf(' ');
  return `${(blank > limit * 0.6 ? head.slice(0, blank) : head).trimEnd()}…`;
}
