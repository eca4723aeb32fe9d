/** *Gangguan*: strips, days, and why an outage is called what it is. */
export const evidence = {
  stripsTitle: '30 hari setiap desa',
  stripsNote: 'Pilih hari untuk melihat keadaannya, lalu sampelnya.',
  openNewest: ({ village }: { village: string }) => `Buka hari-hari ${village}`,
  stripLabel: ({ village, up, down }: { village: string; up: string; down: string }) =>
    `${village}: hidup ${up} dari waktu yang teramati, mati ${down}`,
  dayLabel: ({
    day,
    up,
    degraded,
    down,
    unknown,
  }: {
    day: string;
    up: string;
    degraded: string;
    down: string;
    unknown: string;
  }) => `${day}: hidup ${up}, terganggu ${degraded}, mati ${down}, tidak diketahui ${unknown}`,
  legendPower: 'mati: listrik',
  legendUplink: 'mati: internet',
  legendOther: 'mati: sebab lain',
  moreVillages: ({ count }: { count: string }) => `Tampilkan ${count} desa lagi`,
  noStrips: 'Belum ada desa yang diawasi.',
  earlier: 'Lebih lama',
  later: 'Lebih baru',
  dayTitle: ({ village, day }: { village: string; day: string }) => `${village}, ${day}`,
  closeDay: 'Tutup hari ini',
  previousDay: 'Hari sebelumnya',
  nextDay: 'Hari sesudahnya',
  noSpans: 'Tidak ada catatan pada hari ini.',
  samples: 'Sampel',
  samplesOf: ({ from, to }: { from: string; to: string }) => `Sampel ${from} – ${to}`,
  showSamples: 'Lihat sampelnya',
  hideSamples: 'Sembunyikan sampel',
  noSamples: 'Tidak ada yang memeriksa pada waktu ini: karena itu tidak diketahui.',
  samplesOlder: 'Sampel yang lebih lama',
  offset: ({ offset }: { offset: string }) => `jam agen dikoreksi ${offset}`,
  why: 'Kenapa kami menyimpulkan ini',
  judged: ({ cause }: { cause: string }) => `Menurut bukti: ${cause}`,
  ruled: ({ cause, by, at }: { cause: string; by: string; at: string }) =>
    `Ditetapkan ${by} (${at}): ${cause}`,
  overrule: 'Tetapkan sebab lain',
  overruleText:
    'Penetapan Anda yang dihitung. Simpulan dari bukti tetap disimpan dan ditampilkan di sebelahnya.',
  newCause: 'Sebab',
  reason: 'Alasan',
  reasonHint: 'Paling sedikit 5 huruf. Disimpan bersama nama Anda.',
  reasonShort: 'Tulis alasannya, paling sedikit 5 huruf.',
  rule: 'Tetapkan',
  takeBack: 'Cabut penetapan',
  notes: 'Catatan',
  note: 'Catatan baru',
  addNote: 'Simpan catatan',
  noteBy: ({ by, at }: { by: string; at: string }) => `${by}, ${at}`,
  filterCause: 'Sebab',
  allCauses: 'Semua sebab',
  filterLength: 'Lama',
  anyLength: 'Berapa pun',
  atLeast: ({ length }: { length: string }) => `${length} atau lebih`,
  filterFrom: 'Sejak tanggal',
  filterTo: 'Sampai tanggal',
  openOutage: 'Buka gangguan ini',
  allOutages: 'Semua gangguan',
  outageTitle: ({ village, cause }: { village: string; cause: string }) => `${village}: ${cause}`,
  outageGoneTitle: 'Gangguan ini tidak ada lagi',
  outageGone: 'Sampel yang datang terlambat dapat menggeser awal gangguan atau menghapusnya. Cari di daftar.',
  timeline: 'Jalannya',
  happenings: {
    'last-good': 'Terakhir terlihat hidup',
    'first-failed': 'Pertama tidak menjawab: dari sini dihitung',
    'last-failed': 'Terakhir tidak menjawab',
    'first-good': 'Menjawab lagi',
    'ended-unseen': 'Sejak ini tidak ada yang dapat memeriksa',
    booted: 'Router menyala ulang',
  },
  logged: ({ name }: { name: string }) =>
    `Catatan router sendiri: ${name === 'gateway' ? 'gateway' : 'internet'} putus`,
  restartAsked: ({ by, state }: { by: string; state: string }) => `${by} meminta nyala ulang (${state})`,
  answered: ({ by, power }: { by: string; power: string }) => `Orang desa, dicatat ${by}: ${power}`,
  powers: { on: 'listrik menyala', off: 'listrik padam', unknown: 'tidak tahu soal listrik' },
  noted: ({ by, note }: { by: string; note: string }) => `${by}: ${note}`,
  ruledAs: ({ by, cause }: { by: string; cause: string }) => `${by} menetapkan sebabnya: ${cause}`,
  toRouter: 'Buka titiknya',
  samplesBegin: 'Sampel di sekitar awal',
  samplesEnd: 'Sampel di sekitar akhir',
  narrowedEnd: ({ from, to }: { from: string; to: string }) => `Menurut bukti pulih antara ${from} dan ${to}`,
  partOfIncident: 'Bagian dari insiden',
  openDay: 'Buka harinya',
  deeds: 'Tindakan petugas',
  reboot: ({ at, by, state }: { at: string; by: string; state: string }) =>
    `${at}: nyala ulang diminta ${by} (${state})`,
  narrowed: ({ from, to }: { from: string; to: string }) => `Menurut bukti mulai antara ${from} dan ${to}`,
  signs: {
    'uptime-ran-on': 'Router tetap menyala selama tidak terjangkau: bukan listrik.',
    'lte-restarted': ({ at }: { at: string }) =>
      `Sesi LTE mulai lagi ${at}, sedangkan router tidak menyala ulang: jalur selulernya yang putus.`,
    restarted: ({ at }: { at: string }) =>
      `Router menyala ulang ${at}, menjelang kembali. Itu saja belum membuktikan listrik padam.`,
    'several-restarts': ({ count }: { count: string }) =>
      `Router menyala ulang ${count} kali dalam setengah jam.`,
    crashed: 'Catatan router: sistemnya gagal sebelum menyala ulang.',
    watchdog: 'Catatan router: dinyalakan ulang oleh watchdog-nya sendiri.',
    'restarted-by-hand': ({ name }: { name: string }) => `Catatan router: dinyalakan ulang oleh ${name}.`,
    commanded: ({ at }: { at: string }) => `Petugas meminta nyala ulang ${at}, tepat sebelum hilang.`,
    'voltage-fell': ({ name }: { name: string }) => `Tegangan catu daya turun sebelum hilang (${name}).`,
    'log-uplink-first': ({ at, name }: { at: string; name: string }) =>
      `Catatan router: ${name === 'gateway' ? 'gateway' : 'internet'} putus lebih dulu (${at}), selagi router menyala. Kalau steker dicabut, itu sesudahnya.`,
    'log-no-uplink-loss':
      'Catatan router tidak menunjukkan internet putus sebelum router mati: listriknya yang lebih dulu hilang.',
    'heard-last': ({ at }: { at: string }) =>
      `Terakhir terdengar lewat RADIUS ${at}: sampai saat itu router hidup dan jalurnya jalan.`,
    'heard-again': ({ at }: { at: string }) =>
      `Terdengar lagi lewat RADIUS ${at}: sejak saat itu router hidup dan jalurnya jalan.`,
    'uplink-shared': ({ count, name }: { count: string; name: string }) =>
      `${count} titik lain pada ${name} jatuh bersamaan, dan ada yang tetap menyala.`,
    'feeder-fell': ({ count, name }: { count: string; name: string }) =>
      `${count} titik lain pada penyulang ${name} jatuh bersamaan lewat jalur internet yang berbeda.`,
    'feeder-stayed': ({ count, name }: { count: string; name: string }) =>
      `${count} titik lain pada penyulang ${name} tetap hidup.`,
    'feeder-back': ({ at, name }: { at: string; name: string }) =>
      `Titik lain pada penyulang ${name} hidup sejak ${at}, titik ini tidak: periksa peralatannya.`,
    'contact-off': ({ at }: { at: string }) => `Orang desa mengatakan listrik padam (${at}).`,
    'contact-on': ({ at }: { at: string }) => `Orang desa mengatakan listrik menyala (${at}).`,
    unpaid: ({ at }: { at: string }) => `Masa bayar berakhir ${at}.`,
    'quota-used': ({ count }: { count: string }) =>
      `Menurut hitungan kita, kuota bulan ini terpakai ${count}%.`,
    planned: ({ name }: { name: string }) => `Pemeliharaan ${name} sudah diumumkan.`,
    'still-away': 'Router belum kembali: sebagian bukti baru ada setelah ia kembali.',
    'uptime-unknown': 'Lama nyala router sebelum atau sesudahnya tidak diketahui.',
  },
};
