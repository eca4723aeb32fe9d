/** Pekerjaan: what needs a person. */
export const chores = {
  title: 'Pekerjaan',
  intro: 'Yang perlu dikerjakan orang, dengan langkah berikutnya. Yang sudah beres hilang sendiri dari sini.',
  none: 'Semua router dan server dalam keadaan baik.',
  officeTitle: 'Server dan kantor',
  all: ({ count }: { count: string }) => `Semua pekerjaan (${count})`,
  office: {
    'backup-old': 'Cadangan data sudah lama',
    'backup-failed': 'Pencadangan gagal',
    disk: 'Disk server hampir penuh',
    'alarm-failed': 'Peringatan tidak terkirim',
    'report-open': 'Laporan bulan lama belum ditutup',
    'feed-failed': 'Sumber pengumuman gagal sehari atau lebih',
  },
  officeStep: {
    'backup-old': 'Isi BACKUP_DIR dan BACKUP_PASSPHRASE_FILE di server, atau jalankan npm run backup.',
    'backup-failed': 'Baca sebabnya di bawah, perbaiki, lalu jalankan npm run backup di server.',
    disk: 'Hapus berkas yang tidak perlu di server, atau pindahkan cadangan ke tempat lain.',
    'alarm-failed': 'Buka Pengaturan › Peringatan, perbaiki salurannya, lalu kirim uji coba.',
    'report-open': 'Buka Laporan, periksa bulan itu, lalu tutup.',
    'feed-failed':
      'Buka Pengumuman › Sumber dan baca sebabnya. Yang sudah tampil tetap tampil sampai waktunya habis.',
  },
};
