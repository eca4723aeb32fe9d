import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Access, FormUsedUp, type Ticket } from '../access/index.ts';
import type { Sealer } from '../platform/seal.ts';
import { frontPage } from './front-page.ts';
import type { PortalRouter } from './known-routers.ts';
import { loginAddress } from './login-address.ts';
import { messagePage, welcomePage } from './other-pages.ts';
import { localeOf, type PortalQuery, readForm, readQuery, type StartFields } from './parse.ts';
import { sendPage } from './send-page.ts';
import { checkForm, formStamp, readWelcome, welcomeStamp } from './stamps.ts';
import { type Field, type Locale, type Trouble, texts } from './texts/index.ts';
import { troubleOf } from './trouble-of.ts';

/** The rules that a resident agrees to; raised when their meaning changes. */
export const TERMS_VERSION = '2026-11';

export interface Resident {
  readonly access: Pick<Access, 'mintTicket' | 'standingOf'>;
  readonly sealer: Sealer;
  readonly now: () => Date;
  readonly publicOrigin: string | null;
  readonly routerOf: (portalKey: string) => Promise<PortalRouter | null>;
  readonly pace: (key: string, now: number) => boolean;
}

type Answer = Promise<FastifyReply>;

/** `GET /p/:key`: what a phone sees first. */
export async function showFront(
  resident: Resident,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const router = await resident.routerOf(key);
  const query = readQuery(request.query);
  if (!router) return unknownVillage(reply, query.bahasa);
  const trouble = query.error === null || query.error === '' ? null : troubleOf(query.error);
  return sendPage(reply, 200, front(resident, router, query, trouble));
}

/** `POST /p/:key/masuk`: the button. Makes a ticket, and sends the phone with it to its own router. */
export async function startInternet(
  resident: Resident,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const router = await resident.routerOf(key);
  const form = readForm(request.body);
  if ('wrong' in form) return wrongField(reply, 'id', form.wrong, form.tooLong);
  if (!router) return unknownVillage(reply, form.bahasa);
  const t = texts[form.bahasa];
  const check = checkForm(resident.sealer, key, form.mac, form.tanda, resident.now());
  if (check === 'wrong') return wrongField(reply, form.bahasa, 'tanda', false);
  if (check === 'old') return sendPage(reply, 200, front(resident, router, queryOf(form), 'page-old'));
  const login = loginAddress(form.login, router);
  if (login === null) return sendPage(reply, 503, messagePage(t.locale, t.notReadyTitle, t.notReady));
  const ticket = resident.pace(key, performance.now()) ? await mint(resident, router, form) : null;
  if (ticket === null) {
    reply.header('Retry-After', 60);
    return sendPage(reply, 429, messagePage(t.locale, t.tooManyTitle, t.tooMany));
  }
  return reply
    .code(303)
    .headers({ Location: toRouter(resident, request, key, login, form, ticket), 'Cache-Control': 'no-store' })
    .send();
}

/** `GET /p/:key/selamat`: after the router let the phone in. Tells what is left only when RADIUS has confirmed it. */
export async function showWelcome(
  resident: Resident,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer {
  const router = await resident.routerOf(key);
  const locale = localeOf(request.query);
  if (!router) return unknownVillage(reply, locale);
  const { t } = request.query as { t?: unknown };
  const ticketName = typeof t === 'string' ? readWelcome(resident.sealer, key, t) : null;
  const left = ticketName === null ? null : await resident.access.standingOf(router.id, ticketName);
  return sendPage(reply, 200, welcomePage({ locale, village: router.village, left }));
}

function front(resident: Resident, router: PortalRouter, query: PortalQuery, trouble: Trouble | null) {
  const { mac, bahasa } = query;
  const path = `/p/${router.portalKey}`;
  const login = loginAddress(query.login, router);
  const fields = { ...(login !== null && login === query.login ? { login } : {}), bahasa };
  const form =
    mac === null
      ? null
      : {
          action: `${path}/masuk`,
          fields: {
            mac,
            ...fields,
            tanda: formStamp(resident.sealer, router.portalKey, mac, resident.now()),
          },
        };
  const other = texts[bahasa].otherLanguage.locale;
  const trialWanted = trouble === 'no-answer' && query.trial !== null && mac !== null && login !== null;
  return frontPage({
    locale: bahasa,
    village: router.village,
    announcements: router.announcements,
    limits: router.limits,
    form,
    trouble,
    trial: trialWanted ? `${login}?username=T-${encodeURIComponent(mac)}` : null,
    rules: `/aturan?bahasa=${bahasa}`,
    switchTo: `${path}?${new URLSearchParams({ ...(mac === null ? {} : { mac }), ...fields, bahasa: other })}`,
  });
}

const queryOf = ({ mac, login, bahasa }: StartFields): PortalQuery => ({
  mac,
  login: login === '' ? null : login,
  bahasa,
  error: null,
  trial: null,
});

/** Null: this form has had enough. */
async function mint(resident: Resident, router: PortalRouter, form: StartFields): Promise<Ticket | null> {
  try {
    return await resident.access.mintTicket({
      routerId: router.id,
      mac: form.mac,
      termsVersion: TERMS_VERSION,
      form: form.tanda,
    });
  } catch (error) {
    if (error instanceof FormUsedUp) return null;
    throw error;
  }
}

function toRouter(
  { publicOrigin, sealer }: Resident,
  request: FastifyRequest,
  key: string,
  login: string,
  { mac, bahasa }: StartFields,
  ticket: Ticket,
): string {
  const to = new URL(login);
  to.searchParams.set('username', mac);
  to.searchParams.set('password', ticket.password);
  const origin = publicOrigin ?? `${request.protocol}://${request.host}`;
  // Without an origin of ours the router shows its own page.
  if (URL.canParse(origin)) {
    const welcome = new URL(`/p/${key}/selamat`, origin);
    welcome.searchParams.set('t', welcomeStamp(sealer, key, ticket.name));
    if (bahasa !== 'id') welcome.searchParams.set('bahasa', bahasa);
    to.searchParams.set('dst', welcome.href);
  }
  return to.href;
}

function unknownVillage(reply: FastifyReply, locale: Locale): FastifyReply {
  const t = texts[locale];
  return sendPage(reply, 404, messagePage(locale, t.unknownTitle, t.unknownVillage));
}

function wrongField(reply: FastifyReply, locale: Locale, field: Field, tooLong: boolean): FastifyReply {
  const t = texts[locale];
  return tooLong
    ? sendPage(reply, 413, messagePage(locale, t.tooLargeTitle, t.tooLarge(field)))
    : sendPage(reply, 400, messagePage(locale, t.fieldTitle, t.fieldWrong(field)));
}
