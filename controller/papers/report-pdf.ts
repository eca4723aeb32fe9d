import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { CauseShare, Figure, MonthReport, ReportOutage, ReportVillage } from '#contract/reports.ts';
import { daysStrip, trendChart } from './charts.ts';
import type { PaperOrder } from './index.ts';
import { kop, signature } from './letterhead.ts';
import { INK, pdfOf, thin, wrapped } from './pdf.ts';
import { evidenceText } from './signs.ts';
import {
  bytes,
  causeWords,
  coverageText,
  day,
  duration,
  figureText,
  moment,
  monthName,
  number,
  percent,
} from './words.ts';

type Order = Extract<PaperOrder, { readonly report: unknown }>;

/** The month: a page for the regency, a page a village, every outage, and what the words mean. */
export async function reportPdf(order: Order, onProgress: (share: number) => void): Promise<Uint8Array> {
  const { report, digest, draft } = order;
  const content: Content[] = [...firstPage(order)];
  for (const village of report.villages) content.push(...villagePage(village, report));
  content.push(...annex(report.outages), ...lateEntries(report), ...meanings(report));
  onProgress(0.3);
  const pdf = await pdfOf({
    title: `Laporan ketersediaan wifi desa ${monthName(report.month)}`,
    foot: `Aturan ${report.ruleSet.name} versi ${report.ruleSet.version}. Sidik angka (bukan berkas) SHA-256: ${digest}`,
    draft,
    content,
  });
  onProgress(0.95);
  return pdf;
}

function firstPage({ report, letterhead, number: letter, revision, draft }: Order): Content[] {
  const { regency } = report;
  const { felt, owed } = regency.figures;
  return [
    kop(letterhead),
    {
      columns: [
        {
          width: '*',
          stack: [
            { text: `Ketersediaan wifi desa, ${monthName(report.month)}`, style: 'title' },
            { text: spanText(report), style: 'small' },
          ],
        },
        {
          width: 150,
          alignment: 'right',
          stack: [
            { text: `Nomor: ${letter === null ? '……………' : wrapped(letter)}` },
            ...(revision !== null && revision > 1
              ? [{ text: `Perbaikan ke-${revision - 1}`, bold: true }]
              : []),
            ...(draft ? [{ text: 'Konsep, belum ditutup', color: INK.down }] : []),
          ],
        },
      ],
    },
    {
      margin: [0, 12, 0, 4],
      columns: [
        {
          width: '60%',
          stack: [
            { text: 'Dirasakan warga', bold: true },
            {
              text: figureText(felt),
              fontSize: felt.percent === null ? 26 : 38,
              bold: true,
              color: INK.accent,
            },
            { text: coverageText(felt), style: 'small' },
            { text: downText(felt), margin: [0, 2, 8, 0] },
          ],
        },
        {
          width: '40%',
          stack: [
            { text: 'Kewajiban penyedia', bold: true },
            { text: figureText(owed), fontSize: 20, bold: true },
            { text: coverageText(owed), style: 'small' },
            { text: owedText(owed), margin: [0, 2, 0, 0] },
          ],
        },
      ],
    },
    { text: sentenceOf(report), margin: [0, 6, 0, 2], fontSize: 10.5 },
    {
      columnGap: 16,
      columns: [
        { width: '50%', stack: [{ text: 'Sebab', style: 'heading' }, causesTable(regency.causes)] },
        { width: '50%', stack: [{ text: 'Tiga desa terparah', style: 'heading' }, ...worst(report)] },
      ],
    },
    { text: 'Dua belas bulan', style: 'heading' },
    { svg: trendChart(report.trend, 511, 110) },
    {
      text: 'Garis biru: dirasakan warga. Garis putus: kewajiban penyedia. Bulan tanpa angka dikosongkan.',
      style: 'small',
    },
    { text: usageText(regency), margin: [0, 8, 0, 12] },
    signature(letterhead, null),
  ];
}

