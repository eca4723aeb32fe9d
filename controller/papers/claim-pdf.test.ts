import { expect, test } from 'vitest';
import type { Claim } from '#contract/reports.ts';
import { render } from './render.ts';
import { hostileLetterhead, hostileReport } from './testing-hostile.ts';
import { readPdf } from './testing-pdf.ts';
import { figure, outage, testLetterhead } from './testing-report.ts';

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
const made = (of: Claim, more: object = {}) =>
  render(
    {
      kind: 'claim.pdf',
      digest: 'ab12'.repeat(16),
      number: '500/114',
      letterhead: testLetterhead,
      draft: false,
      claim: of,
      ...more,
    },
    () => {},
  );
const read = async (of: Claim, more: object = {}) => readPdf((await made(of, more)).bytes);

test('names contract, promise, figure, formula, amount in digits and words, and annexes every outage', async () => {
  const [first, ...annex] = (await read(claim())).map(({ text }) => text);
  for (const words of [
    'Nomor : 500/114',
    'Lampiran : 12 gangguan beserta buktinya',
    'Perihal : Klaim restitusi layanan internet Oktober 2026',
    'Yth. Pimpinan PT Telekomunikasi Selular',
    'kontrak nomor K.TEL-12/2026',
    'yang dijanjikan adalah 99 % sebulan',
    'adalah 97,31 %. Teramati 99,12 % dari waktu layanan.',
    'Gangguan yang dihitung berjumlah 3 jam 20 menit.',
    'biaya sebulan Rp 12.500.000 × (99 % − 97,31 %) ÷ 99 %',
    'Rp 213.383',
    '(dua ratus tiga belas ribu tiga ratus delapan puluh tiga rupiah)',
    'sukamaju-1 Sukamaju 97,31 %',
    'NIP 19800101',
    '(bukan berkas)',
  ])
    expect(first).toContain(words);
  expect(annex.join(' ').match(/Router tetap menyala/g)).toHaveLength(12);
  expect((await made(claim())).fileName).toBe('klaim-2026-10-PT-Telekomunikasi-Selular.pdf');
});

test('too little observed: nothing is claimed, and the provider is asked for its own data', async () => {
  const [first] = await read(claim({ amountIdr: null, figures: { felt: figure(null), owed: figure(null) } }));
  expect(first!.text).toContain('Permintaan klarifikasi');
  expect(first!.text).toContain('Kami mohon data pemantauan Saudara');
  expect(first!.text).toContain('61,20–97,45 %');
  expect(first!.text).not.toContain('Rp');
});

test.each<[why: string, more: Partial<Claim>, words: string]>([
  ['kept', { figures: { felt: figure(99), owed: figure(99) } }, 'memenuhi yang dijanjikan: tidak ada yang'],
  [
    'below, but the formula gives nothing',
    {},
    'Menurut rumus restitusi dalam kontrak tidak ada yang diklaim',
  ],
])('nothing owed: %s', async (_why, more, words) => {
  const [first] = await read(claim({ amountIdr: 0, outages: [], ...more }));
  expect(first!.text).toContain('Pemberitahuan ketersediaan');
  expect(first!.text).toContain(words);
  expect(first!.text).not.toContain('Rp');
});

test('by tiers: all are named, and the one that holds', async () => {
  const restitution: Claim['contract']['restitution'] = {
    kind: 'tiers',
    tiers: [
      { belowPercent: 98, feePercent: 10 },
      { belowPercent: 99.5, feePercent: 5 },
      { belowPercent: 95, feePercent: 50 },
    ],
  };
  const [first] = await read(claim({ contract: { ...claim().contract, restitution }, amountIdr: 1_250_000 }));
  expect(first!.text).toContain(
    'di bawah 99,5 %: 5 %; di bawah 98 %: 10 %; di bawah 95 %: 50 %; 97,31 % berarti 10 %',
  );
});

test('whatever people write, nothing runs over an edge and no outage is lost', async () => {
  const { outages, villages } = hostileReport(20);
  const all = await read(
    claim({
      outages,
      contract: { ...claim().contract, provider: 'W'.repeat(100), number: 'W'.repeat(100) },
      routers: villages.map(({ name, figures }, id) => ({
        id,
        name: 'W'.repeat(80),
        village: name,
        figures,
      })),
    }),
    { letterhead: hostileLetterhead },
  );
  for (const { box } of all) expect(box.right).toBeLessThanOrEqual(554);
  const text = all.map((page) => page.text).join(' ');
  for (let index = 0; index < 20; index += 1) expect(text).toContain(`nomor-${index}-WWW`);
});
