import { fitted, widthOfText } from './text-width.ts';

/** Controls, what steers the direction of letters, and what is no letter at all (XML forbids it). */
const UNSEEN =
  /[\p{Cc}\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]/gu;
/** Our font has Latin, Greek and Cyrillic; of pictures and of what joins them it has none. */
const UNKNOWN =
  /(?:[\u{10000}-\u{10ffff}]|[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}])[\u200d\ufe0f\u{10000}-\u{10ffff}]*/gu;

/** What people wrote, on one line, without what cannot be seen or must not stand in XML. */
export const plain = (text: string): string =>
  text.toWellFormed().replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();

/** As `plain`; what our font has no sign for is one mark each. */
export const printable = (text: string): string => plain(text).replace(UNKNOWN, '\ufffd');

/** At most so many letters, with a sign that there was more. */
export function clipped(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

/** Several texts as one of at most so many letters; what does not fit is counted. */
export function joined(texts: readonly string[], most: number): string {
  let left = most;
  const kept: string[] = [];
  for (const text of texts) {
    if (kept.length > 0 && left < 20) break;
    kept.push(clipped(plain(text), Math.max(20, left)));
    left -= kept.at(-1)!.length + 2;
  }
  const rest = texts.length - kept.length;
  return `${kept.join('; ')}${rest > 0 ? `; dan ${rest} lagi` : ''}`;
}

/** Wider than the longest word of any language here, and narrower than any column, in parts of the letters' height. */
const WIDE_WORD = 9.5;

/**
 * As `printable`, but no wider in all than `most`, in parts of the letters' height; and lines may end, by spaces of no
 * width, within what is wider than a word. (They end at spaces and hyphens anyway.)
 */
export const wrapped = (text: string, most = Number.POSITIVE_INFINITY): string =>
  fitted(printable(text), most).replace(/[^\s-]{10,}/gu, (run) =>
    widthOfText(run) > WIDE_WORD ? (run.match(/.{1,4}/gu) ?? []).join('\u200b') : run,
  );
