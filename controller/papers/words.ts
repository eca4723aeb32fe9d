import type { Cause } from '#contract/outages.ts';

/** Papers are Indonesian, in WIB. A number and its unit stay on one line. */
const ZONE = 'Asia/Jakarta';

const numbers = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 });
const percents = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const promises = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 10 });
const rupiahs = new Intl.NumberFormat('id-ID', {
  style: 'currency',
  currency: 'IDR',
  maximumFractionDigits: 0,
});
const days = new Intl.DateTimeFormat('id-ID', {
  timeZone: ZONE,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const shortDays = new Intl.DateTimeFormat('id-ID', { timeZone: ZONE, day: 'numeric', month: 'short' });
const times = new Intl.DateTimeFormat('id-ID', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const months = new Intl.DateTimeFormat('id-ID', { timeZone: ZONE, month: 'long', year: 'numeric' });
const shortMonths = new Intl.DateTimeFormat('id-ID', { timeZone: ZONE, month: 'short' });

export const number = (value: number) => numbers.format(value);
/** Two decimals; what was floored before stays so. */
export const percent = (value: number) => `${percents.format(value)}\u00a0%`;
/** As a contract has it, with no digit more or less. */
export const promised = (value: number) => `${promises.format(value)}\u00a0%`;
export const percentsBetween = (least: number, most: number) =>
  `${percents.format(least)}–${percents.format(most)}\u00a0%`;
export const rupiah = (value: number) => rupiahs.format(value).replace(/\s/g, '\u00a0');
export const day = (at: string | Date) => days.format(new Date(at));
/** "25 Nov 14.05" */
export const moment = (at: string) =>
  `${shortDays.format(new Date(at))} ${times.format(new Date(at))}`.replaceAll(' ', '\u00a0');
const noon = (month: string) => new Date(`${month}-15T12:00:00Z`);
/** "November 2026" */
export const monthName = (month: string) => months.format(noon(month));
export const shortMonth = (month: string) => shortMonths.format(noon(month));

/** "2 hari 3 jam", "12 menit 30 detik": two units, whole. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const units = [
    [86_400, 'hari'],
    [3_600, 'jam'],
    [60, 'menit'],
    [1, 'detik'],
  ] as const;
  const first = units.findIndex(([size]) => whole >= size);
  if (first === -1) return '0 detik';
  let rest = whole;
  const parts = units.slice(first, first + 2).map(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${number(count)}\u00a0${name}` : '';
  });
  return parts.filter(Boolean).join(' ');
}

/** "51 jam 20 menit 10 detik": nothing is left out. */
export function exact(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3_600), 'jam'],
    [Math.floor((whole % 3_600) / 60), 'menit'],
    [whole % 60, 'detik'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, name]) => `${number(count)}\u00a0${name}`);
  return said.length === 0 ? '0 detik' : said.join(' ');
}

/** "123,4 GB", decimal as providers sell it. */
export function bytes(text: string): string {
  const value = Number(text);
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(value, 1)) / 3)));
  const scaled = value / 1000 ** step;
  return `${new Intl.NumberFormat('id-ID', { maximumFractionDigits: scaled < 100 && step > 0 ? 1 : 0 }).format(scaled)} ${units[step]}`;
}

export const causeWords: Record<Cause, string> = {
  power: 'Listrik padam',
  uplink: 'Jalur internet',
  unpaid: 'Tagihan atau kuota',
  device: 'Perangkat',
  site: 'Lokasi (hilang, dimatikan)',
  commanded: 'Dinyalakan ulang petugas',
  maintenance: 'Pemeliharaan',
  undetermined: 'Belum dapat dipastikan',
};
