export interface NamedVillage {
  readonly code: string;
  readonly name: string;
  readonly kecamatan: string;
}

/** "Tanjung Pering" → `tanjung-pering`. */
const dashed = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** Addresses of villages: the name, with the code's tail where two share it. */
export function slugsOf(villages: readonly NamedVillage[]): Map<string, NamedVillage> {
  const byName = Map.groupBy(villages, ({ name }) => dashed(name));
  const slugs = new Map<string, NamedVillage>();
  for (const [slug, same] of byName) {
    if (same.length === 1 && slug !== '') slugs.set(slug, same[0]!);
    // 16.10.04.2012 → 04-2012: the tail alone may be shared by villages of two kecamatan.
    else for (const one of same) slugs.set([slug, one.code.slice(6).replace('.', '-')].join('-'), one);
  }
  return slugs;
}
