import type { Audience } from '#contract/announcements.ts';

/** Kemendagri code of the kecamatan in which a village lies. */
const kecamatanOf = (village: string) => village.slice(0, 8);

/** Is this village told? */
export function reaches(audience: Audience, village: string): boolean {
  if (audience.kind === 'all') return true;
  return audience.codes.includes(audience.kind === 'kecamatan' ? kecamatanOf(village) : village);
}

/** The villages that are told, of these; null = all there are. */
export function villagesReached(audience: Audience, known: readonly string[]): readonly string[] | null {
  return audience.kind === 'all' ? null : known.filter((village) => reaches(audience, village));
}

/**
 * Is all of the audience within the villages of a person? `within` null = she is not limited. A kecamatan is within hers
 * when each of its villages is.
 */
export function isInside(
  audience: Audience,
  within: readonly string[] | null,
  known: readonly string[],
): boolean {
  if (within === null) return true;
  const reached = villagesReached(audience, known);
  return reached !== null && reached.length > 0 && reached.every((village) => within.includes(village));
}

/** Codes of the audience that nobody knows. */
export function unknownCodes(audience: Audience, known: readonly string[]): string[] {
  if (audience.kind === 'all') return [];
  const there = new Set(audience.kind === 'kecamatan' ? known.map(kecamatanOf) : known);
  return audience.codes.filter((code) => !there.has(code));
}
