import { figuresOf } from './figures.ts';
import type { VillageTexts } from './village-texts.ts';

const { day, clock, date, sameDay } = figuresOf('id-ID');

export const villageId: VillageTexts = {
  warnings: 'Peringatan',
  agenda: 'Agenda',
  works: 'Perbaikan dan pembangunan',
  services: 'Layanan',
  about: 'Tentang wifi ini',
  call: 'Hubungi',
  callOffice: 'Kantor desa Anda.',
  contact: (contact) => `Hubungi: ${contact}`,
  place: (place) => `Tempat: ${place}`,
  when: (startsAt, endsAt, allDay) => {
    if (allDay) return date(startsAt);
    if (endsAt === null) return day(startsAt);
    return `${day(startsAt)} sampai ${sameDay(startsAt, endsAt) ? clock(endsAt) : day(endsAt)}`;
  },
  progress: (percent) => `Selesai ${percent} %`,
  picture: (title) => `Gambar: ${title}`,
  feed: (feed, okAt) =>
    okAt === null ? `Data ${feed}, belum pernah diperbarui` : `Data ${feed}, diperbarui ${day(okAt)}`,
  refreshed: (at) => `Halaman ini disegarkan ${day(at)}.`,
  closed: 'Wifi sedang tutup.',
  opensAt: (at) => `Buka lagi ${day(at)}.`,
  opensUnknown: 'Waktu bukanya belum ditentukan.',
  election: 'Wifi sedang khusus untuk perangkat dan kode yang terdaftar.',
  until: (at) => `Sampai ${day(at)}.`,
  planned: (from, until) =>
    until === null
      ? `Wifi akan mati mulai ${day(from)}.`
      : `Wifi akan mati ${day(from)} sampai ${sameDay(from, until) ? clock(until) : day(until)}.`,
  ending: (from) => `Layanan wifi ini berakhir ${date(from)}.`,
  haveCode: 'Punya kode?',
  report: 'Lapor gangguan',
  publicPage: 'Halaman desa untuk umum',
  answers: 'Jawaban petugas',
  answered: (at, kind) => `${clock(at)}, laporan “${kind.toLowerCase()}”`,
  codeTitle: 'Masuk dengan kode',
  codeHint:
    'Tulis kode dari kupon atau petugas. Huruf besar, huruf kecil, dan tanda hubung tidak berpengaruh.',
  codeField: 'Kode',
  codeButton: 'Pakai kode',
  codeTrouble: {
    unknown: 'Kode ini tidak dikenal. Periksa lagi tulisannya.',
    'used-up': 'Jatah kode ini sudah habis. Minta kode baru di kantor desa.',
    revoked: 'Kode ini sudah dicabut. Tanyakan di kantor desa.',
    expired: 'Masa pakai kode ini sudah lewat. Minta kode baru di kantor desa.',
    'other-village': 'Kode ini untuk desa lain.',
    'too-many-devices': 'Kode ini sedang dipakai di terlalu banyak ponsel. Putuskan satu, lalu coba lagi.',
    locked: 'Terlalu banyak kode yang salah. Tunggu 10 menit, lalu coba lagi.',
  },
  reportTitle: 'Lapor gangguan wifi',
  reportHint: 'Tekan yang Anda alami. Nama dan nomor telepon tidak perlu.',
  reportKind: {
    slow: 'Lambat',
    'cannot-join': 'Tak bisa masuk',
    dead: 'Mati',
    other: 'Lainnya',
  },
  reportText: 'Keterangan, kalau perlu (paling banyak 140 huruf). Jangan tulis nama atau nomor telepon.',
  reportTooMany:
    'Laporan dari ponsel ini sudah cukup untuk hari ini. Laporan Anda sebelumnya tetap ditangani.',
  reportNumber: 'Nomor laporan Anda',
  reportKeep: 'Catat nomor ini. Dengan nomor ini Anda bisa melihat jawabannya kapan saja.',
  reportSee: 'Lihat laporan',
  reportOf: (village) => `Wifi Desa ${village}`,
  reportReceived: (at) => `Diterima ${day(at)}.`,
  reportOpen: 'Petugas belum menjawab.',
  reportDue: (at) => `Jawaban paling lambat ${day(at)}.`,
  reportOutage: 'Gangguan ini sudah tercatat dan sedang ditangani.',
  reportClosed: (at) => `Selesai ${day(at)}.`,
  reportAnswer: (at) => `Jawaban petugas, ${day(at)}:`,
  noReport: 'Tidak ada laporan dengan nomor ini. Periksa lagi enam hurufnya.',
  noReportTitle: 'Laporan tidak ditemukan',
  forget: 'Hapus data saya',
  forgetTitle: 'Hapus data ponsel ini?',
  forgetAsk:
    'Yang dihapus: alamat ponsel ini pada semua catatan pemakaian, dan ingatan bahwa ponsel ini boleh tersambung sendiri. Ponsel tetap tersambung sekarang; lain kali Anda menekan tombol lagi.',
  forgetButton: 'Ya, hapus',
  forgotten:
    'Alamat ponsel ini sudah dihapus dari catatan pemakaian, dan ponsel ini tidak lagi diingat. Banyaknya data yang terpakai tetap dihitung, tanpa alamat.',
  notForgotten:
    'Tidak ada yang dihapus: ponsel ini tidak sedang tersambung dengan halaman ini, atau datanya sudah dihapus.',
  infoTitle: 'Wifi desa Ogan Ilir',
  infoList: 'Pilih desa untuk melihat keadaan wifi dan pengumumannya.',
  infoOf: (village) => `Desa ${village}`,
  status: {
    up: 'Wifi menyala.',
    degraded: 'Wifi menyala, tetapi terganggu.',
    down: (since) => (since === null ? 'Wifi mati.' : `Wifi mati sejak ${day(since)}.`),
    partly: 'Sebagian wifi desa ini mati.',
    unknown: 'Keadaan wifi belum bisa kami lihat.',
    none: 'Belum ada wifi di desa ini.',
  },
  statusTitle: 'Keadaan sekarang',
  noVillage: 'Desa ini tidak ada di daftar kami.',
  feedOf: 'Umpan RSS',
  dataOf: 'Data JSON',
  noticeVersion: (version) => `Pemberitahuan versi ${version}.`,
  basis:
    'Dasar pencatatan: pelayanan publik, UU 27/2022 pasal 20 ayat (2) huruf e. Catatan dengan alamat ponsel disimpan paling lama 90 hari.',
};