const spanText = ({ from, to, over }: MonthReport) =>
  over
    ? `${day(from)} sampai ${day(new Date(Date.parse(to) - 1))}, waktu WIB`
    : `${day(from)} sampai ${moment(to)} WIB (bulan berjalan)`;

const downText = ({ downSeconds }: Figure) =>
  downSeconds === 0
    ? 'Tidak ada gangguan pada jam layanan.'
    : `Terganggu ${duration(downSeconds)} pada jam layanan, semua titik dijumlahkan.`;

const owedText = ({ downSeconds, excusedSeconds }: Figure) =>
  `Dihitung ${duration(downSeconds)}; tidak dihitung ${duration(excusedSeconds)} (listrik, gangguan singkat, dan sebab lain di luar penyedia).`;

function sentenceOf({ regency, villages }: MonthReport): string {
  const hit = villages.filter(({ outages }) => outages > 0).length;
  if (regency.outages === 0) return `Tidak ada titik yang mati di ${number(villages.length)} desa.`;
  const first = regency.causes[0]!;
  return (
    `${number(regency.outages)} kali mati di ${number(hit)} dari ${number(villages.length)} desa. ` +
    `Sebab terbesar: ${causeWords[first.cause].toLowerCase()} (${duration(first.seconds)}). ` +
    `Listrik padam ${number(regency.power.count)} kali, ${duration(regency.power.seconds)}.`
  );
}

function causesTable(causes: readonly CauseShare[]): Content {
  if (causes.length === 0) return { text: 'Tidak ada gangguan.', color: INK.muted };
  const most = Math.max(...causes.map(({ seconds }) => seconds), 1);
  return {
    layout: thin,
    table: {
      widths: ['*', 70, 'auto'],
      body: causes.map(({ cause, seconds, count }): TableCell[] => [
        { text: causeWords[cause] },
        {
          margin: [0, 3, 0, 0],
          canvas: [
            { type: 'rect', x: 0, y: 0, w: Math.max(1, (66 * seconds) / most), h: 6, color: INK.accent },
          ],
        },
        { text: `${duration(seconds)} · ${number(count)}×`, alignment: 'right' },
      ]),
    },
  };
}

function worst({ worst: codes, villages }: MonthReport): Content[] {
  if (codes.length === 0) return [{ text: 'Tidak ada desa yang terganggu.', color: INK.muted }];
  return codes.map(({ code, done }, index) => {
    const village = villages.find((one) => one.code === code);
    return {
      margin: [0, 0, 0, 5],
      stack: [
        {
          text: [
            { text: `${index + 1}. ${wrapped(village?.name ?? code)} `, bold: true },
            village ? `${figureText(village.figures.felt)}, ${number(village.outages)} kali mati` : '',
          ],
        },
        {
          text: done.length === 0 ? 'Tindakan belum dicatat.' : wrapped(done.join('; ')).slice(0, 220),
          style: 'small',
        },
      ],
    };
  });
}

