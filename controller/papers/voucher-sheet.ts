import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { VoucherBatch } from '#contract/access.ts';
import { INK, pdfOf } from './pdf.ts';
import { wrapped } from './plain.ts';
import { qr } from './qr.ts';
import { moment } from './words.ts';

export interface VoucherSheetOrder {
  readonly kind: 'vouchers.pdf';
  readonly batch: VoucherBatch;
  /** As they are printed: `ABC-DEF-GHJ`. */
  readonly codes: readonly string[];
  /** Of the portal; null = that which opens by itself. */
  readonly address: string | null;
}

const COLUMNS = 3;
const ROWS = 8;
/** Of one voucher, pt: eight stand on a page below each other. */
const HEIGHT = 86;
/** Longer notes are for the screen. */
const NOTE = 40;

/** "24 jam", "2 hari", "90 menit". */
function lasts(minutes: number | null): string {
  if (minutes === null) return 'sampai dicabut';
  if (minutes % 1_440 === 0) return `${minutes / 1_440} hari sejak pertama dipakai`;
  if (minutes % 60 === 0) return `${minutes / 60} jam sejak pertama dipakai`;
  return `${minutes} menit sejak pertama dipakai`;
}

function cell(code: string, { batch, address }: VoucherSheetOrder): TableCell {
  const note = batch.note.length > NOTE ? `${batch.note.slice(0, NOTE - 1)}…` : batch.note;
  const usable = batch.usableUntil === null ? '' : ` Pakai sebelum ${moment(batch.usableUntil)} WIB.`;
  return {
    margin: [2, 3, 2, 0],
    columns: [
      { width: 62, stack: [qr(code, 60)] },
      {
        width: '*',
        margin: [4, 2, 0, 0],
        stack: [
          { text: code, bold: true, fontSize: 13 },
          { text: wrapped(`Paket ${batch.plan}, ${batch.devices} ponsel`), fontSize: 6.3 },
          { text: wrapped(`${lasts(batch.validMinutes)}.${usable}`), fontSize: 6.3 },
          {
            text: wrapped(address === null ? 'Wifi desa, tombol "Pakai kode"' : new URL(address).host),
            fontSize: 6.3,
            color: INK.accent,
          },
          { text: wrapped(note), fontSize: 6, color: INK.muted },
        ],
      },
    ],
  };
}

/** A4 to be cut up, 24 vouchers a page. */
export async function voucherSheetPdf(
  order: VoucherSheetOrder,
  onProgress: (share: number) => void,
): Promise<Uint8Array> {
  const { batch, codes } = order;
  const rows = Array.from({ length: Math.ceil(codes.length / COLUMNS) }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => {
      const code = codes[row * COLUMNS + column];
      return code === undefined ? {} : cell(code, order);
    }),
  );
  const pages = Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, page) =>
    rows.slice(page * ROWS, (page + 1) * ROWS),
  );
  const content = pages.map(
    (body, page): Content => ({
      table: { widths: ['*', '*', '*'], heights: HEIGHT, body, dontBreakRows: true },
      layout: {
        hLineWidth: () => 0.5,
        vLineWidth: () => 0.5,
        hLineColor: () => INK.line,
        vLineColor: () => INK.line,
        paddingLeft: () => 2,
        paddingRight: () => 2,
        paddingTop: () => 1,
        paddingBottom: () => 1,
      },
      ...(page === 0 ? {} : { pageBreak: 'before' }),
    }),
  );
  return await pdfOf({
    title: `Voucher ${batch.id}`,
    foot: `Voucher kelompok ${batch.id}, diterbitkan ${moment(batch.issuedAt)} WIB oleh ${batch.issuedBy}`,
    draft: false,
    content,
    onProgress,
  });
}
