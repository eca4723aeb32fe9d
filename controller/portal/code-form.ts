import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import { type Answer, type Desk, unknownVillage, wrongField } from './desk.ts';
import type { PortalRouter } from './known-routers.ts';
import { layout } from './layout.ts';
import { type PortalQuery, readCodeForm, readQuery } from './parse.ts';
import { queryOf, sendToRouter } from './resident.ts';
import { sendPage } from './send-page.ts';
import { checkForm, formStamp } from './stamps.ts';
import { texts } from './texts/index.ts';
import type { CodeTrouble } from './texts/village-texts.ts';
import { hidden, linksOf } from './top.ts';
import { warningsOf } from './village-page.ts';

/** `GET /p/:key/kode`: the form of a voucher's or officer's code. */
export async function showCodeForm(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const query = readQuery(request.query);
  const router = await desk.routerOf(key);
  if (!router) return unknownVillage(reply, query.bahasa);
  return codePage(desk, reply, router, query, null);
}

/** `POST /p/:key/kode`: as the button, with a code. */
export async function startByCode(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const router = await desk.routerOf(key);
  const form = readCodeForm(request.body);
  if ('wrong' in form) return wrongField(reply, 'id', form, router?.now ?? null);
  if (!router) return unknownVillage(reply, form.bahasa);
  const check = checkForm(desk.sealer, key, form.mac, form.tanda, desk.now());
  if (check === 'wrong')
    return wrongField(reply, form.bahasa, { wrong: 'tanda', tooLong: false }, router.now);
  const again = (why: CodeTrouble | 'page-old') =>
    codePage(desk, reply, router, queryOf(form), why, form.kode);
  if (check === 'old') return again('page-old');
  if (form.kode === '') return again('unknown');
  return await sendToRouter(desk, request, reply, router, form, (why) =>
    again(why === 'form' ? 'locked' : why),
  );
}

/** What was typed stays: a slip is mended, not typed anew. */
function codePage(
  desk: Desk,
  reply: FastifyReply,
  router: PortalRouter,
  { mac, login, bahasa }: PortalQuery,
  trouble: CodeTrouble | 'page-old' | null,
  typed = '',
): FastifyReply {
  const t = texts[bahasa];
  const { v } = t;
  const path = `/p/${router.portalKey}`;
  const fields = { ...(mac === null ? {} : { mac }), ...(login === null ? {} : { login }), bahasa };
  const here = (locale: string) => `${path}/kode?${new URLSearchParams({ ...fields, bahasa: locale })}`;
  const tanda = mac === null ? '' : formStamp(desk.sealer, router.portalKey, mac, desk.now());
  const sentence =
    trouble === null ? null : trouble === 'page-old' ? t.trouble['page-old'] : v.codeTrouble[trouble];
  const body = html`<main><h1>${v.codeTitle}</h1><p class="muted">${t.title(router.village)}</p>
${sentence === null ? '' : html`<p class="card bad trouble" role="alert" id="salah">${sentence}</p>`}
${
  mac === null
    ? html`<p class="card">${t.notOnWifi}</p>`
    : html`<form method="post" action="${path}/kode">${hidden({ ...fields, tanda })}<label for="kode">${v.codeField}</label><input id="kode" name="kode" value="${typed}" maxlength="40" required autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" aria-describedby="${sentence === null ? 'cara' : 'salah cara'}"><p class="muted" id="cara">${v.codeHint}</p><button>${v.codeButton}</button><p class="muted">${t.agree} <a class="in" href="${path}/aturan?bahasa=${bahasa}">${t.rulesLink}</a>.</p></form>`
}
${linksOf([{ to: `${path}?${new URLSearchParams(fields)}`, text: t.back }])}</main>`;
  return sendPage(
    reply,
    trouble === 'locked' ? 429 : 200,
    layout(t, {
      title: v.codeTitle,
      body,
      above: warningsOf(t, router.now),
      switchTo: here(t.otherLanguage.locale),
    }),
  );
}
