import { plainName } from './area-of.ts';
import type { Place } from './parsed.ts';

/** The village that a table means: by its code, with or without dots, or by its name, with its kecamatan where two are called so. */
export function villageOf(
  said: string,
  kecamatan: string,
  places: readonly Place[],
): Place | 'village-unknown' | 'village-ambiguous' {
  const digits = said.replace(/\D/g, '');
  const byCode = places.find(({ code }) => code.replaceAll('.', '') === digits);
  if (byCode) return byCode;
  const name = plainName(said);
  const near = plainName(kecamatan);
  const found = places.filter(
    (place) => plainName(place.name) === name && (near === '' || plainName(place.kecamatan) === near),
  );
  const [only] = found;
  if (!only) return 'village-unknown';
  return found.length === 1 ? only : 'village-ambiguous';
}
