import { type FieldRule, fields } from './fields.ts';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const rows = (language: 'id' | 'en') =>
  fields.flatMap(({ table, columns, purpose, basis, keptFor, erasedBy }: FieldRule) =>
    columns.map((column) =>
      row([
        `\`${table}\``,
        `\`${column}\``,
        purpose[language],
        basis,
        keptFor[language],
        erasedBy === '–' ? '–' : `\`${erasedBy}\``,
      ]),
    ),
  );
const table = (language: 'id' | 'en', head: readonly string[]) =>
  [row(head), row(head.map(() => '---')), ...rows(language)].join('\n');

/** docs/privacy.md: made from fields.ts by `npx node controller/privacy/print.ts > docs/privacy.md`. */
export const privacyPage = (): string => `# Data warga: untuk apa, berapa lama

Halaman ini dibuat dari \`controller/privacy/fields.ts\`; sebuah tes menolak kolom baru yang belum dijelaskan di sini.

- Warga tidak pernah ditanya NIK, nama, umur, atau nomor telepon. Tidak ada catatan situs, alamat tujuan, maupun DNS.
- Alamat ponsel (MAC) dan alamat dalam hotspot dihapus dari sesi 90 hari setelah catatan terakhirnya. Yang tinggal hanya sandi perangkat, dibuat saat sesi mulai dengan kunci bulan itu. Kunci dimusnahkan setelah bulannya berakhir, sehingga tidak ada yang dapat menghitungnya lagi.
- *Lapor gangguan* tanpa nama. Sandi pelapor hanya untuk batas laporan sehari dan dihapus bersama kuncinya setelah pukul 24.00 WIB.
- *Permintaan aparat*: satu orang memasukkan surat, orang lain memutuskan; keduanya saja yang membaca jawaban, setiap pembacaan dicatat. Catatan NAT dipegang penyedia jasa internet. Setelah 90 hari jawabannya: sudah dihapus.
- *Penahanan penghapusan* atas surat berlaku sejak disetujui orang kedua sampai dicabut, untuk desa dan waktu yang disebut.
- Cadangan (backup) menyimpan keadaan pada malamnya; yang dihapus di sini hilang dari cadangan ketika cadangan itu habis masa simpannya.

${table('id', ['Tabel', 'Kolom', 'Tujuan', 'Dasar', 'Disimpan', 'Dihapus oleh'])}

## CSV untuk SP4N-LAPOR!

*Laporan warga* → *Unduh CSV* (RFC 4180, UTF-8 dengan BOM, waktu WIB). Isi yang ditulis warga tidak ikut, karena mungkin menyebut orang.

\`nomor\` enam karakter · \`status\` Diterima, Diproses, Selesai · \`kode_desa\` Kemendagri · \`desa\` · \`kecamatan\` · \`kategori\` · \`saluran\` · \`diterima_wib\` · \`batas_jawab_wib\` · \`dijawab_wib\` · \`jawaban\` · \`batas_selesai_wib\` · \`selesai_wib\` · \`penutup\` · \`gangguan_sejak_wib\` · \`gangguan_selesai_wib\` · \`penyebab\`

# In English

Residents are never asked for a name, a number or an age; no sites, destinations or DNS are logged. A phone's address leaves its session 90 days after the last word; the keyed hash that stays was made at the start with the key of that month, which is destroyed when the month ends. Reports carry no name. Authorities ask by letter: one person enters it, another decides, only these two read the answer. The provider holds the NAT log. A legal hold, approved by a second person, suspends deletion until it is lifted. Backups keep the state of their night until they expire.

${table('en', ['Table', 'Column', 'Purpose', 'Basis', 'Kept', 'Erased by'])}
`;
