import { boardPdf } from './board.ts';
import { claimPdf } from './claim-pdf.ts';
import type { Paper, PaperOrder } from './index.ts';
import { reportCsv } from './report-csv.ts';
import { reportPdf } from './report-pdf.ts';
import { reportPicture } from './report-picture.ts';
import { reportXlsx } from './report-xlsx.ts';
import { voucherSheetPdf } from './voucher-sheet.ts';

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Makes one paper; tells how far it is, 0..1. */
export async function render(order: PaperOrder, onProgress: (share: number) => void): Promise<Paper> {
  onProgress(0.05);
  switch (order.kind) {
    case 'board.pdf':
    case 'read-aloud.pdf':
    case 'poster.pdf': {
      const name = `${order.kind.slice(0, -'.pdf'.length)}-${order.village}`.replace(/[^\w-]+/g, '-');
      return { fileName: `${name}.pdf`, mediaType: PDF, bytes: await boardPdf(order) };
    }
    case 'vouchers.pdf':
      return {
        fileName: `voucher-${order.batch.id}.pdf`,
        mediaType: PDF,
        bytes: await voucherSheetPdf(order, onProgress),
      };
    case 'claim.pdf': {
      const name = `klaim-${order.claim.month}-${order.claim.contract.provider}`.replace(/[^\w-]+/g, '-');
      return { fileName: `${name}.pdf`, mediaType: PDF, bytes: await claimPdf(order, onProgress) };
    }
    case 'report.pdf':
      return { fileName: `${nameOf(order)}.pdf`, mediaType: PDF, bytes: await reportPdf(order, onProgress) };
    case 'report.xlsx':
      return { fileName: `${nameOf(order)}.xlsx`, mediaType: XLSX, bytes: await reportXlsx(order) };
    case 'report.csv':
      return {
        fileName: `${nameOf(order)}.csv`,
        mediaType: 'text/csv; charset=utf-8',
        bytes: reportCsv(order.report),
      };
    case 'report.png':
      return { fileName: `${nameOf(order)}.png`, mediaType: 'image/png', bytes: reportPicture(order) };
  }
}

function nameOf({ report, revision }: Extract<PaperOrder, { readonly report: unknown }>): string {
  return `laporan-${report.month}${revision === null ? '-konsep' : `-terbitan-${revision}`}`;
}
