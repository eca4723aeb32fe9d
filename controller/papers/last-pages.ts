import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { MonthReport } from '#contract/reports.ts';
import type { PaperOrder } from './index.ts';
import { headOf, outageTable } from './outage-table.ts';
import { thin } from './pdf.ts';
import { wrapped } from './plain.ts';
import { duration, moment, monthName, percent } from './words.ts';

type Order = Pick<Extract<PaperOrder, { readonly report: unknown }>, 'report' | 'ruleMeaning'>;

/** Every outage, what was written down afterwards, and what the words mean. */
export const lastPages = ({ report, ruleMeaning }: Order): Content[] => [
  {
    text: `Lampiran: semua gangguan ${monthName(report.month)}`,
    style: 'title',
    pageBreak: 'before',
  },
  {
    text: 'Waktu WIB. Bila saat mulai atau pulih tidak diketahui tepat, kedua batasnya ditulis.',
    style: 'small',
    margin: [0, 0, 0, 6],
  },
  report.outages.length === 0
    ? { text: 'Tidak ada titik yang teramati mati bulan ini.' }
    : outageTable(report.outages),
  ...lateEntries(report),
  meanings(report, ruleMeaning),
];

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
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: [84, '*', 60, 80, 70],
        body: [
          headOf(['Nomor', 'Alasan', 'Waktu', 'Dimasukkan', 'Disetujui']),
          ...entries.map((entry): TableCell[] => [
            { text: wrapped(entry.reference) },
            { text: wrapped(entry.reason, 300) },
            { text: `${moment(entry.from)} – ${moment(entry.until)}` },
            { text: `${moment(entry.enteredAt)} oleh ${wrapped(entry.enteredBy)}` },
            { text: entry.approvedBy === null ? 'belum' : wrapped(entry.approvedBy) },
          ]),
        ],
      },
    },
  ];
}

const meanings = ({ regency, ruleSet, chainHead }: MonthReport, ruleMeaning: string): Content => {
  const { felt } = regency.figures;
  return {
    unbreakable: true,
    stack: [
      { text: 'Arti angka', style: 'heading' },
      {
        ul: [
          'Dirasakan warga: waktu hidup dibagi waktu yang teramati pada jam layanan. Setiap gangguan dihitung, apa pun sebabnya, juga bila titik menjawab tetapi warga tidak terlayani.',
          `Kewajiban penyedia (${ruleSet.name} versi ${ruleSet.version}): ${ruleMeaning}`,
          'Tidak teramati bukan berarti mati. Waktu yang tidak teramati dan yang direncanakan tidak masuk ke kedua sisi.',
          'Bila kurang dari 90 % waktu layanan teramati, tidak ada angka tunggal: batas bawahnya menganggap semua yang tidak teramati mati, batas atasnya menganggap semuanya hidup.',
          'Semua persentase dibulatkan ke bawah. Lama gangguan semua titik dijumlahkan.',
          'Sidik di kaki halaman dihitung dari angka-angkanya, bukan dari berkas ini, sehingga berkas dapat ditandatangani secara elektronik.',
          `Waktu layanan bulan ini: direncanakan ${duration(felt.plannedSeconds)}, tidak teramati ${duration(felt.unobservedSeconds)}, di luar jam layanan ${duration(felt.outsideHoursSeconds)}; teramati ${percent(felt.observedPercent)}.`,
          chainHead === null
            ? 'Sidik rantai data belum ada: rantai data bulan ini masih bertambah.'
            : `Sidik rantai data bulan ini: ${chainHead}. Sidik harian disimpan saksi di luar kantor.`,
        ],
        fontSize: 8.5,
      },
    ],
  };
};
