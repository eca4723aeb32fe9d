import { html } from 'hono/html';
import type { Severity } from '#contract/announcements.ts';
import type { Html } from './layout.ts';
import type { Told } from './neighbours.ts';
import type { Texts } from './texts/index.ts';

const LOOK: Readonly<Record<Severity, string>> = { danger: 'card bad', caution: 'card care', info: 'card' };

const at = (instant: string) => new Date(instant);

/** Warnings in force: above everything else, on every page of the village. Null when there are none. */
export function warningsAbove(t: Texts, warnings: readonly Told[]): Html | null {
  if (warnings.length === 0) return null;
  return html`<aside aria-label="${t.v.warnings}">${warnings.map((one) => {
    const severity = t.severity[one.severity];
    return html`<div class="warn"><p class="tag">${severity === '' ? '' : `${severity} · `}${t.kind.warning}</p><h2>${one.title}</h2><p>${one.body}</p>${details(t, one)}</div>`;
  })}</aside>`;
}

/** Times, place, progress, whom to call: what it has of them. */
function details(t: Texts, one: Told): Html {
  const { v } = t;
  return html`${one.startsAt ? html`<p class="muted">${v.when(at(one.startsAt), one.endsAt ? at(one.endsAt) : null, one.allDay ?? false)}</p>` : ''}${one.place ? html`<p class="muted">${v.place(one.place)}</p>` : ''}${typeof one.progressPercent === 'number' ? html`<progress max="100" value="${one.progressPercent}" aria-label="${v.progress(one.progressPercent)}"></progress><p class="muted">${v.progress(one.progressPercent)}</p>` : ''}${one.contact ? html`<p class="muted">${v.contact(one.contact)}</p>` : ''}${one.until === null || one.startsAt ? '' : html`<p class="muted">${t.until(at(one.until))}</p>`}`;
}

function picture(t: Texts, { picture: shown, title }: Told): Html | '' {
  if (!shown || !/^[0-9a-f]{16,64}$/.test(shown.name)) return '';
  const path = `/gambar/${shown.name}`;
  return html`<picture><source type="image/webp" srcset="${path}.webp"><img src="${path}.jpg" width="${shown.width}" height="${shown.height}" alt="${t.v.picture(title)}" loading="lazy" decoding="async"></picture>`;
}

function card(t: Texts, one: Told): Html {
  const severity = t.severity[one.severity];
  return html`<article class="${LOOK[one.severity]}"><p class="tag">${severity === '' ? '' : `${severity} · `}${t.kind[one.kind]}</p><h3>${one.title}</h3><p>${one.body}</p>${picture(t, one)}${details(t, one)}</article>`;
}

/** A heading and cards; nothing when there is nothing to say. */
export const part = (t: Texts, title: string, told: readonly Told[]): Html | '' =>
  told.length === 0
    ? ''
    : html`<section aria-label="${title}"><h2 class="part">${title}</h2>${told.map((one) => card(t, one))}</section>`;
