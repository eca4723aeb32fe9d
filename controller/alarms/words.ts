import type { AlarmMember } from '#contract/alarms.ts';
import type { Uplink } from '#contract/names.ts';
import type { Cause } from '#contract/outages.ts';
import type { OfficeChoreKind } from '#contract/status.ts';

export const uplinkWords: Record<Uplink, string> = {
  lte: 'LTE',
  vsat: 'VSAT',
  radio: 'radio',
  fibre: 'serat optik',
};

const causeWords: Record<Cause, string> = {
  power: 'listrik padam',
  uplink: 'jalur internet (router tetap menyala)',
  unpaid: 'kuota habis atau belum dibayar',
  device: 'perangkat',
  site: 'di tempat (dimatikan atau hilang)',
  commanded: 'dinyalakan ulang oleh petugas',
  maintenance: 'pemeliharaan',
  undetermined: 'belum diketahui',
};

export const choreWords: Record<OfficeChoreKind, readonly [title: string, step: string]> = {
  'backup-old': ['Cadangan terlalu lama', 'Periksa Pengaturan › Cadangan.'],
  'backup-failed': ['Cadangan gagal', 'Periksa Pengaturan › Cadangan.'],
  disk: ['Penyimpanan server hampir penuh', 'Kosongkan atau perbesar penyimpanan server.'],
  'report-open': [
    'Ada laporan bulan lama yang belum ditutup',
    'Buka Laporan, periksa bulan itu, lalu tutup: data mentahnya menunggu.',
  ],
  'feed-failed': ['Sumber pengumuman gagal sehari atau lebih', 'Periksa Pengumuman › Sumber.'],
  'alarm-failed': ['Ada saluran peringatan yang gagal', 'Periksa Pengaturan › Peringatan.'],
};

/** Why, and what says so. */
export function causeText({ cause, evidence, powerOff, is }: AlarmMember): string {
  if (cause === 'power' && powerOff) return 'listrik padam (kata orang desa)';
  if (cause === 'undetermined' && evidence === 'restarted')
    return 'belum pasti; router menyala ulang selama mati';
  if (cause === 'undetermined' && is === 'down') return 'belum diketahui';
  return causeWords[cause];
}
