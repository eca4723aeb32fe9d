import { firstPage } from './first-page.ts';
import type { PaperOrder } from './index.ts';
import { lastPages } from './last-pages.ts';
import { pdfOf } from './pdf.ts';
import { villagePage } from './village-page.ts';
import { monthName } from './words.ts';

type Order = Extract<PaperOrder, { readonly report: unknown }>;

/** The month: a page for the regency, a page a village, every outage, and what the words mean. */
export async function reportPdf(order: Order, onProgress: (share: number) => void): Promise<Uint8Array> {
  const { report, digest, draft } = order;
  const byVillage = Map.groupBy(report.outages, ({ village }) => village.code);
  return await pdfOf({
    title: `Laporan ketersediaan wifi desa ${monthName(report.month)}`,
    foot: `Aturan ${report.ruleSet.name} versi ${report.ruleSet.version}. Sidik angka (bukan berkas) SHA-256: ${digest}`,
    draft,
    content: [
      ...firstPage(order),
      ...report.villages.flatMap((village) => villagePage(village, byVillage.get(village.code) ?? [])),
      ...lastPages(order),
    ],
    onProgress,
  });
}
