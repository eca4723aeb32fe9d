import { html } from 'hono/html';
import { type Html, layout } from './layout.ts';
import { notices, TERMS_VERSION } from './notice.ts';
import { type Locale, texts } from './texts/index.ts';

/** A heading and a sentence: every error, and what else needs no more. `above`: the warnings of its village. */
export function messagePage(
  locale: Locale,
  title: string,
  sentence: string,
  { back = null, above = null }: { back?: string | null; above?: Html | null } = {},
): Html {
  const t = texts[locale];
  return layout(t, {
    title,
    above,
    body: html`<main><h1>${title}</h1><p>${sentence}</p>${back === null ? '' : html`<p><a class="button" href="${back}">${t.back}</a></p>`}</main>`,
  });
}

/** The notice that a resident agrees to; an older one by its version. */
export function rulesPage(
  locale: Locale,
  switchTo: string,
  { version = TERMS_VERSION, above = null }: { version?: string; above?: Html | null } = {},
): Html {
  const t = texts[locale];
  const older = Object.keys(notices).filter((one) => one !== version);
  return layout(t, {
    title: t.rulesTitle,
    above,
    body: html`<main><h1>${t.rulesTitle}</h1><ul>${notices[version]![locale].map((rule) => html`<li>${rule}</li>`)}</ul>
<p class="muted">${t.v.noticeVersion(version)}</p><nav>${older.map((one) => html`<a href="/aturan?versi=${one}&amp;bahasa=${locale}">${t.v.noticeVersion(one)}</a>`)}</nav></main>`,
    switchTo,
  });
}
