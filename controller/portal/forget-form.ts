import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import { type Answer, aboveOf, type Desk, unknownVillage, wrongField } from './desk.ts';
import { layout } from './layout.ts';
import { messagePage } from './other-pages.ts';
import { readForgetForm, readQuery } from './parse.ts';
import { sendPage } from './send-page.ts';
import { readWelcome } from './stamps.ts';
import { texts } from './texts/index.ts';
import { hidden, linksOf } from './top.ts';

const welcomeOf = (key: string, stamp: string, bahasa: string) =>
  `/p/${key}/selamat?${new URLSearchParams({ t: stamp, bahasa })}`;

/** `GET /p/:key/hapus?t=`: asks once more, and says what would be erased. */
export async function askForget(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const { t: stamp, bahasa } = readQuery(request.query);
  const router = await desk.routerOf(key);
  if (!router || stamp === null) return unknownVillage(reply, bahasa);
  const t = texts[bahasa];
  const body = html`<main><h1>${t.v.forgetTitle}</h1><p>${t.v.forgetAsk}</p>
<form method="post" action="/p/${key}/hapus">${hidden({ t: stamp, bahasa })}<button>${t.v.forgetButton}</button></form>
${linksOf([{ to: welcomeOf(key, stamp, bahasa), text: t.back }])}</main>`;
  return sendPage(
    reply,
    200,
    layout(t, {
      title: t.v.forgetTitle,
      body,
      above: aboveOf(bahasa, router),
      switchTo: `/p/${key}/hapus?${new URLSearchParams({ t: stamp, bahasa: t.otherLanguage.locale })}`,
    }),
  );
}

/** `POST /p/:key/hapus`: erases the phone that this ticket let in. */
export async function forgetPhone(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const router = await desk.routerOf(key);
  const form = readForgetForm(request.body);
  if ('wrong' in form) return wrongField(reply, 'id', form, router?.now ?? null);
  if (!router) return unknownVillage(reply, form.bahasa);
  const name = readWelcome(desk.sealer, key, form.t);
  const done = name !== null && (await desk.access.forget(router.id, name));
  const { v } = texts[form.bahasa];
  return sendPage(
    reply,
    200,
    messagePage(form.bahasa, v.forget, done ? v.forgotten : v.notForgotten, {
      above: aboveOf(form.bahasa, router),
      back: `/info/${router.now.code}?bahasa=${form.bahasa}`,
    }),
  );
}
