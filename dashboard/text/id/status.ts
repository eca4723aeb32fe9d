/** Ringkasan, and the words of state used everywhere. */
export const status = {
  state: { up: 'Hidup', degraded: 'Terganggu', down: 'Mati', unknown: 'Tidak diketahui' },
  /** In the middle of a sentence. */
  stateLower: { up: 'hidup', degraded: 'terganggu', down: 'mati', unknown: 'tidak diketahui' },
  reason: {
    'hotspot-invalid': 'hotspot tidak sah',
    'hotspot-disabled': 'hotspot dimatikan',
    'device-mode': 'dikunci device-mode',
    'access-point': 'pemancar wifi putus',
    'radius-unanswered': 'login warga tidak dijawab',
    'uplink-loss': 'banyak paket hilang',
    slow: 'sangat lambat',
    flapping: 'hidup-mati berulang',
    'never-looked': 'belum pernah diperiksa',
    'agent-silent': 'agen tidak melapor',
    'not-looked': 'agen sendiri terputus',
    unreadable: 'menjawab, tetapi tidak dapat dibaca',
  },
  uplink: { lte: 'LTE', vsat: 'VSAT', radio: 'radio', fibre: 'serat optik' },
  /** "Sukamaju mati sejak 09.12 (± 30 dtk)." */
  sentence: ({
    place,
    state,
    since,
    reason,
  }: {
    place: string;
    state: string;
    since: string;
    reason: string | null;
  }) => `${place} ${state} sejak ${since}${reason === null ? '' : `: ${reason}`}.`,
  someone: 'orang di desa',
  next: {
    lampLte: ({ who }: { who: string }) => `Hubungi ${who}: apakah lampu modem menyala?`,
    lampVsat: ({ who }: { who: string }) => `Hubungi ${who}: apakah lampu modem satelit menyala?`,
    lampRadio: ({ who }: { who: string }) => `Hubungi ${who}: apakah lampu radio di tiang menyala?`,
    lampFibre: ({ who }: { who: string }) =>
      `Hubungi ${who}: apakah kotak serat optik menyala, dan adakah lampu merah?`,
    noContact:
      'Belum ada nomor orang di desa ini. Isi di Pengaturan, lalu tanyakan apakah lampu modem menyala.',
    rebooting: 'Sedang dinyalakan ulang. Tunggu sampai 5 menit.',
    accessPoint: ({ who }: { who: string }) =>
      `Hubungi ${who}: apakah kotak pemancar wifi menyala dan kabelnya terpasang?`,
    radius: 'Warga tidak bisa masuk. Beri tahu admin: router tidak mendapat jawaban dari pengendali.',
    hotspot: 'Minta teknisi memeriksa hotspot di router ini.',
    deviceMode: 'Perlu orang di tempat: tekan tombol reset sebentar untuk mengizinkan hotspot.',
    slow: 'Internet desa ini buruk. Bila lebih dari satu jam, laporkan kepada penyedia.',
    flapping: ({ who }: { who: string }) =>
      `Hubungi ${who}: apakah listrik sering padam, atau ada kabel goyah?`,
    agent: ({ agent, since }: { agent: string; since: string }) =>
      `Periksa komputer agen ${agent}, yang diam sejak ${since}.`,
    noAgent: 'Belum ada agen yang memeriksa router ini. Pilih agennya di Pengaturan.',
    notLooked: 'Agen kehilangan internetnya sendiri, jadi keadaan desa ini belum diketahui.',
    neverLooked: 'Tunggu satu menit; bila tetap begini, periksa alamat router.',
    unreadable: 'Router menjawab, jadi listrik dan internet ada. Periksa akun dan kata sandinya.',
  },
  headline: {
    allUp: ({ count }: { count: string }) => `Semua ${count} titik hidup.`,
    trouble: ({ total, parts }: { total: string; parts: readonly string[] }) =>
      `${parts.join(', ')} dari ${total} titik.`,
    part: { down: 'mati', degraded: 'terganggu', unknown: 'tidak diketahui' },
  },
  checked: ({ age }: { age: string }) => `Terakhir diperiksa ${age}.`,
  usersNow: ({ users }: { users: string }) => `${users} warga sedang memakai wifi.`,
  all: 'Semua',
  filterState: 'Saring menurut keadaan',
  search: 'Cari desa, kecamatan, atau router',
  searchShort: 'Cari desa',
  nothingMatches: 'Tidak ada titik yang cocok dengan saringan ini.',
  clearFilter: 'Hapus saringan',
  emptyTitle: 'Belum ada titik',
  emptyText: 'Di sini akan tampak keadaan wifi setiap desa. Mulailah dengan mengimpor daftar router.',
  emptyForLimited: 'Belum ada titik di desa-desa Anda. Minta operator menambahkannya.',
  importRouters: 'Impor daftar router',
  village: 'Desa',
  stateColumn: 'Keadaan',
  traffic: 'Unduhan 24 jam',
  users: 'Warga daring',
  usersShort: ({ users }: { users: string }) => `${users} daring`,
  availability: 'Ketersediaan',
  day: '24 jam',
  month: 'Bulan ini',
  today: '24 jam terakhir',
  lastSeen: 'Menjawab',
  never: 'belum pernah',
  seen: ({ age }: { age: string }) => `menjawab ${age}`,
  downtime: ({ duration }: { duration: string }) => `mati ${duration}`,
  noDowntime: 'tanpa mati',
  troubled: ({ duration }: { duration: string }) => `terganggu ${duration}`,
  observed: ({ percent }: { percent: string }) => `teramati ${percent}`,
  range: ({ least, most }: { least: string; most: string }) => `${least} – ${most}`,
  notObserved: 'belum teramati',
  trafficOfDay: ({ down, up }: { down: string; up: string }) => `unduh ${down}, unggah ${up}`,
  rateNow: ({ rate }: { rate: string }) => `kini ${rate}`,
  peak: ({ users }: { users: string }) => `puncak ${users}`,
  call: ({ name }: { name: string }) => `Telepon ${name}`,
  open: ({ name }: { name: string }) => `Buka ${name}`,
  simulated: 'simulasi',
  allSimulated: 'Router di sini tiruan.',
  sparkline: ({ now, peak }: { now: string; peak: string }) =>
    `Unduhan 24 jam terakhir: sekarang ${now}, tertinggi ${peak}`,
  csv: 'Unduh CSV',
  choresTitle: 'Perlu dikerjakan',
  choresNone: 'Tidak ada pekerjaan tertunda.',
  choresMore: ({ count }: { count: string }) => `dan ${count} lagi`,
  chore: {
    'wrong-password': 'Kata sandi router ditolak',
    refused: 'Router menolak sambungan',
    'protocol-error': 'Jawaban router tidak dapat dibaca',
    'factory-identity': 'Router masih bernama “MikroTik”',
    'clock-wrong': 'Jam router salah',
    'device-mode': 'Hotspot dikunci device-mode',
    'device-flagged': 'Router ditandai mencurigakan',
    'polling-account-too-wide': 'Akun pemantau terlalu luas haknya',
    'no-action-account': 'Belum ada akun untuk perintah',
    'radius-secret': 'Kunci RADIUS tidak cocok',
  },
  choreStep: {
    'wrong-password': 'Perbarui nama dan kata sandi akun pemantau lewat impor CSV.',
    refused: 'Nyalakan layanan API di router: IP › Services › api-ssl.',
    'protocol-error': 'Pastikan port yang diisi adalah port API, bukan Winbox atau web.',
    'factory-identity': 'Pasang nama (identity) dari Sinyal Desa: System › Identity.',
    'clock-wrong': 'Nyalakan NTP di router: System › NTP Client.',
    'device-mode': 'Di tempat: tekan tombol reset sebentar untuk mengizinkan hotspot.',
    'device-flagged': 'Periksa router ini di tempat; ada tanda pernah diubah pihak lain.',
    'polling-account-too-wide': 'Cabut hak “reboot” dari akun pemantau, dan buat akun perintah terpisah.',
    'no-action-account': 'Isi kolom action_username dan action_password lewat impor CSV.',
    'radius-secret': 'Samakan kunci RADIUS di router dengan yang terdaftar.',
  },
  notice: {
    agentSilent: ({ agent, since }: { agent: string; since: string }) =>
      `Agen ${agent} tidak melapor sejak ${since}. Keadaan router yang diperiksanya tidak diketahui.`,
    canariesNone: ({ agent }: { agent: string }) =>
      `Agen ${agent} berada satu jaringan dengan routernya, jadi tidak memeriksa internetnya sendiri.`,
    canariesMissing: ({ agent }: { agent: string }) =>
      `Agen ${agent} belum diberi alamat pembanding (CANARIES): router yang diam disebut tidak diketahui, bukan mati.`,
    databaseGone: ({ since }: { since: string }) =>
      `Basis data tidak dapat dihubungi sejak ${since}. Agen menyimpan datanya; semua menyusul setelah pulih.`,
    insecureCookie: 'Sambungan ini tanpa HTTPS: orang di jaringan yang sama dapat mencuri sesi Anda.',
  },
};
