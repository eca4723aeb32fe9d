import { html } from 'hono/html';
import { part, warningsAbove } from './cards.ts';
import type { VillageNow } from './known-villages.ts';
import { type Html, layout, textOf } from './layout.ts';
import { hole, type Prepared, prepare } from './prepared.ts';
import { type Locale, type Texts, texts } from './texts/index.ts';
import { feedsOf, sectionsOf } from './told.ts';

/** What the page of a village is opened for. */
export type Purpose = 'front' | 'welcome' | 'info';

/** Everything of a village but what stands in the hole on top, which is of one phone. */
export function villagePage(
  village: VillageNow,
  locale: Locale,
  purpose: Purpose,
  inHole: Html = hole,
): Html {
  const t = texts[locale];
  const { v } = t;
  const shown = sectionsOf(village.told, village.asOf);
  const title = titleOf(t, village.name, purpose);
  const body = html`<main>${inHole}${notices(t, village)}${answers(t, village)}
${part(t, t.announcements, shown.news)}
${part(t, v.agenda, shown.agenda)}
${part(t, v.works, shown.works)}
${part(t, v.services, shown.services)}
<section aria-label="${v.call}"><h2 class="part">${v.call}</h2><p>${village.contact ?? v.callOffice}</p></section>
<section aria-label="${v.about}"><h2 class="part">${v.about}</h2><ul>${t.terms(village.limits).map((line) => html`<li>${line}</li>`)}</ul></section>
${feedsOf(village.told).map(({ feed, okAt }) => html`<p class="muted">${v.feed(feed, okAt === null ? null : new Date(okAt))}</p>`)}
<p class="muted">${v.refreshed(village.asOf)}</p>
</main>`;
  return layout(t, { title, body, above: warningsAbove(t, shown.warnings) });
}

export const titleOf = (t: Texts, village: string, purpose: Purpose): string =>
  purpose === 'welcome' ? t.welcomeTitle : t.title(village);

function notices(t: Texts, { opening }: VillageNow): Html | '' {
  if (opening.notices.length === 0) return '';
  return html`${opening.notices.map(
    ({ kind, from, until, reason }) =>
      html`<div class="card care"><p class="big">${kind === 'planned-outage' ? t.v.planned(from, until) : t.v.ending(from)}</p><p>${reason}</p></div>`,
  )}`;
}

const MOST_ANSWERS = 3;
function answers(t: Texts, { answers: given }: VillageNow): Html | '' {
  if (given.length === 0) return '';
  return html`<section class="card" aria-label="${t.v.answers}"><p class="tag">${t.v.answers}</p>${given
    .slice(0, MOST_ANSWERS)
    .map(
      ({ kind, answer, answeredAt }) =>
        html`<p><b>${answer}</b> <span class="muted">(${t.v.answered(new Date(answeredAt), t.v.reportKind[kind])})</span></p>`,
    )}</section>`;
}

const kept = new WeakMap<VillageNow, Map<string, Prepared>>();

/** The page of a village as it was compressed when the first phone asked for it. */
export function preparedVillage(village: VillageNow, locale: Locale, purpose: Purpose): Prepared {
  const pages = kept.get(village) ?? new Map<string, Prepared>();
  kept.set(village, pages);
  const key = `${locale} ${purpose}`;
  const page = pages.get(key) ?? prepare(textOf(villagePage(village, locale, purpose)));
  pages.set(key, page);
  return page;
}

/** Warnings in force in a village, for its other pages. */
export const warningsOf = (t: Texts, village: VillageNow | null): Html | null =>
  village && warningsAbove(t, sectionsOf(village.told, village.asOf).warnings);
