import { html } from 'hono/html';
import type { Standing } from '../access/index.ts';
import { type Html, layout } from './layout.ts';
import { type Locale, texts } from './texts/index.ts';

/** A heading and a sentence: every error, and what else needs no more. */
export function messagePage(
  locale: Locale,
  title: string,
  sentence: string,
  back: string | null = null,
): Html {
  const t = texts[locale];
  return layout(t, {
    title,
    body: html`<main><h1>${title}</h1><p>${sentence}</p>${back === null ? '' : html`<p><a class="button" href="${back}">${t.back}</a></p>`}</main>`,
  });
}

export interface WelcomeView {
  readonly locale: Locale;
  readonly village: string;
  /** Null: not proved, so nothing is told. */
  readonly left: Pick<Standing, 'seconds' | 'bytes'> | null;
}

export function welcomePage({ locale, village, left }: WelcomeView): Html {
  const t = texts[locale];
  const limited = left !== null && (left.seconds !== null || left.bytes !== null);
  return layout(t, {
    title: t.welcomeTitle,
    body: html`<main><h1>${t.welcomeTitle}</h1><p class="muted">${t.title(village)}</p>
${left === null ? '' : html`<div class="card"><p class="big">${t.left(left)}</p>${limited ? html`<p class="muted">${t.resets}</p>` : ''}</div>`}
<p>${t.welcome}</p></main>`,
  });
}

export function rulesPage(locale: Locale, switchTo: string): Html {
  const t = texts[locale];
  return layout(t, {
    title: t.rulesTitle,
    body: html`<main><h1>${t.rulesTitle}</h1><ul>${t.rules.map((rule) => html`<li>${rule}</li>`)}</ul></main>`,
    switchTo,
  });
}
