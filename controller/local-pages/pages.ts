/** What a village's people were last told, as a router can say it by itself. */
export interface LocalNews {
  readonly title: string;
  readonly body: string;
}

export interface LocalPagesOf {
  readonly village: string;
  /** Whom residents call; null = nobody is named. */
  readonly contact: string | null;
  /** The gravest first. */
  readonly news: readonly LocalNews[];
  /** When they were brought together, as people in the village read it; null = never yet. */
  readonly asOf: string | null;
}

/** More would not fit into the 4 kB that a console of before 7.20 can hold. */
const MOST_NEWS = 2;

/** ASCII only, and nothing that the router's own templates would take for a variable. */
const LETTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  $: '&#36;',
  '\n': '<br>',
};
const inHtml = (text: string): string =>
  [...text]
    .map((letter) => LETTERS[letter] ?? (/^[ -~]$/.test(letter) ? letter : `&#${letter.codePointAt(0)};`))
    .join('');

const style =
  '<style>body{font:18px/1.5 sans-serif;max-width:34rem;margin:0 auto;padding:16px;color:#15202b;background:#f5f7f8}h1{font-size:1.4rem}a{display:block;padding:19px 12px;margin:16px 0;border-radius:14px;background:#0e6b58;color:#fff;font-weight:700;text-align:center;text-decoration:none}.card{background:#fff;border:1px solid #d5dbdf;border-radius:14px;padding:12px 16px;margin:12px 0}.bad{border-color:#a8161c;background:#fce6e4;color:#a8161c}small{font-size:1rem;color:#55626d}</style>';

const page = (title: string, refreshSeconds: number, body: string): string =>
  `<!doctype html>\n<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="pragma" content="no-cache"><meta http-equiv="expires" content="-1"><meta http-equiv="refresh" content="${refreshSeconds}">\n<title>${title}</title>${style}</head>\n<body>${body}</body></html>\n`;

function newsOf({ news, asOf, contact }: LocalPagesOf): string {
  const cards = news
    .slice(0, MOST_NEWS)
    .map(({ title, body }) => `<div class="card"><b>${inHtml(title)}</b><br>${inHtml(body)}</div>`);
  const told = cards.length === 0 || asOf === null ? '' : `<p><small>Kabar per ${inHtml(asOf)}.</small></p>`;
  const call = contact === null ? '' : `<p>Hubungi: <b>${inHtml(contact)}</b></p>`;
  return `${cards.join('')}${told}${call}`;
}

/**
 * The pages that a router shows by itself (its servlet's variables, manual, Hotspot customisation): `pusat.html` while
 * the controller is silent and the internet is there, with the trial login where the router offers it; `putus.html` while
 * there is no internet at all, which offers none. Both begin with the phone's own probe and look again by themselves.
 */
export function localPages(of: LocalPagesOf): {
  readonly 'pusat.html': string;
  readonly 'putus.html': string;
} {
  const village = inHtml(of.village);
  return {
    'pusat.html': page(
      'Wifi desa',
      60,
      `<h1>Wifi Desa ${village}</h1>
$(if error)<p class="card bad">Belum tersambung. Tunggu 10 detik, lalu coba lagi.</p>
$(endif)<p class="card bad">Pusat layanan wifi sedang tidak bisa dihubungi. Petugas diberi tahu sendiri; halaman biasa kembali sendiri.</p>
$(if trial == 'yes')<p>Internetnya sendiri masih ada:</p>
<a href="$(link-login-only)?dst=$(link-orig-esc)&amp;username=T-$(mac-esc)">Pakai internet sementara</a>
$(else)<p>Internet sementara belum bisa dipakai: jatahnya untuk ponsel ini sudah habis, atau wifi sedang tutup.</p>
$(endif)${newsOf(of)}`,
    ),
    'putus.html': page(
      'Internet terputus',
      60,
      `<h1>Wifi Desa ${village}</h1>
<p class="card bad"><b>Internet desa sedang terputus$(if location-name) sejak $(location-name)$(endif).</b><br>Wifi menyala, tetapi jalan ke internet putus. Tidak perlu mematikan router: itu tidak menolong.</p>
<p>Halaman ini melihat lagi sendiri setiap menit.</p>
${newsOf(of)}`,
    ),
  };
}
