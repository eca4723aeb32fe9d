import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Claim } from '#contract/reports.ts';
import { amountOf, subjectOf } from './claim-words.ts';
import { coverageText, figureText } from './figure-words.ts';
import type { PaperOrder } from './index.ts';
import { kop, signature } from './letterhead.ts';
import { headOf, outageTable } from './outage-table.ts';
import { pdfOf, thin } from './pdf.ts';
import { wrapped } from './plain.ts';
import { terbilang } from './terbilang.ts';
import { exact, monthName, number, percent, promised, rupiah } from './words.ts';

type Order = Extract<PaperOrder, { readonly claim: unknown }>;

/** Surat klaim ke penyedia: what is owed by the contract, with every outage and its evidence. */
export async function claimPdf(order: Order, onProgress: (share: number) => void): Promise<Uint8Array> {
  const { claim, digest, draft } = order;
  return await pdfOf({
    title: `${subjectOf(claim)} ${claim.contract.number} ${monthName(claim.month)}`,
    foot: `Aturan ${claim.ruleSet.name} versi ${claim.ruleSet.version}. Sidik angka laporan bulan ini (bukan berkas) SHA-256: ${digest}`,
    draft,
    content: [...letter(order), ...annex(claim)],
    onProgress,
  });
}

function letter({ claim, letterhead, number: no }: Order): Content[] {
  const { contract, figures, ruleSet, outages } = claim;
  const month = monthName(claim.month);
  const lines: [name: string, value: string][] = [
    ['Nomor', no === null ? '……………' : wrapped(no)],
    ['Lampiran', outages.length === 0 ? '–' : `${number(outages.length)} gangguan beserta buktinya`],
    ['Perihal', `${subjectOf(claim)} layanan internet ${month}`],
  ];
  return [
    kop(letterhead),
    {
      margin: [0, 4, 0, 12],
      layout: 'noBorders',
      table: { widths: [60, 6, '*'], body: lines.map(([name, value]) => [name, ':', value]) },
    },
    {
      text: ['Yth. Pimpinan ', { text: wrapped(contract.provider), bold: true }, '\ndi tempat'],
      margin: [0, 0, 0, 10],
    },
    {
      text: `Berdasarkan kontrak nomor ${wrapped(contract.number)}, ketersediaan layanan yang dijanjikan adalah ${promised(contract.slaPercent)} sebulan. Pada ${month}, ketersediaan yang menjadi kewajiban penyedia menurut aturan ${ruleSet.name} versi ${ruleSet.version} adalah ${figureText(figures.owed)}. ${coverageText(figures.owed)}${figures.owed.interval === null ? '' : ` Gangguan yang dihitung berjumlah ${exact(figures.owed.downSeconds)}.`}`,
      margin: [0, 0, 0, 6],
    },
    ...asked(claim),
    { text: 'Per titik', style: 'heading' },
    perRouter(claim),
    {
      text: `${outages.length === 0 ? '' : 'Setiap gangguan yang dihitung dilampirkan beserta buktinya. '}Data mentah setiap pemeriksaan dapat kami tunjukkan. Demikian kami sampaikan, atas perhatian dan kerja sama Saudara kami ucapkan terima kasih.`,
      margin: [0, 8, 0, 16],
    },
    signature(letterhead),
  ];
}

/** What is asked of the provider: money, its own data, or nothing. */
function asked(claim: Claim): Content[] {
  const { how, amountIdr } = amountOf(claim);
  return [
    { text: how, margin: [0, 0, 0, 4] },
    ...(amountIdr === null
      ? []
      : [
          { text: rupiah(amountIdr), fontSize: 18, bold: true },
          {
            text: `(${terbilang(amountIdr)} rupiah)`,
            italics: true,
            margin: [0, 0, 0, 4] as [number, number, number, number],
          },
        ]),
  ];
}

const perRouter = ({ routers }: Claim): Content => ({
  layout: thin,
  fontSize: 8.5,
  table: {
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    widths: ['*', '*', 76, 96, 52],
    body: [
      headOf(['Titik', 'Desa', 'Tersedia', 'Gangguan dihitung', 'Teramati']),
      ...routers.map(({ name, village, figures: { owed } }): TableCell[] => [
        { text: wrapped(name, 60) },
        { text: wrapped(village, 60) },
        { text: figureText(owed) },
        { text: exact(owed.downSeconds) },
        { text: percent(owed.observedPercent) },
      ]),
    ],
  },
});

function annex({ month, outages }: Claim): Content[] {
  if (outages.length === 0) return [];
  return [
    { text: `Lampiran: gangguan yang dihitung, ${monthName(month)}`, style: 'title', pageBreak: 'before' },
    {
      text: 'Waktu WIB. Bila saat mulai atau pulih tidak diketahui tepat, kedua batasnya ditulis. Yang dihitung hanya bagian dalam jam layanan bulan ini.',
      style: 'small',
      margin: [0, 0, 0, 6],
    },
    outageTable(outages),
  ];
}
