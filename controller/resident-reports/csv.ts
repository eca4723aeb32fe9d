import type { Row } from './read.ts';

const time = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Jakarta',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const wib = (at: Date | null) => (at === null ? '' : time.format(at));

const kinds = { slow: 'Lambat', 'cannot-join': 'Tidak bisa masuk', dead: 'Mati', other: 'Lainnya' } as const;
const causes = {
  power: 'Listrik',
  uplink: 'Jaringan penyedia',
  unpaid: 'Kuota atau tagihan',
  device: 'Perangkat',
  site: 'Lokasi',
  commanded: 'Diperintahkan',
  maintenance: 'Pemeliharaan',
  undetermined: 'Belum diketahui',
} as const;

/** Columns for SP4N-LAPOR!, described in docs/privacy.md. What a resident wrote stays here: it may name people. */
const columns: readonly (readonly [name: string, of: (row: Row) => string])[] = [
  ['nomor', (row) => row.number],
  ['status', (row) => (row.closedAt ? 'Selesai' : row.answeredAt ? 'Diproses' : 'Diterima')],
  ['kode_desa', (row) => row.villageCode],
  ['desa', (row) => row.village],
  ['kecamatan', (row) => row.kecamatan],
  ['kategori', (row) => kinds[row.kind]],
  ['saluran', (row) => (row.via === 'portal' ? 'Halaman wifi' : 'Halaman desa')],
  ['diterima_wib', (row) => wib(row.receivedAt)],
  ['batas_jawab_wib', (row) => wib(row.answerDueAt)],
  ['dijawab_wib', (row) => wib(row.answeredAt)],
  ['jawaban', (row) => row.answer ?? ''],
  ['batas_selesai_wib', (row) => wib(row.closeDueAt)],
  ['selesai_wib', (row) => wib(row.closedAt)],
  ['penutup', (row) => row.closing ?? ''],
  ['gangguan_sejak_wib', (row) => wib(row.outageAt)],
  ['gangguan_selesai_wib', (row) => wib(row.outageEndedAt)],
  ['penyebab', (row) => (row.cause === null ? '' : causes[row.cause])],
];

/** RFC 4180. A spreadsheet would run what begins like a formula: an apostrophe keeps it a text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvOf = (rows: readonly Row[]): string =>
  `﻿${[columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => cell(of(row))))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('')}`;
