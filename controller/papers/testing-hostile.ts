import { causes } from '#contract/outages.ts';
import type { MonthReport } from '#contract/reports.ts';
import type { Letterhead } from '#contract/service-levels.ts';
import { figure, outage, testReport } from './testing-report.ts';

/** What people write when nobody hinders them: as long as the contract lets them. */
export const HOSTILE = `<script>alert(1)</script> ${'W'.repeat(300)} 👩🏽‍🔧 baris\nbaru\u0000\u0007 العربية 日本 \ud83d =1+1 ${'kata panjang '.repeat(80)}`;
const NAME = 'Desa Persiapan Tanjung Raja Barat Laut Ulak Kerbau Baru Seberang';
const all = causes.map((cause) => ({ cause, seconds: 1_234_567, count: 1_234 }));

/** The longest of everything, and figures without a single value. Each outage has a number of its own in its router. */
export function hostileReport(count: number): MonthReport {
  const report = testReport();
  const outages = Array.from({ length: count }, (_, index) => {
    const plain = outage(index);
    return outage(index, {
      village: { ...plain.village, name: NAME },
      router: `nomor-${index}-${'W'.repeat(80)}`,
      lastGoodAt: new Date(Date.parse(plain.firstFailedAt) - 9 * 3_600_000).toISOString(),
      done: Array.from({ length: 30 }, () => HOSTILE),
      ruling: { by: 'W'.repeat(100), reason: HOSTILE },
      signs: [
        { kind: 'restarted-by-hand', at: null, count: null, name: HOSTILE },
        { kind: 'feeder-fell', at: null, count: 12, name: HOSTILE },
      ],
    });
  });
  return {
    ...report,
    outages,
    regency: { ...report.regency, causes: all, figures: { felt: figure(null), owed: figure(null) } },
    villages: report.villages.map((village, index) => ({
      ...village,
      name: NAME,
      kecamatan: 'W'.repeat(80),
      routers: Array.from({ length: 40 }, (_, id) => ({ ...village.routers[0]!, id, name: `${NAME} ${id}` })),
      figures: index % 2 === 0 ? village.figures : { felt: figure(null), owed: figure(null) },
      causes: all,
      peakUsers: null,
      sessions: null,
      devices: null,
    })),
    worst: report.worst.map(({ code }) => ({ code, done: [HOSTILE, HOSTILE] })),
    lateEntries: Array.from({ length: 20 }, () => ({
      ...report.lateEntries[0]!,
      reference: 'W'.repeat(100),
      reason: HOSTILE,
      enteredBy: 'W'.repeat(80),
      approvedBy: 'W'.repeat(80),
    })),
  };
}

const long = (length: number, words: string) => words.repeat(20).slice(0, length).trim().padEnd(length, 'a');

/** All fields as long as the contract lets them be. */
export const hostileLetterhead: Letterhead = {
  lines: Array.from({ length: 5 }, () => long(120, 'DINAS KOMUNIKASI, STATISTIK DAN PERSANDIAN ')),
  address: 'Jalan '.repeat(50),
  place: long(60, 'Tanjung Senai '),
  signer: {
    name: long(100, 'Sari Dewi Kusumawardhani, S.Kom., M.Si., '),
    nip: '1'.repeat(30),
    title: long(100, 'Kepala Dinas Komunikasi dan Informatika '),
    rank: long(100, 'Pembina Tingkat Satu '),
  },
  numberPattern: '{n}',
  claimNumberPattern: '{n}',
};
