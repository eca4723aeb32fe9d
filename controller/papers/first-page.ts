import type { Content } from 'pdfmake/interfaces.js';
import type { MonthReport } from '#contract/reports.ts';
import { causesTable } from './causes-table.ts';
import { trendChart } from './charts.ts';
import { coverageText, downText, figureLine, figureText, isSeen, owedText } from './figure-words.ts';
import type { PaperOrder } from './index.ts';
import { kop, signature } from './letterhead.ts';
import { INK, WIDTH } from './pdf.ts';
import { joined, wrapped } from './plain.ts';
import { toldText } from './told.ts';
import { bytes, causeWords, day, duration, moment, monthName, number } from './words.ts';

type Order = Extract<PaperOrder, { readonly report: unknown }>;

/** The regency's month on one A4; whatever people wrote into it, it stays one. */
export function firstPage(order: Order): Content[] {
  const { report, letterhead } = order;
  const { regency, villages } = report;
  const degraded = villages.reduce((sum, { degradedSeconds }) => sum + degradedSeconds, 0);
  return [
    kop(letterhead),
    heading(order),
    bigFigures(report),
    { text: sentenceOf(report), margin: [0, 6, 0, 2], fontSize: 10.5 },
    {
      columnGap: 16,
      columns: [
        {
          width: 272,
          stack: [{ text: 'Sebab', style: 'heading' }, causesTable(regency.causes, degraded)],
        },
        { width: '*', stack: [{ text: 'Tiga desa terparah', style: 'heading' }, ...worst(report)] },
      ],
    },
    { text: 'Dua belas bulan', style: 'heading' },
    { svg: trendChart(report.trend, WIDTH, 90) },
    {
      text: 'Garis biru: dirasakan warga. Garis putus: kewajiban penyedia. Bulan tanpa angka dikosongkan.',
      style: 'small',
    },
    signature(letterhead, { text: usageText(regency) }),
  ];
}

const heading = ({ report, number: letter, revision, draft }: Order): Content => ({
  columns: [
    {
      width: '*',
      stack: [
        { text: `Ketersediaan wifi desa, ${monthName(report.month)}`, style: 'title' },
        { text: spanText(report), style: 'small' },
      ],
    },
    {
      width: 190,
      alignment: 'right',
      stack: [
        {
          text: `Nomor: ${letter === null ? '……………' : wrapped(letter)}`,
          fontSize: (letter ?? '').length > 40 ? 7.5 : 9.5,
        },
        ...(revision !== null && revision > 1 ? [{ text: `Perbaikan ke-${revision - 1}`, bold: true }] : []),
        ...(draft ? [{ text: 'Konsep, belum ditutup', color: INK.down }] : []),
      ],
    },
  ],
});

const spanText = ({ from, to, over }: MonthReport) =>
  over
    ? `${day(from)} sampai ${day(new Date(Date.parse(to) - 1))}, waktu WIB`
    : `${day(from)} sampai ${moment(to)} WIB (bulan berjalan)`;

function bigFigures({ regency }: MonthReport): Content {
  const { felt, owed } = regency.figures;
  return {
    margin: [0, 10, 0, 2],
    columnGap: 12,
    columns: [
      {
        width: '*',
        stack: [
          { text: 'Dirasakan warga', bold: true },
          {
            text: figureText(felt),
            fontSize: felt.percent === null ? 28 : 42,
            bold: true,
            color: INK.accent,
            lineHeight: 1,
          },
          { text: coverageText(felt), style: 'small' },
          { text: downText(felt), margin: [0, 2, 0, 0] },
        ],
      },
      {
        width: 200,
        stack: [
          { text: 'Kewajiban penyedia', bold: true },
          { text: figureText(owed), fontSize: 20, bold: true, lineHeight: 1 },
          { text: coverageText(owed), style: 'small' },
          { text: owedText(owed), style: 'small', margin: [0, 2, 0, 0] },
        ],
      },
    ],
  };
}

/** The month in words; what nobody saw is not called good. */
function sentenceOf({ regency, villages }: MonthReport): string {
  const all = number(villages.length);
  if (!isSeen(regency.figures.felt))
    return `Tidak ada yang teramati: tidak diketahui apakah titik di ${all} desa hidup atau mati.`;
  const first = regency.causes[0];
  if (regency.outages === 0 || !first) return `Tidak ada titik yang teramati mati di ${all} desa.`;
  const hit = villages.filter(({ outages }) => outages > 0).length;
  return [
    `${number(regency.outages)} kali mati di ${number(hit)} dari ${all} desa.`,
    `Sebab terbesar: ${causeWords[first.cause].toLowerCase()} (${duration(first.seconds)}).`,
    first.cause === 'power'
      ? ''
      : `Listrik padam ${number(regency.power.count)} kali, ${duration(regency.power.seconds)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function worst({ worst: codes, villages }: MonthReport): Content[] {
  if (codes.length === 0) return [{ text: 'Tidak ada desa yang teramati terganggu.', color: INK.muted }];
  return codes.map(({ code, done }, index) => {
    const village = villages.find((one) => one.code === code);
    return {
      margin: [0, 0, 0, 5],
      stack: [
        { text: `${index + 1}. ${wrapped(village?.name ?? code, 21)}`, bold: true },
        {
          fontSize: 8.5,
          text: village
            ? `${figureLine(village.figures.felt)}, ${number(village.outages)}\u00a0kali mati`
            : '',
        },
        {
          text: done.length === 0 ? 'Tindakan belum dicatat.' : wrapped(joined(done, 100), 53),
          style: 'small',
        },
      ],
    };
  });
}

function usageText({
  receiveBytes,
  transmitBytes,
  peakUsers,
  devices,
  residentReports,
}: MonthReport['regency']): string {
  const parts = [
    `Pemakaian: unduh ${bytes(receiveBytes)}, unggah ${bytes(transmitBytes)}`,
    peakUsers === null ? '' : `warga terbanyak sekaligus di satu titik ${number(peakUsers)}`,
    devices === null ? '' : `${number(devices)} perangkat berbeda`,
  ];
  return `${parts.filter(Boolean).join(', ')}.${toldText(residentReports)}`;
}
