import { inflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Claim, MonthReport } from '#contract/reports.ts';
import { createPapers, type PaperOrder } from './index.ts';
import { pagesOf } from './testing-pdf.ts';
import { figure, outage, testLetterhead, testReport } from './testing-report.ts';

const papers = createPapers();
afterAll(() => papers.close());
const stamp = { digest: 'ab12'.repeat(16), number: '500/114', letterhead: testLetterhead, draft: false };
type Kind = 'report.pdf' | 'report.xlsx' | 'report.csv' | 'report.png';
const make = (kind: Kind, report: MonthReport, more: Partial<PaperOrder> = {}) =>
  papers.make({ ...stamp, kind, report, revision: 1, ...more } as PaperOrder, () => {});

describe('the month as a PDF', () => {
  test('a page for the regency, one a village, every outage, in Indonesian with its signs whole', async () => {
    const { bytes, fileName } = await make('report.pdf', testReport());
    expect(fileName).toBe('laporan-2026-10-terbitan-1.pdf');
    const pages = await pagesOf(bytes);
    const [first] = pages;
    for (const words of [
      'DINAS KOMUNIKASI DAN INFORMATIKA',
      'Ketersediaan wifi desa, Oktober 2026',
      'Dirasakan warga',
      '97,31 %',
      'Kewajiban penyedia',
      '99,08 %',
      'Teramati 99,12 %',
      '1. Betung II',
      'NIP 19800101 200501 2 003',
      'Nomor: 500/114',
    ])
      expect(first).toContain(words);
    const villages = pages.filter((text) => text.includes('Hari demi hari'));
    expect(villages).toHaveLength(12);
    const annex = pages.slice(pages.findIndex((text) => text.includes('Lampiran: semua gangguan'))).join(' ');
    expect(annex.match(/30 menit Listrik padam|30 menit Jalur internet/g)).toHaveLength(60);
    expect(annex).toContain('Dicatat kemudian');
    expect(annex).toContain('Tidak teramati bukan berarti mati');
    expect(pages.every((text) => text.includes('ab12'.repeat(16)))).toBe(true);
  });

  test('each village is one page', async () => {
    const pages = await pagesOf((await make('report.pdf', testReport())).bytes);
    const annex = pages.findIndex((text) => text.includes('Lampiran: semua gangguan'));
    expect(annex).toBe(13);
  });

  test('below 90 % observed there is no single figure, but the interval and the words for it', async () => {
    const { regency } = testReport();
    const report = testReport({
      regency: { ...regency, figures: { felt: figure(null), owed: figure(null) } },
    });
    const [first] = await pagesOf((await make('report.pdf', report)).bytes);
    expect(first).toContain('61,20–97,45 %');
    expect(first).toContain('Hanya 63,75 % dari waktu layanan yang teramati');
  });

  test('a draft says so, and a later issue too', async () => {
    const [draft] = await pagesOf(
      (await make('report.pdf', testReport(), { draft: true, number: null, revision: null } as never)).bytes,
    );
    expect(draft).toContain('Konsep, belum ditutup');
    const [second] = await pagesOf((await make('report.pdf', testReport(), { revision: 2 } as never)).bytes);
    expect(second).toContain('Perbaikan ke-1');
  });

  test.each<[why: string, more: Partial<MonthReport>]>([
    ['nothing happened', { outages: [], worst: [], lateEntries: [], villages: [] }],
    ['nothing was seen', { trend: [], chainHead: null, over: false }],
    [
      'hostile notes',
      {
        outages: [
          outage(1, {
            done: [
              '<script>alert(1)</script>',
              'x'.repeat(900),
              'baris\nbaru\u0000\u0007',
              '👩🏽‍🔧 '.repeat(40),
              '=1+1',
            ],
            ruling: { by: 'sari', reason: `${'≥ – · é '.repeat(30)}` },
          }),
        ],
      },
    ],
  ])('%s', async (_why, more) => {
    const pages = await pagesOf((await make('report.pdf', testReport(more))).bytes);
    expect(pages[0]).toContain('Ketersediaan wifi desa');
    if (_why === 'hostile notes') {
      expect(pages.join(' ')).toContain('<script>alert(1)</script>');
      expect(pages.join(' ')).toContain('≥ – · é');
    }
  });

  test('four hundred outages repeat the head of their table', async () => {
    const outages = Array.from({ length: 400 }, (_, index) => outage(index));
    const pages = await pagesOf((await make('report.pdf', testReport({ outages }))).bytes.slice());
    const annex = pages.slice(13).filter((text) => text.includes('Sebab dan buktinya'));
    expect(annex.length).toBeGreaterThan(20);
  });
});

