const WIB_MS = 7 * 3_600_000;

/** `{n}`, `{bulan}` (Roman) and `{tahun}` of a pattern for letter numbers; `{n}` is left to be filled in unless it is given. */
export function letterNumber(pattern: string, now: number, n = '…'): string {
  const wib = new Date(now + WIB_MS);
  const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'][
    wib.getUTCMonth()
  ]!;
  return pattern.replace('{n}', n).replace('{bulan}', roman).replace('{tahun}', String(wib.getUTCFullYear()));
}
