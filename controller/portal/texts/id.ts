import { figuresOf } from './figures.ts';
import type { Field, Texts } from './texts.ts';
import { villageId } from './village-id.ts';

const { day, clock, size } = figuresOf('id-ID');

function time(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    ...(minutes >= 60 ? [`${Math.floor(minutes / 60)} jam`] : []),
    ...(minutes % 60 > 0 || minutes < 60 ? [`${minutes % 60} menit`] : []),
  ];
  return parts.join(' ');
}

const fields: Readonly<Record<Field, string>> = {
  mac: 'mac (alamat ponsel)',
  login: 'login (alamat router)',
  bahasa: 'bahasa',
  tanda: 'tanda (cap halaman)',
  kode: 'kode',
  jenis: 'jenis (gangguan)',
  teks: 'keterangan',
  t: 't (cap halaman)',
  badan: 'badan (seluruh isian)',
};

export const id: Texts = {
  locale: 'id',
  otherLanguage: { locale: 'en', name: 'English' },
  v: villageId,
  title: (village) => `Wifi gratis Desa ${village}`,
  from: 'Dari Pemerintah Kabupaten Ogan Ilir',
  announcements: 'Pengumuman',
  moreAnnouncements: 'Pengumuman lain',
  kind: {
    news: 'Kabar',
    agenda: 'Agenda',
    warning: 'Peringatan',
    works: 'Perbaikan',
    service: 'Layanan',
  },
  severity: { info: '', caution: 'Perhatian', danger: 'Bahaya' },
  until: (at) => `Berlaku sampai ${day(at)}`,
  button: 'Sambungkan',
  terms: ({ minutes, bytes }) => [
    minutes === null && bytes === null
      ? 'Gratis untuk semua warga.'
      : `Gratis. Tiap ponsel sehari: ${[
          ...(minutes === null ? [] : [time(minutes * 60)]),
          ...(bytes === null ? [] : [size(bytes)]),
        ].join(' atau ')}.`,
    'Jangan dipakai untuk menipu, menghina, atau hal lain yang dilarang hukum.',
    'Kami mencatat alamat ponsel dan jam pakai, bukan situs yang dibuka. Kami tidak pernah meminta NIK atau kata sandi.',
  ],
  agree: 'Dengan menekan tombol, Anda setuju pada',
  rulesLink: 'aturan pakai',
  notOnWifi: 'Untuk mulai internet, sambungkan ponsel ke wifi desa dahulu. Halaman ini lalu terbuka sendiri.',
  trouble: {
    again: 'Belum tersambung. Tekan tombol sekali lagi.',
    'page-old': 'Halaman ini sudah lama terbuka. Tekan tombol sekali lagi.',
    'other-phone': 'Alamat ponsel berubah. Matikan wifi di ponsel, nyalakan lagi, lalu coba lagi.',
    'still-connected': 'Ponsel ini masih tercatat tersambung. Tunggu 5 menit, lalu coba lagi.',
    full: 'Wifi sedang penuh. Coba lagi 10 menit lagi.',
    'no-answer': 'Pusat layanan belum menjawab. Coba lagi 1 menit lagi.',
    'under-way': 'Masih diproses. Tunggu sebentar, lalu tekan tombol lagi.',
    quota: 'Jatah ponsel ini untuk hari ini sudah habis. Jatah baru mulai pukul 04.00 WIB.',
    closed: 'Wifi sedang tutup. Jam bukanya ada di halaman ini.',
    devices: 'Kode ini sedang dipakai di terlalu banyak ponsel. Putuskan satu, lalu coba lagi.',
    revoked: 'Kode ini sudah dicabut. Tanyakan di kantor desa.',
    restarting: 'Router sedang menyala ulang. Coba lagi 2 menit lagi.',
    'needs-officer': 'Wifi ini perlu diperbaiki petugas. Beri tahu kantor desa.',
    unknown: 'Belum bisa tersambung. Coba sekali lagi; kalau tetap tidak bisa, beri tahu kantor desa.',
  },
  trial: 'Pakai internet sementara',
  welcomeTitle: 'Ponsel sudah tersambung',
  welcome: 'Selamat memakai. Kalau ponsel tidur, wifi tersambung lagi sendiri sampai pukul 04.00 WIB.',
  left: ({ seconds, bytes }) =>
    seconds === null && bytes === null
      ? 'Hari ini tanpa batas.'
      : `Sisa hari ini: ${[
          ...(seconds === null ? [] : [time(seconds)]),
          ...(bytes === null ? [] : [size(bytes)]),
        ].join(' atau ')}.`,
  resets: 'Jatah baru mulai pukul 04.00 WIB.',
  rulesTitle: 'Aturan pakai wifi desa',
  rules: [
    'Wifi ini gratis, dari Pemerintah Kabupaten Ogan Ilir untuk warga dan tamu desa.',
    'Jangan dipakai untuk menipu, menghina, menyebar kebencian, berjudi, atau hal lain yang dilarang hukum.',
    'Jatah tiap ponsel dihitung per hari, dari pukul 04.00 sampai 04.00 WIB, supaya semua kebagian.',
    'Yang kami catat: alamat perangkat (MAC), alamat di jaringan, jam mulai dan selesai, dan banyaknya data. Situs yang dibuka tidak kami catat.',
    'Catatan dipakai untuk menjalankan layanan ini dan menjawab permintaan yang sah menurut hukum (UU 27/2022), lalu dihapus.',
    'Kami tidak pernah meminta NIK, kata sandi, kode OTP, atau uang. Kalau ada yang meminta, itu bukan kami.',
    'Jangan isi kata sandi bank atau data penting di situs tanpa gembok (https): wifi ini terbuka untuk umum.',
  ],
  back: 'Kembali',
  unknownTitle: 'Desa tidak dikenal',
  unknownVillage:
    'Alamat ini bukan milik wifi desa mana pun. Matikan wifi di ponsel, nyalakan lagi, lalu buka halaman yang muncul.',
  notHere: 'Halaman ini tidak ada. Sambungkan ponsel ke wifi desa; halaman yang benar terbuka sendiri.',
  fieldTitle: 'Isian tidak benar',
  fieldWrong: (field) =>
    `Isian ${fields[field]} tidak benar. Matikan wifi di ponsel, nyalakan lagi, lalu coba lagi.`,
  tooLargeTitle: 'Isian terlalu panjang',
  tooLarge: (field) => `Isian ${fields[field]} terlalu panjang.`,
  tooManyTitle: 'Terlalu banyak percobaan',
  tooMany: 'Tunggu 1 menit, lalu coba lagi.',
  goneTitle: 'Layanan sedang terganggu',
  gone: (at) => `Pukul ${clock(at)} layanan belum bisa dihubungi. Coba lagi beberapa menit lagi.`,
  notReadyTitle: 'Wifi ini belum siap',
  notReady: 'Router desa ini belum selesai dipasang. Beri tahu kantor desa, atau coba lagi nanti.',
  failedTitle: 'Ada yang salah di pihak kami',
  failed: 'Kesalahan sudah dicatat. Coba lagi beberapa menit lagi.',
};
