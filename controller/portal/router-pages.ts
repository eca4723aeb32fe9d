/** For which controller and router the pages are made. */
export interface RouterPagesOf {
  /** Scheme, host and port under which phones reach the portal. */
  readonly portalOrigin: string;
  readonly portalKey: string;
}

const head = (title: string) =>
  `<!doctype html>\n<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="pragma" content="no-cache"><meta http-equiv="expires" content="-1">\n<title>${title}</title>`;
const style =
  '<style>body{font:18px/1.5 sans-serif;max-width:34rem;margin:0 auto;padding:16px;color:#15202b;background:#f5f7f8}a{display:block;padding:19px 12px;margin:16px 0;border-radius:14px;background:#0e6b58;color:#fff;font-weight:700;text-align:center;text-decoration:none}a.way{background:#fff;color:#15202b;border:1px solid #7a868e}.bad{color:#a8161c}</style>';

/** Sets status and headers of the answer: in a hotspot page these "if"s set, they do not test (manual, Hotspot customisation). */
const redirect = (to: string) =>
  `$(if http-status == 302)Hotspot redirect$(endif)$(if http-header == "Location")${to}$(endif)$(if http-header == "Cache-Control")no-store$(endif)`;

/**
 * Our three pages for a router's own web server: `rlogin.html` sends a captured phone to the portal, `login.html` brings
 * it there with the router's error, `alogin.html` lets it go on. Files of less than 4 kB, without script; every variable
 * within an address in its `-esc` form.
 */
export function routerPages({ portalOrigin, portalKey }: RouterPagesOf): Readonly<Record<string, string>> {
  const page = `${portalOrigin}/p/${portalKey}`;
  // Not the page that the resident wanted: it is nobody's business.
  const portal = `${page}?mac=$(mac-esc)&login=$(link-login-only-esc)&trial=$(trial)`;
  const withError = `${portal}$(if error)&error=$(error-esc)$(endif)`;
  const inHtml = (address: string) => address.replaceAll('&', '&amp;');
  return {
    'rlogin.html': `${redirect(portal)}${head('Wifi desa')}
<meta http-equiv="refresh" content="0; url=${inHtml(portal)}">${style}</head>
<body><a href="${inHtml(portal)}">Buka wifi desa</a></body></html>
`,
    'login.html': `${head('Wifi desa')}
<meta http-equiv="refresh" content="4; url=${inHtml(withError)}">${style}</head>
<body><h1>Wifi desa</h1>
$(if error)<p class="bad">Belum tersambung: $(error)</p>
$(endif)<p>Halaman wifi desa terbuka sebentar lagi.</p>
<a href="${inHtml(withError)}">Buka wifi desa</a>
$(if trial == 'yes')<p>Kalau halaman itu tidak terbuka, portal sedang tidak bisa dihubungi. Pakai cara ini:</p>
<a class="way" href="$(link-login-only)?dst=$(link-orig-esc)&amp;username=T-$(mac-esc)">Pakai internet sementara</a>
$(endif)</body></html>
`,
    'alogin.html': `${redirect('$(link-redirect)')}${head('Tersambung')}
<meta http-equiv="refresh" content="0; url=$(link-redirect)">${style}</head>
<body><h1>Ponsel sudah tersambung</h1><a href="$(link-redirect)">Lanjut</a></body></html>
`,
  };
}
