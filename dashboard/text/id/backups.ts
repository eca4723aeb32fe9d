/** Cadangan: comes with its page, not with the first one. */
export const backups = {
  title: 'Cadangan data',
  intro:
    'Basis data dan kuncinya dalam satu berkas tersegel. Tanpa frasa sandinya berkas ini tidak dapat dibuka.',
  nightly: ({ next }: { next: string }) => `Cadangan malam berikutnya: ${next}.`,
  notNightly:
    'Belum ada cadangan malam. Di server, isi BACKUP_DIR dan BACKUP_PASSPHRASE_FILE, lalu mulai ulang.',
  noSecondPlace: 'Belum disalin ke tempat kedua: isi BACKUP_SECOND_PLACE (disk lain, atau sftp://…).',
  newest: ({ age }: { age: string }) => `Cadangan terakhir ${age}`,
  none: 'Belum ada cadangan',
  noneTitle: 'Belum ada cadangan',
  noneText: 'Buat yang pertama di server: npm run backup -- FOLDER',
  how: 'Memulihkan di mesin kosong: npm run restore -- BERKAS',
  form: { physical: 'salinan fisik', logical: 'salinan logis' },
  running: 'sedang dibuat, atau terputus',
  failed: 'gagal',
  copied: ({ place }: { place: string }) => `tersalin ke ${place}`,
  notCopied: ({ place }: { place: string }) => `belum tersalin ke ${place}`,
};
