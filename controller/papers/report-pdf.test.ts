import { describe, expect, test } from 'vitest';
import type { MonthReport } from '#contract/reports.ts';
import { render } from './render.ts';
import { HOSTILE, hostileLetterhead, hostileReport } from './testing-hostile.ts';
import { pagesOf, readPdf } from './testing-pdf.ts';
import { figure, outage, testLetterhead, testReport } from './testing-report.ts';

const stamp = {
  kind: 'report.pdf',
  digest: 'ab12'.repeat(16),
  number: '500/114',
  letterhead: testLetterhead,
  draft: false,
  revision: 1,
  ruleMeaning: 'yang ditetapkan aturan itu.',
} as const;
const made = (report: MonthReport, more: object = {}) => render({ ...stamp, report, ...more }, () => {});
const pages = async (report: MonthReport, more: object = {}) => pagesOf((await made(report, more)).bytes);
const ANNEX = 'Lampiran: semua gangguan Oktober 2026';

test('a page for the regency, one a village, every outage, in Indonesian with its signs whole', async () => {
  const { bytes, fileName, mediaType } = await made(testReport());
  expect([fileName, mediaType]).toEqual(['laporan-2026-10-terbitan-1.pdf', 'application/pdf']);
  const all = await pagesOf(bytes);
  for (const words of [
    'DINAS KOMUNIKASI DAN INFORMATIKA',
    'Ketersediaan wifi desa, Oktober 2026',
    'Dirasakan warga',
    '97,31 %',
    'Kewajiban penyedia',
    '99,08 %',
    'Teramati 99,12 %',
    'Terganggu 3 jam 20 menit',
    '60 kali mati di 12 dari 12 desa. Sebab terbesar: listrik padam (1 hari 1 jam).',
    '1. Betung II 86,31 % (teramati 99,12 %), 5 kali mati Antena diganti; PLN ditelepon',
    'Hidup, tidak melayani 2 jam',
    'unduh 1,2 TB',
    'NIP 19800101 200501 2 003',
    'Nomor: 500/114',
  ])
    expect(all[0]).toContain(words);
  expect(all.findIndex((text) => text.includes(ANNEX))).toBe(13);
  expect(all.slice(1, 13).every((text) => text.includes('Hari demi hari'))).toBe(true);
  expect(all[1]).toContain('Titik: sukamaju-1 (lte, Telkomsel)');
  const annex = all.slice(13).join(' ');
  expect(annex.match(/30 menit (Listrik padam|Jalur internet)/g)).toHaveLength(60);
  for (const words of [
    'versi 1): yang ditetapkan aturan itu.',
    'Dicatat kemudian',
    'Tidak teramati bukan berarti mati',
    'c0ffeec0ffee',
  ])
    expect(annex).toContain(words);
  expect(all.every((text) => text.includes(`(bukan berkas) SHA-256: ${'ab12'.repeat(16)}`))).toBe(true);
});

test('below 90 % observed there is no single figure, but the interval and the words for it', async () => {
  const { regency } = testReport();
  const [first] = await pages(
    testReport({ regency: { ...regency, figures: { felt: figure(null), owed: figure(null) } } }),
  );
  expect(first).toContain('61,20–97,45 %');
  expect(first).toContain('Hanya 63,75 % dari waktu layanan yang teramati');
  expect(first).not.toMatch(/Dirasakan warga \d+,\d+ %/);
});

test('a month that nobody saw is called neither good nor bad', async () => {
  const report = testReport();
  const none = { interval: null, observedPercent: 0, upSeconds: 0, downSeconds: 0 };
  const figures = { felt: figure(null, none), owed: figure(null, none) };
  const [first, village] = await pages({
    ...report,
    outages: [],
    worst: [],
    regency: { ...report.regency, figures, outages: 0, causes: [], power: { count: 0, seconds: 0 } },
    villages: report.villages.map((one) => ({
      ...one,
      figures,
      outages: 0,
      causes: [],
      degradedSeconds: 0,
      days: '?'.repeat(31),
    })),
  });
  expect(first).toContain('tidak diketahui apakah titik di 12 desa hidup atau mati');
  expect(first).toContain('tidak ada data');
  for (const text of [first, village]) {
    expect(text).toContain('Tidak diketahui apakah layanan hidup atau mati.');
    expect(text).not.toMatch(/Tidak ada (titik|gangguan pada)/);
  }
});

