import { randomInt } from 'node:crypto';

/** Thirty characters that nobody mistakes for another, on paper or told by telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const N = ALPHABET.length;
/** Drawn characters; a check character follows. 30^8 = 6.6e11 codes. */
const DRAWN = 8;

/** Luhn modulo 30: finds each wrong character and nearly each swap of neighbours. */
function checkOf(drawn: string): string {
  let sum = 0;
  let factor = 2;
  for (const character of [...drawn].reverse()) {
    const product = factor * ALPHABET.indexOf(character);
    sum += Math.floor(product / N) + (product % N);
    factor = 3 - factor;
  }
  return ALPHABET[(N - (sum % N)) % N]!;
}

/** A new code, as it is stored: no separators. */
export function drawCode(): string {
  const drawn = Array.from({ length: DRAWN }, () => ALPHABET[randomInt(N)]).join('');
  return drawn + checkOf(drawn);
}

/** `ABC-DEF-GHJ`, as it is printed. */
export const printedCode = (code: string): string => code.match(/.{1,3}/g)!.join('-');

/** What somebody typed: small letters, blanks and dashes do not matter. */
export const typedCode = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 40);

/** Could it be one of ours? Tells a slip of the finger from a wrong code. */
export function isWellFormed(code: string): boolean {
  return (
    code.length === DRAWN + 1 &&
    [...code].every((character) => ALPHABET.includes(character)) &&
    checkOf(code.slice(0, -1)) === code.at(-1)
  );
}