function usageText({ receiveBytes, transmitBytes, peakUsers, devices }: MonthReport['regency']): string {
  const parts = [
    `Pemakaian: unduh ${bytes(receiveBytes)}, unggah ${bytes(transmitBytes)}`,
    peakUsers === null ? '' : `warga terbanyak sekaligus di satu titik ${number(peakUsers)}`,
    devices === null ? '' : `${number(devices)} perangkat berbeda`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

function villagePage(village: ReportVillage, report: MonthReport): Content[] {
  const { felt, owed } = village.figures;
  const own = report.outages.filter((outage) => outage.village.code === village.code);
  return [
    {
      text: wrapped(village.name, 50),
      style: 'title',
      pageBreak: 'before',
    },
    {
      text: `Kecamatan ${village.kecamatan}, kode ${village.code}. Titik: ${wrapped(village.routers.map(({ name }) => name).join(', '))}`,
      style: 'small',
      margin: [0, 0, 0, 8],
    },
    {
      columns: [
        {
          width: '50%',
          stack: [
            { text: 'Dirasakan warga', bold: true },
            { text: figureText(felt), fontSize: 24, bold: true, color: INK.accent },
            { text: `${coverageText(felt)} ${downText(felt)}`, style: 'small', margin: [0, 0, 8, 0] },
          ],
        },
        {
          width: '50%',
          stack: [
            { text: 'Kewajiban penyedia', bold: true },
            { text: figureText(owed), fontSize: 16, bold: true },
            { text: `${coverageText(owed)} ${owedText(owed)}`, style: 'small' },
          ],
        },
      ],
    },
    { text: 'Hari demi hari', style: 'heading' },
    { svg: daysStrip(village.days, 511, 16) },
    {
      text: 'Hijau: baik. Kuning: terganggu. Merah: mati lebih dari 5 % hari itu. Garis miring: tidak teramati. Abu-abu: di luar jam layanan.',
      style: 'small',
      margin: [0, 3, 0, 0],
    },
    { text: 'Ringkasan', style: 'heading' },
    {
      layout: thin,
      table: {
        widths: ['auto', '*'],
        body: [
          ['Kali mati', number(village.outages)],
          ['Terlama', duration(village.longestSeconds)],
          [
            'Rata-rata sampai pulih',
            village.meanSeconds === null ? 'belum ada yang pulih' : duration(village.meanSeconds),
          ],
          ['Listrik padam', `${number(village.power.count)} kali, ${duration(village.power.seconds)}`],
          ['Menjawab tetapi tidak melayani', duration(village.degradedSeconds)],
          [
            'Direncanakan / tidak teramati / di luar jam',
            `${duration(felt.plannedSeconds)} / ${duration(felt.unobservedSeconds)} / ${duration(felt.outsideHoursSeconds)}`,
          ],
          ['Unduh / unggah', `${bytes(village.receiveBytes)} / ${bytes(village.transmitBytes)}`],
          [
            'Warga terbanyak sekaligus',
            village.peakUsers === null ? 'tidak diketahui' : number(village.peakUsers),
          ],
          [
            'Perangkat berbeda / sesi',
            village.devices === null
              ? 'tidak dihitung'
              : `${number(village.devices)} / ${number(village.sessions ?? 0)}`,
          ],
        ],
      },
    },
    { text: 'Sebab', style: 'heading' },
    causesTable(village.causes),
    ...(own.length === 0
      ? []
      : [
          { text: 'Gangguan terlama', style: 'heading' },
          outageTable(own.toSorted((a, b) => b.seconds - a.seconds).slice(0, 4), false),
        ]),
  ];
}

/** Wide ends are told as intervals. */
const WIDE_MS = 120_000;
const between = (from: string | null, to: string) =>
  from !== null && Date.parse(to) - Date.parse(from) > WIDE_MS
    ? `${moment(from)} – ${moment(to)}`
    : moment(to);

function outageTable(outages: readonly ReportOutage[], withVillage: boolean): Content {
  const head = [...(withVillage ? ['Desa'] : []), 'Mulai', 'Pulih', 'Lama', 'Sebab dan buktinya', 'Dihitung'];
  return {
    layout: thin,
    fontSize: 8,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [...(withVillage ? [78] : []), 62, 62, 58, '*', 58],
      body: [
        head.map((text): TableCell => ({ text, style: 'head' })),
        ...outages.map((outage): TableCell[] => [
          ...(withVillage ? [{ text: wrapped(`${outage.village.name} (${outage.router})`, 18) }] : []),
          { text: between(outage.lastGoodAt, outage.firstFailedAt) },
          {
            text:
              outage.endedAt === null
                ? 'belum'
                : between(outage.lastFailedAt, outage.firstGoodAt ?? outage.endedAt),
          },
          { text: duration(outage.seconds) },
          {
            stack: [
              { text: causeWords[outage.cause], bold: true },
              ...(outage.ruling === null
                ? []
                : [
                    {
                      text: `Ditetapkan ${wrapped(outage.ruling.by)}: ${wrapped(outage.ruling.reason)} (semula ${causeWords[outage.judgedCause].toLowerCase()})`,
                    },
                  ]),
              { text: wrapped(evidenceText(outage.signs), 40) },
              ...(outage.done.length === 0
                ? []
                : [{ text: `Tindakan: ${wrapped(outage.done.join('; '), 40)}`, color: INK.muted }]),
            ],
          },
          {
            text: outage.owedSeconds > 0 ? duration(outage.owedSeconds) : 'tidak',
            color: outage.owedSeconds > 0 ? INK.text : INK.muted,
          },
        ]),
      ],
    },
  };
}

function annex(outages: readonly ReportOutage[]): Content[] {
  return [
    { text: 'Lampiran: semua gangguan', style: 'title', pageBreak: 'before', margin: [0, 0, 0, 6] },
    outages.length === 0 ? { text: 'Tidak ada titik yang mati bulan ini.' } : outageTable(outages, true),
  ];
}

function lateEntries({ lateEntries: entries }: MonthReport): Content[] {
  if (entries.length === 0) return [];
  return [
    { text: 'Dicatat kemudian', style: 'heading' },
    {
      text: 'Waktu terencana yang dimasukkan setelah mulai. Tetap dihitung sebagai gangguan kecuali disetujui orang kedua.',
      style: 'small',
    },
    {
      layout: thin,
      fontSize: 8,
      table: {
        headerRows: 1,
        widths: ['auto', '*', 'auto', 'auto', 'auto'],
        body: [
          ['Nomor', 'Alasan', 'Waktu', 'Dimasukkan', 'Disetujui'].map(
            (text): TableCell => ({ text, style: 'head' }),
          ),
          ...entries.map((entry): TableCell[] => [
            { text: wrapped(entry.reference) },
            { text: wrapped(entry.reason) },
            { text: `${moment(entry.from)} – ${moment(entry.until)}` },
            { text: `${moment(entry.enteredAt)} oleh ${wrapped(entry.enteredBy)}` },
            { text: entry.approvedBy === null ? 'belum' : wrapped(entry.approvedBy) },
          ]),
        ],
      },
    },
  ];
}

const meanings = ({ regency, chainHead }: MonthReport): Content[] => [
  {
    unbreakable: true,
    stack: [
      { text: 'Arti angka', style: 'heading' },
      {
        ul: [
          'Dirasakan warga: waktu hidup dibagi waktu yang teramati pada jam layanan. Setiap gangguan dihitung, apa pun sebabnya, juga bila titik menjawab tetapi warga tidak terlayani.',
          'Kewajiban penyedia: gangguan jalur internet selama 5 menit atau lebih, dan gangguan yang sebabnya belum dapat dipastikan. Listrik, tagihan, perangkat, dan lokasi tidak dihitung, tetapi ditampilkan.',
          'Tidak teramati bukan berarti mati. Waktu yang tidak teramati dan yang direncanakan tidak masuk ke kedua sisi.',
          'Semua persentase dibulatkan ke bawah.',
          `Waktu layanan bulan ini: terencana ${duration(regency.figures.felt.plannedSeconds)}, tidak teramati ${duration(regency.figures.felt.unobservedSeconds)}, di luar jam layanan ${duration(regency.figures.felt.outsideHoursSeconds)}; teramati ${percent(regency.figures.felt.observedPercent)}.`,
          chainHead === null
            ? 'Bulan ini belum berakhir: rantai datanya masih bertambah.'
            : `Sidik rantai data bulan ini: ${chainHead}. Sidik harian disimpan saksi di luar kantor.`,
        ],
        fontSize: 8.5,
      },
    ],
  },
];
