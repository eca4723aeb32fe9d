import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import { reportKinds } from '#contract/resident-reports.ts';
import type { NewReport } from '../resident-reports/index.ts';
import { type Answer, type Desk, seeOther, unknownVillage, wrongField } from './desk.ts';
import type { VillageNow } from './known-villages.ts';
import { type Html, layout } from './layout.ts';
import { messagePage } from './other-pages.ts';
import { type ReportFields, readQuery, readReportForm } from './parse.ts';
import { sendPage } from './send-page.ts';
import { checkForm, formStamp, readWelcome } from './stamps.ts';
import { type Locale, type Texts, texts } from './texts/index.ts';
import { hidden, linksOf } from './top.ts';
import { warningsOf } from './village-page.ts';

/** `GET /p/:key/lapor?mac=` before login, `?t=` after it: four buttons. */
export async function showReportForm(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const { mac: given, t: stamp, bahasa } = readQuery(request.query);
  const router = await desk.routerOf(key);
  if (!router) return unknownVillage(reply, bahasa);
  const ticketName = stamp === null ? null : readWelcome(desk.sealer, key, stamp);
  const standing = ticketName === null ? null : await desk.access.standingOf(router.id, ticketName);
  const mac = standing?.mac ?? given;
  // Neither a phone of this wifi nor proved: as anybody from elsewhere.
  if (mac === null) return seeOther(reply, `/info/${router.now.code}/lapor?bahasa=${bahasa}`);
  const tanda = formStamp(desk.sealer, key, mac, desk.now());
  const path = `/p/${key}`;
  const page = formPage(texts[bahasa], router.now, `${path}/lapor`, { mac, bahasa, tanda }, (locale) =>
    stamp === null
      ? `${path}/lapor?mac=${mac}&bahasa=${locale}`
      : `${path}/lapor?${new URLSearchParams({ t: stamp, bahasa: locale })}`,
  );
  return sendPage(reply, 200, page);
}

/** `POST /p/:key/lapor` */
export async function report(desk: Desk, key: string, request: FastifyRequest, reply: FastifyReply): Answer {
  const router = await desk.routerOf(key);
  const form = readReportForm(request.body);
  if ('wrong' in form) return wrongField(reply, 'id', form, router?.now ?? null);
  if (!router) return unknownVillage(reply, form.bahasa);
  if (form.mac === null) return wrongField(reply, form.bahasa, { wrong: 'mac', tooLong: false }, router.now);
  const from = { routerId: router.id, via: 'portal', reporter: `phone ${form.mac}` } as const;
  return await take(desk, reply, router.now, key, form, from);
}

/** `GET /info/:village/lapor`: from any network, since a dead wifi cannot carry its own report. */
export function showPublicReportForm(
  desk: Desk,
  village: VillageNow,
  locale: Locale,
  reply: FastifyReply,
): FastifyReply {
  const tanda = formStamp(desk.sealer, `info ${village.code}`, '', desk.now());
  const action = `/info/${village.code}/lapor`;
  const to = (other: string) => `${action}?bahasa=${other}`;
  return sendPage(reply, 200, formPage(texts[locale], village, action, { bahasa: locale, tanda }, to));
}

/** `POST /info/:village/lapor` */
export async function reportPublicly(
  desk: Desk,
  village: VillageNow,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const form = readReportForm(request.body);
  if ('wrong' in form) return wrongField(reply, 'id', form, village);
  if (!desk.addressPace(request.ip, performance.now())) return refuse(reply, texts[form.bahasa], village);
  const from = { routerId: null, via: 'info', reporter: `address ${request.ip}` } as const;
  return await take(desk, reply, village, `info ${village.code}`, { ...form, mac: null }, from);
}

async function take(
  desk: Desk,
  reply: FastifyReply,
  village: VillageNow,
  stampOf: string,
  { mac, tanda, bahasa, jenis, teks }: ReportFields,
  from: Pick<NewReport, 'routerId' | 'via' | 'reporter'>,
): Answer {
  const t = texts[bahasa];
  const check = checkForm(desk.sealer, stampOf, mac ?? '', tanda, desk.now());
  if (check === 'wrong') return wrongField(reply, bahasa, { wrong: 'tanda', tooLong: false }, village);
  if (check === 'old') {
    const above = warningsOf(t, village);
    return sendPage(reply, 400, messagePage(bahasa, t.fieldTitle, t.trouble['page-old'], { above }));
  }
  if (!desk.reportPace(village.code, performance.now())) return refuse(reply, t, village);
  const text = teks === '' ? null : teks;
  const result = await desk.reports.submit(
    { ...from, villageCode: village.code, kind: jenis, text },
    desk.now(),
  );
  if ('refused' in result) return refuse(reply, t, village);
  return seeOther(reply, `/laporan/${result.number}?bahasa=${bahasa}`);
}

function refuse(reply: FastifyReply, t: Texts, village: VillageNow): FastifyReply {
  reply.header('Retry-After', 3_600);
  const above = warningsOf(t, village);
  return sendPage(reply, 429, messagePage(t.locale, t.tooManyTitle, t.v.reportTooMany, { above }));
}

function formPage(
  t: Texts,
  village: VillageNow,
  action: string,
  fields: Readonly<Record<string, string>>,
  inLanguage: (locale: string) => string,
): Html {
  const { v } = t;
  const body = html`<main><h1>${v.reportTitle}</h1><p class="muted">${v.reportOf(village.name)}</p><p>${v.reportHint}</p>
<form class="kinds" method="post" action="${action}">${hidden(fields)}${reportKinds.map((kind) => html`<button name="jenis" value="${kind}">${v.reportKind[kind]}</button>`)}
<label for="teks">${v.reportText}</label><textarea id="teks" name="teks" rows="3" maxlength="140"></textarea></form>
<h2 class="part">${v.call}</h2><p>${village.contact ?? v.callOffice}</p>
${linksOf([{ to: `/info/${village.code}?bahasa=${t.locale}`, text: v.publicPage }])}</main>`;
  return layout(t, {
    title: v.reportTitle,
    body,
    above: warningsOf(t, village),
    switchTo: inLanguage(t.otherLanguage.locale),
  });
}
