const ONES = [
  '',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
];
const SCALES = [
  [1_000_000_000_000, 'triliun'],
  [1_000_000_000, 'miliar'],
  [1_000_000, 'juta'],
] as const;

/** A whole number from 0 to 999 trillion in Indonesian words, as letters name an amount. */
export function terbilang(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number from 0`);
  return value === 0 ? 'nol' : words(value).join(' ');
}

function words(value: number): string[] {
  if (value === 0) return [];
  if (value < 12) return [ONES[value]!];
  if (value < 20) return [ONES[value - 10]!, 'belas'];
  if (value < 100) return [ONES[Math.floor(value / 10)]!, 'puluh', ...words(value % 10)];
  if (value < 200) return ['seratus', ...words(value - 100)];
  if (value < 1_000) return [ONES[Math.floor(value / 100)]!, 'ratus', ...words(value % 100)];
  if (value < 2_000) return ['seribu', ...words(value - 1_000)];
  if (value < 1_000_000) return [...words(Math.floor(value / 1_000)), 'ribu', ...words(value % 1_000)];
  const [size, name] = SCALES.find(([least]) => value >= least)!;
  return [...words(Math.floor(value / size)), name, ...words(value % size)];
}
