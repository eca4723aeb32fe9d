import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { ReportOutage, ReportVillage } from '#contract/reports.ts';
import { causesTable } from './causes-table.ts';
import { daysStrip } from './charts.ts';
import { coverageText, downText, figureText, owedText } from './figure-words.ts';
import { beganText, endedText, headOf } from './outage-table.ts';
import { INK, thin, WIDTH } from './pdf.ts';
import { wrapped } from './plain.ts';
import { toldRows } from './told.ts';
import { bytes, causeWords, duration, number } from './words.ts';

/** Outages that are told on a village's page, the longest first; all of them stand in the annex. */
const MOST_OUTAGES = 15;

/** A village's month on a page of its own. */
export function villagePage(village: ReportVillage, outages: readonly ReportOutage[]): Content[] {
  return [
    { text: wrapped(village.name, 64), style: 'title', pageBreak: 'before' },
    {
      text: `Kecamatan ${wrapped(village.kecamatan, 30)}, kode ${village.code}. Titik: ${wrapped(village.routers.map(routerText).join(', '), 180)}`,
      style: 'small',
      margin: [0, 0, 0, 8],
    },
    figures(village),
    { text: 'Hari demi hari', style: 'heading' },
    { svg: daysStrip(village.days, WIDTH, 26) },
    {
      text: 'Hijau: baik. T: terganggu, M: mati, lebih dari 5 % hari itu. Garis miring: sebagian besar tidak teramati. Abu-abu: di luar jam layanan.',
      style: 'small',
      margin: [0, 3, 0, 0],
    },
    {
      columnGap: 16,
      columns: [
        { width: '*', stack: [{ text: 'Ringkasan', style: 'heading' }, summary(village)] },
        {
          width: '*',
          stack: [{ text: 'Sebab', style: 'heading' }, causesTable(village.causes, village.degradedSeconds)],
        },
      ],
    },
    ...shortOutages(outages),
  ];
}

const routerText = ({ name, uplink, provider }: ReportVillage['routers'][number]) =>
  `${name} (${provider === null ? uplink : `${uplink}, ${provider}`})`;

function figures({ figures: { felt, owed } }: ReportVillage): Content {
  return {
    columnGap: 16,
    columns: [
      {
        width: '*',
        stack: [
          { text: 'Dirasakan warga', bold: true },
          { text: figureText(felt), fontSize: 24, bold: true, color: INK.accent },
          { text: `${coverageText(felt)} ${downText(felt)}`, style: 'small' },
        ],
      },
      {
        width: '*',
        stack: [
          { text: 'Kewajiban penyedia', bold: true },
          { text: figureText(owed), fontSize: 16, bold: true },
          { text: `${coverageText(owed)} ${owedText(owed)}`, style: 'small' },
        ],
      },
    ],
  };
}

function summary(village: ReportVillage): Content {
  const { felt } = village.figures;
  const rows: [name: string, value: string][] = [
    ['Kali mati', number(village.outages)],
    ['Terlama', duration(village.longestSeconds)],
    [
      'Rata-rata sampai pulih',
      village.meanSeconds === null ? 'tidak ada yang pulih' : duration(village.meanSeconds),
    ],
    ['Listrik padam', `${number(village.power.count)}\u00a0kali, ${duration(village.power.seconds)}`],
    ['Direncanakan', duration(felt.plannedSeconds)],
    ['Tidak teramati', duration(felt.unobservedSeconds)],
    ['Di luar jam layanan', duration(felt.outsideHoursSeconds)],
    ['Unduh / unggah', `${bytes(village.receiveBytes)} / ${bytes(village.transmitBytes)}`],
    ['Warga terbanyak sekaligus', known(village.peakUsers)],
    ['Perangkat berbeda / sesi', `${known(village.devices)} / ${known(village.sessions)}`],
    ...toldRows(village.residentReports),
  ];
  return {
    layout: thin,
    fontSize: 8.5,
    table: {
      widths: ['auto', '*'],
      body: rows.map(([name, value]): TableCell[] => [{ text: name, noWrap: true }, { text: value }]),
    },
  };
}

const known = (count: number | null) => (count === null ? 'tidak diketahui' : number(count));

function shortOutages(outages: readonly ReportOutage[]): Content[] {
  if (outages.length === 0) return [];
  const longest = outages.toSorted((a, b) => b.seconds - a.seconds).slice(0, MOST_OUTAGES);
  const rest = outages.length - longest.length;
  return [
    { text: rest > 0 ? 'Gangguan terlama' : 'Gangguan', style: 'heading' },
    {
      layout: thin,
      fontSize: 8,
      table: {
        headerRows: 1,
        widths: [124, 124, 78, '*', 78],
        body: [
          headOf(['Mulai', 'Pulih', 'Lama', 'Sebab', 'Dihitung']),
          ...longest.map((outage): TableCell[] => [
            { text: beganText(outage), noWrap: true },
            { text: endedText(outage), noWrap: true },
            { text: duration(outage.seconds), noWrap: true },
            { text: causeWords[outage.cause] },
            outage.owedSeconds > 0
              ? { text: duration(outage.owedSeconds), noWrap: true }
              : { text: 'tidak', color: INK.muted },
          ]),
        ],
      },
    },
    ...(rest > 0
      ? [
          {
            text: `Dan ${number(rest)} gangguan lain: lihat lampiran.`,
            style: 'small',
            margin: [2, 3, 0, 0] as [number, number, number, number],
          },
        ]
      : []),
  ];
}
