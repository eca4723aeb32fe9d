import { terbilang } from '../papers/terbilang.ts';

const ZONE = 'Asia/Jakarta';
const weekdays = new Intl.DateTimeFormat('id-ID', { timeZone: ZONE, weekday: 'long' });
const months = new Intl.DateTimeFormat('id-ID', { timeZone: ZONE, month: 'long' });
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
);
/** Above this nobody says a number in words; digits are read one by one. */
const MOST_SPOKEN = 999_999_999_999_999;

function part(at: Date, type: Intl.DateTimeFormatPartTypes): number {
  return Number(parts.formatToParts(at).find((one) => one.type === type)?.value);
}

/** "nol delapan satu dua": a telephone number is dictated. */
export const spokenDigits = (digits: string): string =>
  [...digits.replace(/\D/g, '')].map((digit) => terbilang(Number(digit))).join(' ');

export function spokenNumber(digits: string): string {
  const value = Number(digits);
  return digits.length > 1 && digits.startsWith('0') && digits.length > 3
    ? spokenDigits(digits)
    : value <= MOST_SPOKEN
      ? terbilang(value)
      : spokenDigits(digits);
}

/** "pukul delapan pagi", "pukul dua lewat tiga puluh menit siang": as people say it. */
export function spokenTime(hour: number, minute: number): string {
  const of = hour < 4 ? 'dini hari' : hour < 11 ? 'pagi' : hour < 15 ? 'siang' : hour < 18 ? 'sore' : 'malam';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const past = minute === 0 ? '' : ` lewat ${terbilang(minute)} menit`;
  return `pukul ${terbilang(twelve)}${past} ${of}`;
}

/** "Sabtu, dua puluh delapan November" */
export const spokenDay = (at: Date): string =>
  `${weekdays.format(at)}, ${terbilang(part(at, 'day'))} ${months.format(at)}`;
export const spokenMoment = (at: Date): string =>
  `${spokenDay(at)}, ${spokenTime(part(at, 'hour'), part(at, 'minute'))}`;

const isTime = (hour: string, minute: string) => Number(hour) < 24 && Number(minute) < 60;
const isDate = (day: string, month: string) =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
const whole = (digits: string) => spokenNumber(digits.replaceAll('.', ''));

type Rule = readonly [pattern: RegExp, say: (all: string, ...groups: string[]) => string];
/** In this order: what is longer and surer first, lone numbers last. */
const rules: readonly Rule[] = [
  [/https?:\/\/(\S+)/g, (_all, rest) => rest!],
  [/\bs\.?\s?d\.?(?=\s)/gi, () => 'sampai dengan'],
  [/\bdll\b\.?/gi, () => 'dan lain-lain'],
  [/\bJl\.\s?/g, () => 'Jalan '],
  [/\bKec\.\s?/g, () => 'Kecamatan '],
  [/\bNo\.\s?(?=\d)/gi, () => 'nomor '],
  [/(?<=[\d%])\s*[-–—]\s*(?=\d{1,2}[.:]\d{2}\b)/g, () => ' sampai '],
  // Telephones: +62 or 0, eight digits and more, with gaps.
  [/(?<![\d.,])(?:\+62|0)(?:[\s-]?\d){7,13}(?!\d)/g, (all) => spokenDigits(all.replace(/^\+62/, '0'))],
  [
    /(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/g,
    (all, day, month, year) =>
      isDate(day!, month!)
        ? `${terbilang(Number(day))} ${MONTHS[Number(month) - 1]} ${terbilang(Number(year))}`
        : all,
  ],
  [/\bRp\.?\s?(\d{1,3}(?:\.\d{3})+|\d+)(?:,-|,00)?/g, (_all, amount) => `${whole(amount!)} rupiah`],
  [
    /(?:\b(?:pukul|jam|pkl\.?)\s+)?(?<![\d.,])(\d{1,2})[.:](\d{2})(?![\d])(?!\.\d)(?:\s*WIB\b)?/gi,
    (all, hour, minute) => (isTime(hour!, minute!) ? spokenTime(Number(hour), Number(minute)) : all),
  ],
  [/(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?![\d])/g, (_all, number) => whole(number!)],
  [
    /(?<![\d.])(\d+),(\d+)(?!\d)/g,
    (_all, before, after) => `${spokenNumber(before!)} koma ${spokenDigits(after!)}`,
  ],
  [/(?<=\d)\s*[-–—]\s*(?=\d)/g, () => ' sampai '],
  [/(?<!\d)\d+(?!\d)/g, (all) => spokenNumber(all)],
  [/\s*%/g, () => ' persen'],
  [/\s*&\s*/g, () => ' dan '],
  [/\s\/\s|(?<=\p{L})\/(?=\p{L})/gu, () => ' atau '],
];

/** What people wrote, as it is read aloud: no digit is left. */
export function spoken(text: string): string {
  return rules
    .reduce((said, [pattern, say]) => said.replace(pattern, (all, ...groups) => say(all, ...groups)), text)
    .replace(/\s+/g, ' ')
    .trim();
}
