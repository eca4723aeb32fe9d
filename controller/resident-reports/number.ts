import { randomInt } from 'node:crypto';
import { NUMBER_ALPHABET } from '#contract/resident-reports.ts';

const LENGTH = 6;

/** A number to follow a report by: 30^6, drawn by a cryptographic generator, so that nobody counts to another's. */
export const newNumber = (): string =>
  Array.from({ length: LENGTH }, () => NUMBER_ALPHABET[randomInt(NUMBER_ALPHABET.length)]).join('');

/** What somebody typed, as numbers are kept; null when it is none. */
export function numberOf(typed: string): string | null {
  const plain = typed.slice(0, 40).toUpperCase().replaceAll(/[\s-]/g, '');
  return plain.length === LENGTH && [...plain].every((one) => NUMBER_ALPHABET.includes(one)) ? plain : null;
}
