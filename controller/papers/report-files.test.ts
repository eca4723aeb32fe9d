import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { MonthReport } from '#contract/reports.ts';
import { render } from './render.ts';
import { hostileLetterhead, hostileReport } from './testing-hostile.ts';
import { figure, testLetterhead, testReport } from './testing-report.ts';

const stamp = { digest: 'ab12'.repeat(16), number: '500/114', draft: false, revision: 1, ruleMeaning: 'x' };
const make = (
  kind: 'report.xlsx' | 'report.csv' | 'report.png',
  report: MonthReport,
  letterhead = testLetterhead,
) => render({ ...stamp, letterhead, kind, report }, () => {});

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

test('the workbook of whatever people wrote is still XML', async () => {
  const files = unzip((await make('report.xlsx', hostileReport(3))).bytes);
  const words = files.get('xl/sharedStrings.xml')!;
  expect(words).not.toMatch(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u);
  expect(words).toContain('&lt;script&gt;');
  const longest = Math.max(...[...words.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text!.length));
  expect(longest).toBeGreaterThan(1_000);
  expect(longest).toBeLessThan(32_767);
});

test('what is unknown is an empty cell, and no nought', async () => {
  const report = testReport();
  report.villages[0]!.figures = { felt: figure(null), owed: figure(null) };
  report.villages[0]!.devices = null;
  const rows = unzip((await make('report.xlsx', report)).bytes)
    .get('xl/worksheets/sheet2.xml')!
    .split('<row ');
  const [first, second] = [rows[2]!, rows[3]!];
  expect(first).not.toMatch(/r="D2"[^>]*><v>/);
  expect(second).toMatch(/r="D3"[^>]*><v>0\.9631<\/v>/);
  expect(first).toMatch(/r="E2"[^>]*><v>0\.612<\/v>/);
  const csv = new TextDecoder().decode((await make('report.csv', report)).bytes).split('\n');
  expect(csv[1]).toContain(';Tanjung Raja;;61,2;97,45;;61,2;97,45;63,75;');
});

test('a picture of the longest words is a picture', async () => {
  const { bytes } = await make('report.png', hostileReport(3), hostileLetterhead);
  expect(Buffer.from(bytes).toString('latin1', 1, 4)).toBe('PNG');
});
