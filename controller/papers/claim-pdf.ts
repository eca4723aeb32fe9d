import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Claim } from '#contract/reports.ts';
import type { PaperOrder } from './index.ts';
import { kop, signature } from './letterhead.ts';
import { pdfOf, thin, wrapped } from './pdf.ts';
import { evidenceText } from './signs.ts';
import { terbilang } from './terbilang.ts';
import {
  causeWords,
  coverageText,
  duration,
  figureText,
  moment,
  monthName,
  number,
  percent,
  rupiah,
} from './words.ts';

type Order = Extract<PaperOrder, { readonly claim: unknown }>;

/** Surat klaim ke penyedia: what is owed by the contract, with every outage and its evidence. */
export async function claimPdf(order: Order, onProgress: (share: number) => void): Promise<Uint8Array> {
  const { claim, digest, draft } = order;
  onProgress(0.3);
  return await pdfOf({
    title: `Klaim ${claim.contract.number} ${monthName(claim.month)}`,
    foot: `Aturan ${claim.ruleSet.name} versi ${claim.ruleSet.version}. Sidik angka laporan bulan ini SHA-256: ${digest}`,
    draft,
    content: [...letter(order), ...annex(claim)],
  });
}

function letter({ claim, letterhead, number: no }: Order): Content[] {
  const { contract, figures, amountIdr } = claim;
  return [
    kop(letterhead),
    {
      margin: [0, 4, 0, 12],
      layout: 'noBorders',
      table: {
        widths: [60, '*'],
        body: [
          ['Nomor', `: ${no === null ? '……………' : wrapped(no)}`],
          ['Lampiran', `: ${number(claim.outages.length)} gangguan`],
          [
            'Perihal',
            `: ${amountIdr === null ? 'Permintaan klarifikasi' : 'Klaim restitusi'} layanan internet ${monthName(claim.month)}`,
          ],
        ],
      },
    },
    {
      text: ['Yth. Pimpinan ', { text: wrapped(contract.provider, 40), bold: true }, '\ndi tempat'],
      margin: [0, 0, 0, 10],
    },
    {
      text: `Berdasarkan kontrak nomor ${wrapped(contract.number, 40)}, ketersediaan layanan yang dijanjikan adalah ${percent(contract.slaPercent)} sebulan. Pada ${monthName(claim.month)}, ketersediaan menurut aturan ${claim.ruleSet.name} adalah ${figureText(figures.owed)}. ${coverageText(figures.owed)}`,
      margin: [0, 0, 0, 6],
    },
    ...owedText(claim),
    { text: 'Per titik', style: 'heading' },
    {
      layout: thin,
      fontSize: 8.5,
      table: {
        headerRows: 1,
        widths: ['*', '*', 'auto', 'auto', 'auto'],
        body: [
          ['Titik', 'Desa', 'Tersedia', 'Gangguan dihitung', 'Teramati'].map(
            (text): TableCell => ({ text, style: 'head' }),
          ),
          ...claim.routers.map((router): TableCell[] => [
            { text: wrapped(router.name) },
            { text: wrapped(router.village) },
            { text: figureText(router.figures.owed) },
            { text: duration(router.figures.owed.downSeconds) },
            { text: percent(router.figures.owed.observedPercent) },
          ]),
        ],
      },
    },
    {
      text: 'Setiap gangguan yang dihitung dilampirkan beserta buktinya. Data mentah setiap pemeriksaan dapat kami tunjukkan.',
      margin: [0, 8, 0, 16],
    },
    signature(letterhead, null),
  ];
}

function owedText({ contract, figures, amountIdr }: Claim): Content[] {
  if (amountIdr === null)
    return [
      {
        text: 'Waktu yang teramati terlalu sedikit untuk menetapkan satu angka, sehingga kami tidak mengajukan jumlah. Kami mohon data pemantauan Saudara untuk bulan tersebut sebagai bahan klarifikasi.',
      },
    ];
  if (amountIdr === 0) return [{ text: 'Layanan memenuhi yang dijanjikan: tidak ada yang diklaim.' }];
  const reached = figures.owed.percent ?? 0;
  const how =
    contract.restitution.kind === 'proportional'
      ? `biaya sebulan ${rupiah(contract.monthlyFeeIdr)} × (${percent(contract.slaPercent)} − ${percent(reached)}) ÷ ${percent(contract.slaPercent)}`
      : `bagian dari biaya sebulan ${rupiah(contract.monthlyFeeIdr)} menurut tingkat: ${contract.restitution.tiers
          .map(
            ({ belowPercent, feePercent }) =>
              `di bawah ${percent(belowPercent)} dibayar kembali ${percent(feePercent)}`,
          )
          .join('; ')}`;
  return [
    {
      text: `Sesuai rumus restitusi dalam kontrak (${how}), kami mengajukan pengembalian sebesar:`,
      margin: [0, 0, 0, 4],
    },
    { text: rupiah(amountIdr), fontSize: 18, bold: true },
    { text: `(${terbilang(amountIdr)} rupiah)`, italics: true, margin: [0, 0, 0, 4] },
  ];
}

function annex({ outages }: Claim): Content[] {
  if (outages.length === 0) return [];
  return [
    { text: 'Lampiran: gangguan yang dihitung', style: 'title', pageBreak: 'before', margin: [0, 0, 0, 6] },
    {
      layout: thin,
      fontSize: 8,
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [90, 70, 70, 62, '*'],
        body: [
          ['Titik', 'Mulai (WIB)', 'Pulih (WIB)', 'Dihitung', 'Sebab dan buktinya'].map(
            (text): TableCell => ({ text, style: 'head' }),
          ),
          ...outages.map((outage): TableCell[] => [
            { text: wrapped(`${outage.village.name} (${outage.router})`, 18) },
            { text: moment(outage.firstFailedAt) },
            { text: outage.endedAt === null ? 'belum' : moment(outage.endedAt) },
            { text: duration(outage.owedSeconds) },
            { text: `${causeWords[outage.cause]}. ${wrapped(evidenceText(outage.signs), 40)}` },
          ]),
        ],
      },
    },
  ];
}
