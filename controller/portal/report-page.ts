import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import type { PublicReport } from '#contract/resident-reports.ts';
import { type Answer, type Desk, seeOther, tooMany } from './desk.ts';
import { type Html, layout } from './layout.ts';
import { localeOf, readQuery } from './parse.ts';
import { sendPage } from './send-page.ts';
import { type Locale, texts } from './texts/index.ts';
import { hidden, linksOf } from './top.ts';
import { warningsOf } from './village-page.ts';

/** Six letters and digits. */
const NUMBER = /^[0-9A-Z]{6}$/;
const numberOf = (text: string) => text.toUpperCase().replaceAll(/[\s-]/g, '');

/** `GET /laporan?nomor=`: leads to the report of that number. */
export function findReport(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { nomor, bahasa } = readQuery(request.query);
  const number = numberOf(nomor ?? '');
  if (NUMBER.test(number)) return seeOther(reply, `/laporan/${number}?bahasa=${bahasa}`);
  return sendPage(reply, nomor === null ? 200 : 404, numberPage(bahasa, nomor !== null));
}

/** `GET /laporan/:number`: how a report stands, for whoever has its number. */
export async function showReport(
  desk: Desk,
  given: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const locale = localeOf(request.query);
  const number = numberOf(given);
  const found = NUMBER.test(number) ? await desk.reports.byNumber(number) : null;
  if (!found) return sendPage(reply, 404, numberPage(locale, true));
  const village = await desk.villageOf(found.village.code);
  if (village && !desk.addressPace(`look ${request.ip}`, performance.now()))
    return tooMany(reply, locale, village);
  return sendPage(reply, 200, reportPage(locale, found, warningsOf(texts[locale], village)));
}

function numberPage(locale: Locale, wrong: boolean): Html {
  const t = texts[locale];
  const title = wrong ? t.v.noReportTitle : t.v.reportNumber;
  const body = html`<main><h1>${title}</h1>${wrong ? html`<p class="card bad trouble" role="alert">${t.v.noReport}</p>` : ''}
<form method="get" action="/laporan">${hidden({ bahasa: locale })}<label for="nomor">${t.v.reportNumber}</label><input id="nomor" name="nomor" maxlength="10" required autocomplete="off" autocapitalize="characters"><button>${t.v.reportSee}</button></form></main>`;
  return layout(t, { title, body, switchTo: `/laporan?bahasa=${t.otherLanguage.locale}` });
}

function reportPage(locale: Locale, one: PublicReport, above: Html | null): Html {
  const t = texts[locale];
  const { v } = t;
  const known = one.outage !== null || one.incident !== null;
  const said = one.answer
    ? html`<p class="muted">${v.reportAnswer(new Date(one.answer.at))}</p><p class="big">${one.answer.text}</p>`
    : one.closing === null
      ? html`<p>${known ? v.reportOutage : v.reportOpen} ${v.reportDue(new Date(one.answerDueAt))}</p>`
      : '';
  const closed = one.closing
    ? html`<p class="muted">${v.reportClosed(new Date(one.closing.at))}</p><p class="big">${one.closing.text}</p>`
    : '';
  const body = html`<main><h1>${v.reportNumber}</h1><p class="no">${one.number}</p><p>${v.reportKeep}</p>
<div class="card"><p class="tag">${v.reportOf(one.village.name)} · ${v.reportKind[one.kind]}</p><p class="muted">${v.reportReceived(new Date(one.receivedAt))}</p>${said}${closed}</div>
${linksOf([{ to: `/info/${one.village.code}?bahasa=${locale}`, text: v.publicPage }])}</main>`;
  return layout(t, {
    title: `${v.reportNumber}: ${one.number}`,
    body,
    above,
    switchTo: `/laporan/${one.number}?bahasa=${t.otherLanguage.locale}`,
  });
}
