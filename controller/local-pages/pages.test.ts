import { expect, test } from 'vitest';
import { hoursFile } from './hours-file.ts';
import { localPages } from './pages.ts';

const at = (wib: string) => new Date(`${wib}+07:00`);

test('what staff wrote can be neither markup nor a variable of the router, and every byte is ASCII', () => {
  const pages = localPages({
    village: 'Tanjung “Raja” & Co',
    contact: 'Pak $(mac) <b>',
    news: [{ title: '$(link-login)', body: 'Baris satu\nBaris “dua” <script>' }],
    asOf: '25 November 2026 pukul 10.05 WIB',
  });
  for (const page of Object.values(pages)) {
    expect(page).toMatch(/^[\n -~]*$/);
    expect(page).toContain('&#36;(link-login)');
    expect(page).toContain('Pak &#36;(mac) &lt;b&gt;');
    expect(page).toContain('Baris satu<br>Baris &#8220;dua&#8221; &lt;script&gt;');
    expect(page).toContain('Kabar per 25 November 2026 pukul 10.05 WIB.');
  }
  expect(pages['putus.html']).not.toContain('username=');
});

test('the longest news fit into what an old console can hold', () => {
  const news = Array.from({ length: 5 }, () => ({ title: 'x'.repeat(60), body: 'y'.repeat(280) }));
  const pages = localPages({ village: 'x'.repeat(40), contact: 'x'.repeat(80), news, asOf: 'x'.repeat(40) });
  for (const page of Object.values(pages)) expect(page.length).toBeLessThan(4_095);
});

test.each<[why: string, ranges: [string, string][] | null, file: string]>([
  ['no hours at all', null, 'selalu'],
  ['closed for good', [], 'tutup'],
  [
    'within a day',
    [['2026-11-25T05:00', '2026-11-25T22:00']],
    'h2026-11-25 05:00:00 22:00:00,hnov/25/2026 05:00:00 22:00:00',
  ],
  [
    'past midnight, and a month',
    [['2026-11-30T20:00', '2026-12-01T02:30']],
    'h2026-11-30 20:00:00 24:00:00,hnov/30/2026 20:00:00 24:00:00,h2026-12-01 00:00:00 02:30:00,hdec/01/2026 00:00:00 02:30:00',
  ],
  [
    'to midnight',
    [['2026-11-25T05:00', '2026-11-26T00:00']],
    'h2026-11-25 05:00:00 24:00:00,hnov/25/2026 05:00:00 24:00:00',
  ],
])('hours: %s', (_why, ranges, file) => {
  expect(hoursFile(ranges?.map(([from, until]) => ({ from: at(from), until: at(until) })) ?? null)).toBe(
    file,
  );
});
