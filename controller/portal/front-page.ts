import { html } from 'hono/html';
import type { Announcement, Severity } from '#contract/announcements.ts';
import { type Html, layout } from './layout.ts';
import { type DayLimits, type Texts, type Trouble, texts } from './texts/index.ts';

/** Announcements above the button; the others stand below it. */
const ABOVE_BUTTON = 3;
/** More than this nobody reads, and the page must stay small. */
const MOST_SHOWN = 12;

export type ShownAnnouncement = Pick<Announcement, 'kind' | 'severity' | 'title' | 'body' | 'from' | 'until'>;

/** The form of the button: where it posts to, and its hidden fields. */
export interface StartForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface FrontView {
  readonly locale: Texts['locale'];
  readonly village: string;
  readonly announcements: readonly ShownAnnouncement[];
  readonly limits: DayLimits;
  /** Null when the page was opened from elsewhere than the village's wifi. */
  readonly form: StartForm | null;
  readonly trouble: Trouble | null;
  /** Address of the router's trial login, when that is the way left. */
  readonly trial: string | null;
  readonly rules: string;
  readonly switchTo: string | null;
}

const RANK: Readonly<Record<Severity, number>> = { danger: 0, caution: 1, info: 2 };
const LOOK: Readonly<Record<Severity, string>> = { danger: 'card bad', caution: 'card care', info: 'card' };

/** The gravest first, among equals the newest. */
export function inOrder<A extends Pick<Announcement, 'severity' | 'from'>>(announcements: readonly A[]): A[] {
  return announcements.toSorted(
    (a, b) => RANK[a.severity] - RANK[b.severity] || Date.parse(b.from) - Date.parse(a.from),
  );
}

function card(t: Texts, one: ShownAnnouncement): Html {
  const severity = t.severity[one.severity];
  return html`<article class="${LOOK[one.severity]}"><p class="tag">${severity === '' ? '' : `${severity} · `}${t.kind[one.kind]}</p><h2>${one.title}</h2><p>${one.body}</p>${one.until === null ? '' : html`<p class="muted">${t.until(new Date(one.until))}</p>`}</article>`;
}

/** What a phone sees first: announcements, three lines of terms, one button. */
export function frontPage(view: FrontView): Html {
  const t = texts[view.locale];
  const shown = inOrder(view.announcements).slice(0, MOST_SHOWN);
  const [above, below] = [shown.slice(0, ABOVE_BUTTON), shown.slice(ABOVE_BUTTON)];
  const { form } = view;
  const body = html`<main><h1>${t.title(view.village)}</h1><p class="muted">${t.from}</p>
${view.trouble === null ? '' : html`<p class="card bad trouble" role="alert">${t.trouble[view.trouble]}</p>`}
${view.trial === null ? '' : html`<p><a class="button" href="${view.trial}">${t.trial}</a></p>`}
${above.length === 0 ? '' : html`<section aria-label="${t.announcements}">${above.map((one) => card(t, one))}</section>`}
<ul>${t.terms(view.limits).map((line) => html`<li>${line}</li>`)}</ul>
${
  form === null
    ? html`<p class="card">${t.notOnWifi}</p>`
    : html`<form class="go" method="post" action="${form.action}">${Object.entries(form.fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button>${t.button}</button><p class="muted">${t.agree} <a class="in" href="${view.rules}">${t.rulesLink}</a>.</p></form>`
}
${below.length === 0 ? '' : html`<section aria-label="${t.moreAnnouncements}">${below.map((one) => card(t, one))}</section>`}
</main>`;
  return layout(t, { title: t.title(view.village), body, switchTo: view.switchTo });
}
