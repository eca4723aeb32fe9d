import writeXlsxFile from 'write-excel-file/node';
import type { PaperOrder } from './index.ts';
import { clipped, joined, plain } from './plain.ts';
import { evidenceText } from './signs.ts';
import { causeWords, monthName } from './words.ts';

type Order = Extract<PaperOrder, { readonly report: unknown }>;
type Cell = {
  value: string | number | Date;
  type?: StringConstructor | NumberConstructor | DateConstructor;
  format?: string;
  fontWeight?: 'bold';
} | null;

const WIB_MS = 7 * 3_600_000;
const head = (names: readonly string[]): Cell[] => names.map((value) => ({ value, fontWeight: 'bold' }));
/** A cell holds 32,767 letters (ECMA-376 part 1, 18.3.1.4 and Excel's limits). */
const MOST_LETTERS = 32_000;
const text = (value: string | null): Cell =>
  value === null || plain(value) === '' ? null : { value: clipped(plain(value), MOST_LETTERS), type: String };
const count = (value: number | null): Cell =>
  value === null ? null : { value, type: Number, format: '#,##0' };
const share = (value: number | null): Cell =>
  value === null ? null : { value: Math.round(value * 100) / 10_000, type: Number, format: '0.00%' };
const hours = (seconds: number): Cell => ({ value: seconds / 86_400, type: Number, format: '[h]:mm:ss' });
/** Spreadsheets know no zones: what stands there is WIB. */
const wib = (at: string | null): Cell =>
  at === null
    ? null
    : { value: new Date(Date.parse(at) + WIB_MS), type: Date, format: 'yyyy-mm-dd hh:mm:ss' };
const gigabytes = (bytes: string): Cell => ({ value: Number(bytes) / 1e9, type: Number, format: '#,##0.00' });
const widths = (...all: number[]) => all.map((width) => ({ width }));

/** The month as a workbook: numbers are numbers, dates are dates (in WIB), shares are percents. */
export async function reportXlsx({ report, digest, number, revision }: Order): Promise<Uint8Array> {
  const { regency, villages, outages } = report;
  const { felt, owed } = regency.figures;
  const summary: Cell[][] = [
    head(['Laporan ketersediaan wifi desa', monthName(report.month)]),
    [text('Nomor'), text(number)],
    [text('Terbitan'), revision === null ? text('konsep') : count(revision)],
    [text('Dirasakan warga'), share(felt.percent)],
    [text('Dirasakan warga, paling rendah'), share(felt.interval?.[0] ?? null)],
    [text('Dirasakan warga, paling tinggi'), share(felt.interval?.[1] ?? null)],
    [text('Kewajiban penyedia'), share(owed.percent)],
    [text('Kewajiban penyedia, paling rendah'), share(owed.interval?.[0] ?? null)],
    [text('Kewajiban penyedia, paling tinggi'), share(owed.interval?.[1] ?? null)],
    [text('Teramati'), share(felt.observedPercent)],
    [text('Terganggu (jam:menit:detik)'), hours(felt.downSeconds)],
    [text('Dihitung penyedia'), hours(owed.downSeconds)],
    [text('Tidak dihitung penyedia'), hours(owed.excusedSeconds)],
    [text('Direncanakan'), hours(felt.plannedSeconds)],
    [text('Tidak teramati'), hours(felt.unobservedSeconds)],
    [text('Di luar jam layanan'), hours(felt.outsideHoursSeconds)],
    [text('Unduh (GB)'), gigabytes(regency.receiveBytes)],
    [text('Unggah (GB)'), gigabytes(regency.transmitBytes)],
    [text('Kali mati'), count(regency.outages)],
    [text('Perangkat'), count(regency.devices)],
    [text('Sesi'), count(regency.sessions)],
    [text('Aturan'), text(`${report.ruleSet.name} v${report.ruleSet.version}`)],
    [text('Sidik angka SHA-256'), text(digest)],
  ];
  const perVillage: Cell[][] = [
    head([
      'Kode',
      'Desa',
      'Kecamatan',
      'Dirasakan warga',
      'Paling rendah',
      'Paling tinggi',
      'Kewajiban penyedia',
      'Kewajiban paling rendah',
      'Kewajiban paling tinggi',
      'Teramati',
      'Terganggu',
      'Hidup, tidak melayani',
      'Dihitung penyedia',
      'Kali mati',
      'Terlama',
      'Listrik padam (kali)',
      'Listrik padam',
      'Unduh (GB)',
      'Unggah (GB)',
      'Warga terbanyak',
      'Perangkat',
    ]),
    ...villages.map((village): Cell[] => [
      text(village.code),
      text(village.name),
      text(village.kecamatan),
      share(village.figures.felt.percent),
      share(village.figures.felt.interval?.[0] ?? null),
      share(village.figures.felt.interval?.[1] ?? null),
      share(village.figures.owed.percent),
      share(village.figures.owed.interval?.[0] ?? null),
      share(village.figures.owed.interval?.[1] ?? null),
      share(village.figures.felt.observedPercent),
      hours(village.figures.felt.downSeconds),
      hours(village.degradedSeconds),
      hours(village.figures.owed.downSeconds),
      count(village.outages),
      hours(village.longestSeconds),
      count(village.power.count),
      hours(village.power.seconds),
      gigabytes(village.receiveBytes),
      gigabytes(village.transmitBytes),
      count(village.peakUsers),
      count(village.devices),
    ]),
  ];
  const every: Cell[][] = [
    head([
      'Desa',
      'Titik',
      'Terakhir baik',
      'Gagal pertama',
      'Gagal terakhir',
      'Baik lagi',
      'Lama',
      'Dirasakan',
      'Dihitung',
      'Sebab',
      'Semula',
      'Alasan penetapan',
      'Bukti',
      'Tindakan',
    ]),
    ...outages.map((outage): Cell[] => [
      text(outage.village.name),
      text(outage.router),
      wib(outage.lastGoodAt),
      wib(outage.firstFailedAt),
      wib(outage.lastFailedAt),
      wib(outage.firstGoodAt),
      hours(outage.seconds),
      hours(outage.feltSeconds),
      hours(outage.owedSeconds),
      text(causeWords[outage.cause]),
      text(outage.ruling === null ? null : causeWords[outage.judgedCause]),
      text(outage.ruling === null ? null : `${outage.ruling.by}: ${outage.ruling.reason}`),
      text(evidenceText(outage.signs)),
      text(joined(outage.done, MOST_LETTERS)),
    ]),
  ];
  const causes: Cell[][] = [
    head(['Sebab', 'Lama', 'Kali']),
    ...regency.causes.map(({ cause, seconds, count: times }): Cell[] => [
      text(causeWords[cause]),
      hours(seconds),
      count(times),
    ]),
  ];
  const sheets = [
    { sheet: 'Ringkasan', data: summary, columns: widths(34, 44) },
    {
      sheet: 'Desa',
      data: perVillage,
      columns: widths(16, 20, 18, ...Array.from({ length: 18 }, () => 14)),
      stickyRowsCount: 1,
    },
    {
      sheet: 'Gangguan',
      data: every,
      columns: widths(20, 20, 19, 19, 19, 19, 11, 11, 11, 22, 22, 30, 60, 40),
      stickyRowsCount: 1,
    },
    { sheet: 'Sebab', data: causes, columns: widths(26, 12, 8), stickyRowsCount: 1 },
  ];
  return new Uint8Array(await writeXlsxFile(sheets as never).toBuffer());
}
