import type { Figure } from '#contract/reports.ts';
import { exact, percent, percentsBetween } from './words.ts';

/** Was anything of the time seen at all? */
export const isSeen = ({ interval }: Figure): boolean => interval !== null;

/** The figure, or between which two it lies, or that there is none. */
export function figureText({ percent: value, interval }: Figure): string {
  if (value !== null) return percent(value);
  return interval === null ? 'tidak ada data' : percentsBetween(...interval);
}

/** What stands under a figure: how much of it was seen. */
export function coverageText({ percent: value, interval, observedPercent }: Figure): string {
  if (interval === null) return 'Tidak ada waktu layanan yang teramati.';
  if (value !== null) return `Teramati ${percent(observedPercent)} dari waktu layanan.`;
  return `Hanya ${percent(observedPercent)} dari waktu layanan yang teramati: angka tunggal tidak dapat diberikan, angka sebenarnya ada di antara keduanya.`;
}

/** A figure in a line, never without its observed share. */
export const figureLine = (figure: Figure): string =>
  isSeen(figure)
    ? `${figureText(figure)} (teramati ${percent(figure.observedPercent)})`
    : 'tidak ada yang teramati';

/** How long residents were without service; what nobody saw is not called good. */
export function downText(figure: Figure): string {
  if (!isSeen(figure)) return 'Tidak diketahui apakah layanan hidup atau mati.';
  if (figure.downSeconds === 0) return 'Tidak ada gangguan pada waktu yang teramati.';
  return `Terganggu ${exact(figure.downSeconds)} pada jam layanan, semua titik dijumlahkan.`;
}

/** What counts against the provider, and what does not. */
export function owedText(figure: Figure): string {
  if (!isSeen(figure)) return '';
  return `Dihitung ${exact(figure.downSeconds)}; tidak dihitung ${exact(figure.excusedSeconds)} (listrik, gangguan singkat, dan sebab lain di luar penyedia).`;
}