test('both ends of an outage are told as intervals where they are wide', async () => {
  const wide = outage(0, {
    lastGoodAt: '2026-10-01T02:00:00.000Z',
    firstFailedAt: '2026-10-01T05:30:00.000Z',
    lastFailedAt: '2026-10-01T06:00:00.000Z',
    firstGoodAt: '2026-10-01T06:01:00.000Z',
  });
  const lasting = outage(1, { firstGoodAt: null, endedAt: null });
  const all = (await pages(testReport({ outages: [wide, lasting] }))).join(' ');
  expect(all).toContain('1 Okt 09.00 – 1 Okt 12.30 1 Okt 13.01');
  expect(all).toContain('belum pulih');
});

test('a cause that staff laid down stands beside what the evidence said', async () => {
  const ruled = outage(0, { cause: 'site', ruling: { by: 'Sari', reason: 'Tiang roboh' } });
  const all = (await pages(testReport({ outages: [ruled] }))).join(' ');
  expect(all).toContain('Ditetapkan Sari: Tiang roboh (semula menurut bukti: jalur internet)');
  expect(all).toContain('Router tetap menyala selama tidak terjangkau; 3 titik lain pada penyulang');
});

test('a draft says so, and a later issue too', async () => {
  const { bytes, fileName } = await made(testReport(), { draft: true, number: null, revision: null });
  const [draft] = await pagesOf(bytes);
  expect(fileName).toBe('laporan-2026-10-konsep.pdf');
  expect(draft).toContain('Konsep, belum ditutup');
  expect(draft).toContain('KONSEP');
  const [second] = await pages(testReport(), { revision: 2 });
  expect(second).toContain('Perbaikan ke-1');
  expect(second).not.toContain('KONSEP');
});

describe('whatever people write', () => {
  test('the regency stays one page, a village one, no outage is lost, and nothing runs over an edge', async () => {
    const { bytes } = await made(hostileReport(60), {
      letterhead: hostileLetterhead,
      number: '500/'.repeat(25),
      revision: 3,
    });
    const all = await readPdf(bytes);
    const texts = all.map(({ text }) => text);
    expect(texts[0]).toContain(`NIP ${'1'.repeat(30)}`);
    expect(texts.findIndex((text) => text.includes(ANNEX))).toBe(13);
    const annex = texts.slice(13).join(' ');
    for (let index = 0; index < 60; index += 1) expect(annex).toContain(`nomor-${index}-WWW`);
    expect(annex).toContain('<script>alert(1)</script>');
    for (const { box } of all) {
      expect(box.left).toBeGreaterThanOrEqual(41);
      expect(box.right).toBeLessThanOrEqual(554);
      expect(box.bottom).toBeGreaterThan(10);
      expect(box.top).toBeLessThan(842);
    }
    // A page without anything but its foot and the head of a table tells of a row that could not be placed.
    expect(Math.min(...texts.map((text) => text.length))).toBeGreaterThan(350);
    expect(HOSTILE.length).toBeGreaterThan(1_000);
  });

  test('four hundred outages of one village repeat the head of their table', async () => {
    const outages = Array.from({ length: 400 }, (_, index) => outage(12 * index));
    const all = await pages(testReport({ outages }));
    expect(all[1]).toContain('Dan 385 gangguan lain: lihat lampiran.');
    expect(all.findIndex((text) => text.includes(ANNEX))).toBe(13);
    expect(all.slice(13, -2).every((text) => text.includes('Sebab dan buktinya'))).toBe(true);
    expect(all.join(' ').match(/Router tetap menyala/g)).toHaveLength(400);
  });

  test.each<[why: string, more: Partial<MonthReport>]>([
    ['no village at all', { outages: [], worst: [], lateEntries: [], villages: [] }],
    ['no month before, and the present one not over', { trend: [], chainHead: null, over: false }],
  ])('%s', async (_why, more) => {
    expect((await pages(testReport(more)))[0]).toContain('Ketersediaan wifi desa');
  });
});
