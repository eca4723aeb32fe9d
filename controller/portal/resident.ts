import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, type Desk, originOf, seeOther, tooMany, unknownVillage, wrongField } from './desk.ts';
import type { PortalRouter } from './known-routers.ts';
import { loginAddress } from './login-address.ts';
import { mint } from './mint.ts';
import { messagePage } from './other-pages.ts';
import { type PortalQuery, readForm, readQuery, type StartFields } from './parse.ts';
import { sendPage, sendPrepared } from './send-page.ts';
import { checkForm, formStamp, readWelcome, welcomeStamp } from './stamps.ts';
import { type Trouble, texts } from './texts/index.ts';
import { frontTop, type Link, languageLink, welcomeTop } from './top.ts';
import { troubleOf } from './trouble-of.ts';
import { preparedVillage, warningsOf } from './village-page.ts';

/** `GET /p/:key`: what a phone sees first. */
export async function showFront(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const query = readQuery(request.query);
  const router = await desk.routerOf(key);
  if (!router) return unknownVillage(reply, query.bahasa);
  const trouble = query.error === null || query.error === '' ? null : troubleOf(query.error);
  return sendFront(desk, reply, router, query, trouble);
}

/** `POST /p/:key/masuk`: the button. Makes a ticket, and sends the phone with it to its own router. */
export async function startInternet(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const router = await desk.routerOf(key);
  const form = readForm(request.body);
  if ('wrong' in form) return wrongField(reply, 'id', form, router?.now ?? null);
  if (!router) return unknownVillage(reply, form.bahasa);
  const check = checkForm(desk.sealer, key, form.mac, form.tanda, desk.now());
  if (check === 'wrong')
    return wrongField(reply, form.bahasa, { wrong: 'tanda', tooLong: false }, router.now);
  if (check === 'old') return sendFront(desk, reply, router, queryOf(form), 'page-old');
  // The page says when it opens.
  if (router.now.opening.state !== 'open') return sendFront(desk, reply, router, queryOf(form), null);
  return await sendToRouter(desk, request, reply, router, form);
}

/** To the phone's own router, with a ticket; `refused` says what the page shows when a code opens nothing. */
export async function sendToRouter(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  router: PortalRouter,
  form: StartFields & { readonly kode?: string },
  refused?: (why: NonNullable<Awaited<ReturnType<typeof mint>>['refused']>) => FastifyReply,
): Answer {
  const t = texts[form.bahasa];
  const login = loginAddress(form.login, router);
  if (login === null) {
    const above = warningsOf(t, router.now);
    return sendPage(reply, 503, messagePage(t.locale, t.notReadyTitle, t.notReady, { above }));
  }
  if (!desk.pace(router.portalKey, performance.now())) return tooMany(reply, form.bahasa, router.now);
  const minted = await mint(desk.access, router, form);
  if (minted.refused === 'form') return tooMany(reply, form.bahasa, router.now);
  if (minted.refused) {
    return refused?.(minted.refused) ?? sendFront(desk, reply, router, queryOf(form), 'closed');
  }
  const to = new URL(login);
  to.searchParams.set('username', form.mac);
  to.searchParams.set('password', minted.ticket.password);
  const origin = originOf(desk, request);
  // Without an origin of ours the router shows its own page.
  if (origin !== null) {
    const welcome = new URL(`/p/${router.portalKey}/selamat`, origin);
    welcome.searchParams.set('t', welcomeStamp(desk.sealer, router.portalKey, minted.ticket.name));
    if (form.bahasa !== 'id') welcome.searchParams.set('bahasa', form.bahasa);
    to.searchParams.set('dst', welcome.href);
  }
  return seeOther(reply, to.href);
}

/** `GET /p/:key/selamat`: after the router let the phone in. Tells what is left only when RADIUS has confirmed it. */
export async function showWelcome(
  desk: Desk,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const { t: stamp, bahasa } = readQuery(request.query);
  const router = await desk.routerOf(key);
  if (!router) return unknownVillage(reply, bahasa);
  const t = texts[bahasa];
  const ticketName = stamp === null ? null : readWelcome(desk.sealer, key, stamp);
  const left = ticketName === null ? null : await desk.access.standingOf(router.id, ticketName);
  const proof = left === null || stamp === null ? null : stamp;
  const ofProof = `bahasa=${bahasa}${proof === null ? '' : `&t=${encodeURIComponent(proof)}`}`;
  const links: Link[] = [
    { to: `/p/${key}/lapor?${ofProof}`, text: t.v.report },
    ...(proof !== null ? [{ to: `/p/${key}/hapus?${ofProof}`, text: t.v.forget }] : []),
    { to: `/info/${router.now.code}?bahasa=${bahasa}`, text: t.v.publicPage },
    languageLink(
      t,
      `/p/${key}/selamat?${new URLSearchParams({ ...(stamp === null ? {} : { t: stamp }), bahasa: t.otherLanguage.locale })}`,
    ),
  ];
  return sendPrepared(
    reply,
    200,
    preparedVillage(router.now, bahasa, 'welcome'),
    welcomeTop({ t, village: router.village, left, links }),
  );
}

function sendFront(
  desk: Desk,
  reply: FastifyReply,
  router: PortalRouter,
  query: PortalQuery,
  trouble: Trouble | null,
): FastifyReply {
  const { mac, bahasa } = query;
  const t = texts[bahasa];
  const path = `/p/${router.portalKey}`;
  const login = loginAddress(query.login, router);
  const given: { login?: string } = login !== null && login === query.login ? { login } : {};
  const tanda = mac === null ? '' : formStamp(desk.sealer, router.portalKey, mac, desk.now());
  const phone = mac === null ? null : String(new URLSearchParams({ mac, ...given }));
  const trialWanted = trouble === 'no-answer' && query.trial !== null && mac !== null && login !== null;
  const links: Link[] = [
    ...(phone === null ? [] : [{ to: `${path}/kode?${phone}&bahasa=${bahasa}`, text: t.v.haveCode }]),
    phone === null
      ? { to: `/info/${router.now.code}/lapor?bahasa=${bahasa}`, text: t.v.report }
      : { to: `${path}/lapor?mac=${mac}&bahasa=${bahasa}`, text: t.v.report },
    languageLink(t, `${path}?${phone === null ? '' : `${phone}&`}bahasa=${t.otherLanguage.locale}`),
  ];
  const top = frontTop({
    t,
    village: router.village,
    opening: router.now.opening,
    form: mac === null ? null : { action: `${path}/masuk`, fields: { mac, ...given, bahasa, tanda } },
    trouble,
    trial: trialWanted ? `${login}?username=T-${encodeURIComponent(mac)}` : null,
    rules: `${path}/aturan?bahasa=${bahasa}`,
    links,
  });
  return sendPrepared(reply, 200, preparedVillage(router.now, bahasa, 'front'), top);
}

export const queryOf = ({ mac, login, bahasa }: StartFields): PortalQuery => ({
  mac,
  login: login === '' ? null : login,
  bahasa,
  error: null,
  trial: null,
  t: null,
  versi: null,
  nomor: null,
  kecamatan: null,
});
