import { expect, test } from 'vitest';
import type { VoucherBatch } from '#contract/access.ts';
import { readPdf } from './testing-pdf.ts';
import { voucherSheetPdf } from './voucher-sheet.ts';

const batch: VoucherBatch = {
  id: 12,
  kind: 'voucher',
  planId: 3,
  plan: 'pelajar',
  villages: [],
  validMinutes: 1_440,
  devices: 2,
  usableUntil: '2026-12-31T10:00:00.000Z',
  note: 'Pelatihan karang taruna',
  issuedAt: '2026-11-25T03:00:00.000Z',
  issuedBy: 'operator',
  revoked: null,
  count: 49,
  used: 0,
};
const codes = (count: number) =>
  Array.from({ length: count }, (_, i) => `ABC-DEF-${String(222 + i).padStart(3, '2')}`);
const sheet = (count: number, changes: Partial<VoucherBatch> = {}) =>
  voucherSheetPdf(
    {
      kind: 'vouchers.pdf',
      batch: { ...batch, ...changes },
      codes: codes(count),
      address: 'https://wifi.oganilir.example',
    },
    () => {},
  );

test('24 vouchers stand on a page, each with what it opens and for how long', async () => {
  const pages = await readPdf(await sheet(49));
  expect(pages.map(({ text }) => text.match(/ABC-DEF/g)?.length)).toEqual([24, 24, 1]);
  const text = pages[0]!.text;
  for (const part of ['Paket pelajar, 2 ponsel', '1 hari sejak pertama dipakai', 'wifi.oganilir.example'])
    expect(text).toContain(part);
});

test('long notes and names stay within the page', async () => {
  const pages = await readPdf(
    await sheet(24, { note: 'panjang'.repeat(28), plan: 'paket-yang-namanya-sangat-panjang-sekali' }),
  );
  expect(pages).toHaveLength(1);
  expect(pages[0]!.box.right).toBeLessThan(595 - 20);
  expect(pages[0]!.box.bottom).toBeGreaterThan(10);
});
