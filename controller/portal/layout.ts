import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Texts } from './texts/index.ts';

export type Html = ReturnType<typeof html>;

/** The text of a page. None of ours has a part that is awaited. */
export function textOf(page: Html): string {
  if (page instanceof Promise) throw new TypeError('a page with a part that is awaited');
  return page.toString();
}

/** Our own constant, so raw() below is safe; escaped quotes would break both the CSS and its hash. No colour function or nesting: old WebViews stay light and readable. */
const css = `:root{color-scheme:light dark;--bg:#f5f7f8;--card:#fff;--text:#15202b;--muted:#55626d;--line:#d5dbdf;--go:#0e6b58;--on:#fff;--bad:#a8161c;--badbg:#fce6e4;--care:#805600;--carebg:#fff1d0}
@media(prefers-color-scheme:dark){:root{--bg:#0f1519;--card:#161e24;--text:#e8edf0;--muted:#a3b0b9;--line:#2e3a43;--go:#5fe0bf;--on:#06231c;--bad:#ff8f85;--badbg:#3c1615;--care:#f0bc4a;--carebg:#33280c}}
html{scroll-padding:100px 0}*{box-sizing:border-box}body{margin:0 auto;max-width:34rem;padding:16px;background:#f5f7f8;background:var(--bg);color:#15202b;color:var(--text);font:18px/1.5 system-ui,Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.45rem;line-height:1.25;margin:8px 0 4px}h2{font-size:1.15rem;line-height:1.3;margin:0 0 4px}p{margin:0 0 12px}.muted{color:var(--muted);font-size:1rem}ul{margin:0 0 12px;padding-left:1.2em}li{margin:0 0 6px}
button,.button{display:block;width:100%;min-height:64px;border:0;border-radius:14px;background:#0e6b58;background:var(--go);color:#fff;color:var(--on);font:inherit;font-size:1.3rem;font-weight:700;line-height:1.2;margin:0;text-align:center}
a.button{padding:19px 12px;text-decoration:none}button:focus-visible,a:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid var(--text);outline-offset:3px}
.go{position:sticky;top:0;bottom:0;z-index:1;margin:0 -16px 8px;padding:10px 16px 12px;background:#f5f7f8;background:var(--bg)}@media(max-height:26rem){.go{position:static}}
nav{display:flex;flex-wrap:wrap;gap:0 20px;margin:0 0 8px}.warn{border-radius:14px;border:3px solid var(--bad);background:var(--badbg);color:var(--bad);padding:12px 16px;margin:0 0 12px}.warn .tag,.warn .muted{color:inherit}.warn p{white-space:pre-line}.warn p:last-child{margin:0}
h2.part{margin:20px 0 8px;font-size:1.25rem}.card h3,.warn h2{font-size:1.15rem;line-height:1.3;margin:0 0 4px}img{max-width:100%;height:auto;border-radius:8px;margin:8px 0}progress{display:block;width:100%;height:16px;margin:0 0 4px;accent-color:#0e6b58;accent-color:var(--go)}
label{display:block;font-weight:700;margin:0 0 4px}input,textarea{width:100%;font:inherit;font-size:1.2rem;padding:12px;border:2px solid #55626d;border-color:var(--muted);border-radius:8px;background:var(--card);color:inherit;margin:0 0 12px}input{min-height:56px}form button{margin:0 0 12px}.go button{margin:0}.no{font-size:2.2rem;font-weight:700;letter-spacing:.12em}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:16px;margin:0 0 12px}.card p{white-space:pre-line}.card p:last-child{margin:0}
.bad{background:var(--badbg);color:var(--bad);border-color:var(--bad)}.care{background:var(--carebg);border-color:var(--care)}.care .tag{color:var(--care)}.bad .muted,.bad .tag{color:inherit}.care .muted{color:inherit}
.tag{color:var(--muted);font-size:1rem;font-weight:700;margin:0 0 2px}.big{font-size:1.3rem;font-weight:700;line-height:1.35}
a{color:inherit;display:inline-block;min-height:44px;padding:10px 0}a.in{display:inline;padding:0}.trouble{border-width:2px;font-weight:700}.go p{margin:6px 0 0;text-align:center}`;

export type Theme = 'light' | 'dark';

/** A page as a phone of that theme draws it, whatever the theme of whoever looks at it here. */
export const inTheme = (page: string, theme: Theme): string =>
  page
    .replace('@media(prefers-color-scheme:dark)', theme === 'dark' ? '@media all' : '@media not all')
    .replace('color-scheme:light dark', `color-scheme:${theme}`);

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * No `form-action`: Chromium also applies it to the redirects after the POST, to the router and on to any address
 * (facts/frontend.md §8). Nothing comes from another host, and nothing runs.
 */
export const csp = `default-src 'none'; style-src ${sha256(css)}; img-src 'self'; base-uri 'none'; frame-ancestors 'self'`;

/** A whole page. `switchTo` is the address of the same page in the other language, `above` what stands over everything. */
export function layout(
  t: Texts,
  {
    title,
    body,
    switchTo = null,
    above = null,
  }: { title: string; body: Html; switchTo?: string | null; above?: Html | null },
): Html {
  const other = t.otherLanguage;
  return html`<!doctype html>
<html lang="${t.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${raw(css)}</style></head><body>
${above ?? ''}${body}
${switchTo === null ? '' : html`<footer><a href="${switchTo}" lang="${other.locale}" hreflang="${other.locale}">${other.name}</a></footer>`}
</body></html>
`;
}
