import { expect, test } from 'vitest';
import { type Announcement, plainDraft } from '#contract/announcements.ts';
import { type BoardOrder, boardPdf } from './board.ts';
import { HOSTILE } from './testing-hostile.ts';
import { readPdf } from './testing-pdf.ts';

const told = (id: number, more: Partial<Announcement> = {}): Announcement => ({
  ...plainDraft,
  picture: null,
  source: null,
  id,
  kind: 'news',
  severity: 'info',
  title: `Kabar nomor ${id}`,
  body: 'Pembagian beras di balai desa. Bawa kartu keluarga dan KTP. '.repeat(4).slice(0, 240),
  audience: { kind: 'all' },
  from: '2026-11-25T03:00:00.000Z',
  until: null,
  phase: 'shown',
  version: 1,
  writtenBy: 'editor',
  publishedAt: '2026-11-25T03:00:00.000Z',
  changedAt: '2026-11-25T03:00:00.000Z',
  ...more,
});

const week = (announcements: Announcement[], inForce: number[] = []): BoardOrder => ({
  kind: 'board.pdf',
  village: 'Sukamaju',
  kecamatan: 'Indralaya',
  from: '2026-11-22T17:00:00.000Z',
  until: '2026-11-29T17:00:00.000Z',
  announcements,
  inForce,
  printedAt: '2026-11-25T03:00:00.000Z',
});

test('what does not fit one page is dropped from the end, and counted', async () => {
  const all = [
    told(1, { kind: 'warning', title: 'Waspada banjir', source: { feed: 'BMKG', okAt: null } }),
    ...Array.from({ length: 9 }, (_, index) => told(index + 2)),
  ];
  const pages = await readPdf(await boardPdf(week(all, [1])));
  expect(pages).toHaveLength(1);
  const [{ text, box }] = pages as [(typeof pages)[number]];
  const shown = all.filter(({ title }) => text.includes(title)).map(({ id }) => id);
  expect(shown.length).toBeGreaterThan(1);
  expect(shown).toEqual(all.slice(0, shown.length).map(({ id }) => id));
  expect(text).toContain(`Masih ada ${all.length - shown.length} pengumuman lain`);
  expect(text.indexOf('PERINGATAN YANG BERLAKU')).toBeLessThan(text.indexOf('Kabar nomor 2'));
  expect(text).toContain('sumber: BMKG');
  expect(text).toContain('23 November 2026 – 29 November 2026');
  expect(box.right).toBeLessThan(560);
});

test('a few stand there whole; none is said to be none', async () => {
  const works = told(2, {
    kind: 'works',
    body: 'Cor jalan.',
    progressPercent: 40,
    budgetIdr: '125000000',
    contact: 'Pak Kadus',
  });
  const [page] = await readPdf(await boardPdf(week([told(1, { body: 'Pendek.' }), works])));
  for (const part of ['Kabar nomor 1', 'selesai 40 %', '125.000.000', 'hubungi Pak Kadus'])
    expect(page?.text).toContain(part);
  expect(page?.text).not.toContain('Masih ada');
  expect((await readPdf(await boardPdf(week([]))))[0]?.text).toContain('tidak ada pengumuman');
});

test('hostile text stays on its one page', async () => {
  for (const text of [HOSTILE, 'W'.repeat(280), 'Baris\n'.repeat(46)]) {
    const title = text.slice(0, 60);
    const pages = await readPdf(await boardPdf(week([told(1, { title, body: text.slice(0, 280) })], [1])));
    expect(pages).toHaveLength(1);
    expect(pages[0]!.box.right).toBeLessThan(560);
  }
});

test('the poster is one page with name, steps and address', async () => {
  const poster = await boardPdf({
    kind: 'poster.pdf',
    village: 'Sukamaju',
    kecamatan: 'Indralaya',
    wifi: 'Wifi "Desa"; Sukamaju',
    address: 'https://info.wifi.example.go.id/16.10.06.2021',
    contact: 'Pak Kadus 0812 3456 7890',
  });
  const pages = await readPdf(poster);
  expect(pages).toHaveLength(1);
  for (const part of [
    'Wifi "Desa"; Sukamaju',
    '1. Sambungkan',
    '2. Tekan',
    'info.wifi.example.go.id/16.10.06.2021',
    '0812',
  ])
    expect(pages[0]!.text).toContain(part);
});

test('what is read aloud may be long: it goes on, page by page', async () => {
  const paragraphs = Array.from(
    { length: 12 },
    (_, index) => `Alinea ${index}. ${'Kabar untuk warga. '.repeat(20)}`,
  );
  const pages = await readPdf(
    await boardPdf({
      kind: 'read-aloud.pdf',
      village: 'Sukamaju',
      kecamatan: 'Indralaya',
      from: '2026-11-22T17:00:00.000Z',
      paragraphs,
    }),
  );
  expect(pages.length).toBeGreaterThan(1);
  const text = pages.map((page) => page.text).join(' ');
  for (const index of paragraphs.keys()) expect(text).toContain(`Alinea ${index}.`);
});
