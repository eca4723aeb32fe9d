import { html } from 'hono/html';
import type { State } from '#contract/status.ts';
import type { Opening, Standing } from '../access/index.ts';
import type { VillageNow } from './known-villages.ts';
import type { Html } from './layout.ts';
import { type Texts, type Trouble, texts } from './texts/index.ts';

/** The form of the button: where it posts to, and its hidden fields. */
export interface StartForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** An address within the portal, and what it is called. */
export interface Link {
  readonly to: string;
  readonly text: string;
  readonly lang?: string;
}

export const linksOf = (links: readonly Link[]): Html =>
  html`<nav>${links.map(({ to, text, lang }) => (lang === undefined ? html`<a href="${to}">${text}</a>` : html`<a href="${to}" lang="${lang}" hreflang="${lang}">${text}</a>`))}</nav>`;

export const languageLink = (t: Texts, to: string): Link => ({
  to,
  text: t.otherLanguage.name,
  lang: t.otherLanguage.locale,
});

export const hidden = (fields: Readonly<Record<string, string>>): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

export interface FrontTop {
  readonly t: Texts;
  readonly village: string;
  readonly opening: Opening;
  /** Null when the page was opened from elsewhere than the village's wifi. */
  readonly form: StartForm | null;
  readonly trouble: Trouble | null;
  /** Address of the router's trial login, when that is the way left. */
  readonly trial: string | null;
  readonly rules: string;
  readonly links: readonly Link[];
}

/** Above the announcements of a phone that is not yet online: the button, or why there is none. */
export function frontTop({ t, village, opening, form, trouble, trial, rules, links }: FrontTop): Html {
  return html`<h1>${t.title(village)}</h1><p class="muted">${t.from}</p>
${trouble === null ? '' : html`<p class="card bad trouble" role="alert">${t.trouble[trouble]}</p>`}
${trial === null ? '' : html`<p><a class="button" href="${trial}">${t.trial}</a></p>`}
${opening.state === 'open' ? button(t, form, rules) : notOpen(t, opening)}
${linksOf(links)}`;
}

const button = (t: Texts, form: StartForm | null, rules: string): Html =>
  form === null
    ? html`<p class="card">${t.notOnWifi}</p>`
    : html`<form class="go" method="post" action="${form.action}">${hidden(form.fields)}<button>${t.button}</button></form><p class="muted">${t.agree} <a class="in" href="${rules}">${t.rulesLink}</a>.</p>`;

/** When it opens, and why it does not now. */
export function notOpen({ v }: Texts, { state, until, opensAt, reason }: Opening): Html {
  const ends = state === 'closed' ? opensAt : until;
  const when = ends === null ? v.opensUnknown : state === 'closed' ? v.opensAt(ends) : v.until(ends);
  return html`<div class="card care"><p class="big">${state === 'closed' ? v.closed : v.election}</p><p>${when}</p>${reason === null ? '' : html`<p>${reason}</p>`}</div>`;
}

export interface WelcomeTop {
  readonly t: Texts;
  readonly village: string;
  /** Null: not proved, so nothing is told. */
  readonly left: Pick<Standing, 'seconds' | 'bytes'> | null;
  readonly links: readonly Link[];
}

export function welcomeTop({ t, village, left, links }: WelcomeTop): Html {
  const limited = left !== null && (left.seconds !== null || left.bytes !== null);
  return html`<h1>${t.welcomeTitle}</h1><p class="muted">${t.title(village)}</p>
${left === null ? '' : html`<div class="card"><p class="big">${t.left(left)}</p>${limited ? html`<p class="muted">${t.resets}</p>` : ''}</div>`}
<p>${t.welcome}</p>
${linksOf(links)}`;
}

/** What may be said of a village by the states of its routers. Unknown is never told as down, nor as up. */
export function statusOf(states: VillageNow['states']): {
  state: State | 'none' | 'partly';
  since: Date | null;
} {
  if (states.length === 0) return { state: 'none', since: null };
  const down = states.filter(({ state }) => state === 'down');
  if (down.length === states.length) {
    const since = down.map((one) => one.since).filter((one) => one !== null);
    // All of it is down since the last of them went.
    const last = since.length < down.length ? null : new Date(Math.max(...since.map(Number)));
    return { state: 'down', since: last };
  }
  if (down.length > 0) return { state: 'partly', since: null };
  if (states.some(({ state }) => state === 'unknown')) return { state: 'unknown', since: null };
  return { state: states.some(({ state }) => state === 'degraded') ? 'degraded' : 'up', since: null };
}

export function statusText(t: Texts, states: VillageNow['states']): string {
  const { state, since } = statusOf(states);
  return state === 'down' ? t.v.status.down(since) : t.v.status[state];
}

export function infoTop(locale: Texts['locale'], village: VillageNow, links: readonly Link[]): Html {
  const t = texts[locale];
  const { opening } = village;
  return html`<h1>${t.title(village.name)}</h1><p class="muted">${t.from}</p>
<section class="card" aria-label="${t.v.statusTitle}"><p class="big">${statusText(t, village.states)}</p></section>
${opening.state === 'open' ? '' : notOpen(t, opening)}${linksOf(links)}`;
}
