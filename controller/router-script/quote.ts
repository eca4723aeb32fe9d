/** Bytes of a line: terminals of small boards draw a longer one anew with each letter. */
const PIECE = 160;

const ESCAPED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  $: '\\$',
  // Typed into a terminal of RouterOS 6 a question mark asks for help, within a string too.
  '?': '\\3F',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** One letter as a string of the console holds it (manual, Scripting: constant escape sequences); what is not ASCII as bytes of UTF-8. */
function escaped(letter: string): string {
  const known = ESCAPED[letter];
  if (known !== undefined) return known;
  if (/^[ -~]$/.test(letter)) return letter;
  return [...Buffer.from(letter)]
    .map((byte) => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

const inner = (text: string): string => [...text].map(escaped).join('');

/** A string of the console. */
export const quoted = (text: string): string => `"${inner(text)}"`;

/** The same in pieces, each short enough for a line; an escape is never cut. */
export function quotedPieces(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of text) {
    const next = escaped(letter);
    if (piece.length + next.length > PIECE) {
      pieces.push(`"${piece}"`);
      piece = '';
    }
    piece += next;
  }
  return [...pieces, `"${piece}"`];
}

/** For comments and messages: letters that every terminal shows. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^ -~]/g, '_');