/** The files of a zip. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const data = Buffer.from(bytes);
  const files = new Map<string, string>();
  let at = data.indexOf(Buffer.from('PK\u0001\u0002'));
  while (at >= 0 && data.readUInt32LE(at) === 0x02014b50) {
    const [size, name, extra, comment] = [
      data.readUInt32LE(at + 20),
      data.readUInt16LE(at + 28),
      data.readUInt16LE(at + 30),
      data.readUInt16LE(at + 32),
    ];
    const local = data.readUInt32LE(at + 42);
    const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    const content = data.subarray(start, start + size);
    const plain = data.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content;
    files.set(data.toString('utf8', at + 46, at + 46 + name), plain.toString());
    at += 46 + name + extra + comment;
  }
  return files;
}

test('the workbook has numbers as numbers, times as dates, shares as percents', async () => {
  const files = unzip((await make('report.xlsx', testReport())).bytes);
  const book = files.get('xl/workbook.xml')!;
  expect([...book.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
    'Ringkasan',
    'Desa',
    'Gangguan',
    'Sebab',
  ]);
  const villages = files.get('xl/worksheets/sheet2.xml')!;
  expect(villages).toContain('<v>0.9731</v>');
  const outages = files.get('xl/worksheets/sheet3.xml')!;
  // 2026-10-01 07:00 WIB, as spreadsheets count days.
  const first = (Date.UTC(2026, 9, 1, 7) - Date.UTC(1899, 11, 30)) / 86_400_000;
  const days = [...outages.matchAll(/<v>(46\d{3}\.\d+)<\/v>/g)].map(([, value]) => Number(value));
  expect(days.some((value) => Math.abs(value - first) < 1 / 86_400_000)).toBe(true);
  expect(files.get('xl/styles.xml')).toContain('yyyy-mm-dd hh:mm:ss');
  expect(files.get('xl/styles.xml')).toContain('0.00%');
});

test('the table has a row a village, for an Indonesian spreadsheet, and no formulas', async () => {
  const report = testReport();
  report.villages[0]!.name = '=HYPERLINK("http://x")';
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode((await make('report.csv', report)).bytes);
  const rows = text.split('\n');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(rows).toHaveLength(14);
  expect(rows[1]).toContain(`'=HYPERLINK`);
  expect(rows[2]).toContain(';96,31;');
});

test('the picture is a PNG of 1080 by 1350', async () => {
  const { bytes } = await make('report.png', testReport());
  const data = Buffer.from(bytes);
  expect([data.toString('latin1', 1, 4), data.readUInt32BE(16), data.readUInt32BE(20)]).toEqual([
    'PNG',
    1_080,
    1_350,
  ]);
});

describe('the letter to a provider', () => {
  const claim = (more: Partial<Claim> = {}): Claim => ({
    month: '2026-10',
    contract: {
      id: 1,
      provider: 'PT Telekomunikasi Selular',
      number: 'K.TEL-12/2026',
      slaPercent: 99,
      monthlyFeeIdr: 12_500_000,
      restitution: { kind: 'proportional' },
    },
    figures: { felt: figure(95.2), owed: figure(97.31) },
    ruleSet: { name: 'id-rural-1', version: 1 },
    amountIdr: 213_383,
    outages: Array.from({ length: 12 }, (_, index) => outage(index * 2)),
    routers: [
      { id: 1, name: 'sukamaju-1', village: 'Sukamaju', figures: { felt: figure(95), owed: figure(97.31) } },
    ],
    ...more,
  });
  const letter = async (more: Partial<Claim>) =>
    await pagesOf((await papers.make({ ...stamp, kind: 'claim.pdf', claim: claim(more) }, () => {})).bytes);

  test('names contract, promise, figure, formula, amount in digits and words, and annexes every outage', async () => {
    const pages = await letter({});
    for (const words of [
      'K.TEL-12/2026',
      '99 % sebulan',
      '97,31 %',
      'Rp 213.383',
      'dua ratus tiga belas ribu tiga ratus delapan puluh tiga rupiah',
      'NIP',
    ])
      expect(pages[0]).toContain(words);
    expect(
      pages
        .slice(1)
        .join(' ')
        .match(/Router tetap menyala/g),
    ).toHaveLength(12);
  });

  test('claims nothing where too little was observed, or where the promise was kept', async () => {
    const unclear = await letter({ amountIdr: null, figures: { felt: figure(null), owed: figure(null) } });
    expect(unclear[0]).toContain('Permintaan klarifikasi');
    expect(unclear[0]).not.toContain('Rp');
    expect((await letter({ amountIdr: 0 }))[0]).toContain('tidak ada yang diklaim');
  });
});

describe('the thread', () => {
  test('tells how far it is', async () => {
    const shares: number[] = [];
    await papers.make({ ...stamp, kind: 'report.pdf', report: testReport(), revision: 1 }, (share) =>
      shares.push(share),
    );
    expect(shares.length).toBeGreaterThan(2);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  });

  test('a paper that fails or takes too long harms no other', async () => {
    const impatient = createPapers({ deadlineMs: 1 });
    await expect(
      impatient.make({ ...stamp, kind: 'report.pdf', report: testReport(), revision: 1 }, () => {}),
    ).rejects.toThrow('it took too long');
    await impatient.close();
    await expect(make('report.pdf', { ...testReport(), villages: null } as never)).rejects.toMatchObject({
      name: 'PaperFailed',
    });
    expect((await make('report.csv', testReport())).bytes.length).toBeGreaterThan(100);
  });

  test('more than can wait are refused, and none is made after the end', async () => {
    const own = createPapers();
    const orders = Array.from({ length: 22 }, () =>
      own.make({ ...stamp, kind: 'report.csv', report: testReport(), revision: 1 }, () => {}),
    );
    const refused = (await Promise.allSettled(orders.slice(20))).map(({ status }) => status);
    expect(refused).toEqual(['rejected', 'rejected']);
    await Promise.all([own.close(), Promise.allSettled(orders)]);
    await expect(
      own.make({ ...stamp, kind: 'report.csv', report: testReport(), revision: 1 }, () => {}),
    ).rejects.toThrow();
  });
});
