/** About how wide a letter of Roboto is, in parts of its height; rather too wide than too narrow. */
function widthOf(letter: string): number {
  if (letter === '\u200b') return 0;
  if (/[ .,:;'|()il]/.test(letter)) return 0.32;
  if (/[mwMW%@\ufffd]/.test(letter)) return 0.9;
  return /[\p{Lu}–…−]/u.test(letter) ? 0.7 : 0.57;
}

/** About how wide a line is, in parts of its letters' height. */
export const widthOfText = (text: string): number =>
  [...text].reduce((sum, letter) => sum + widthOf(letter), 0);

/** As much of a text as is about so wide, with a sign that there was more. */
export function fitted(text: string, width: number): string {
  if (widthOfText(text) <= width) return text;
  let kept = '';
  let left = width - widthOf('…');
  for (const letter of text) {
    left -= widthOf(letter);
    if (left < 0) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}
