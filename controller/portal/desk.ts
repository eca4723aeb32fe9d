import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/index.ts';
import type { Sealer } from '../platform/seal.ts';
import type { KnownRouters, PortalRouter } from './known-routers.ts';
import type { KnownVillages, VillageNow } from './known-villages.ts';
import type { Html } from './layout.ts';
import type { Reports } from './neighbours.ts';
import { messagePage } from './other-pages.ts';
import { sendPage } from './send-page.ts';
import { type Field, type Locale, texts } from './texts/index.ts';
import { warningsOf } from './village-page.ts';

/** What the pages of residents are made with. */
export interface Desk {
  readonly access: Pick<Access, 'mintTicket' | 'standingOf' | 'openingOf' | 'forget'>;
  readonly reports: Reports;
  readonly sealer: Sealer;
  readonly now: () => Date;
  readonly publicOrigin: string | null;
  readonly routerOf: KnownRouters;
  readonly villageOf: KnownVillages;
  /** Logins of a router. */
  readonly pace: Pace;
  /** Reports of a village, and of an address. */
  readonly reportPace: Pace;
  readonly addressPace: Pace;
}

type Pace = (key: string, now: number) => boolean;
export type Answer = Promise<FastifyReply>;

/** The portal under which this phone reached us. Null: it does not say so in a way that can be an address. */
export function originOf({ publicOrigin }: Desk, request: FastifyRequest): string | null {
  const origin = publicOrigin ?? `${request.protocol}://${request.host}`;
  return URL.canParse(origin) ? origin : null;
}

export function unknownVillage(reply: FastifyReply, locale: Locale): FastifyReply {
  const t = texts[locale];
  return sendPage(reply, 404, messagePage(locale, t.unknownTitle, t.unknownVillage));
}

export function wrongField(
  reply: FastifyReply,
  locale: Locale,
  { wrong, tooLong }: { readonly wrong: Field; readonly tooLong: boolean },
  village: VillageNow | null,
): FastifyReply {
  const t = texts[locale];
  const above = warningsOf(t, village);
  return tooLong
    ? sendPage(reply, 413, messagePage(locale, t.tooLargeTitle, t.tooLarge(wrong), { above }))
    : sendPage(reply, 400, messagePage(locale, t.fieldTitle, t.fieldWrong(wrong), { above }));
}

export function tooMany(reply: FastifyReply, locale: Locale, village: VillageNow): FastifyReply {
  const t = texts[locale];
  reply.header('Retry-After', 60);
  return sendPage(
    reply,
    429,
    messagePage(locale, t.tooManyTitle, t.tooMany, { above: warningsOf(t, village) }),
  );
}

export const aboveOf = (locale: Locale, router: PortalRouter): Html | null =>
  warningsOf(texts[locale], router.now);

/** By 303: a POST is never sent again to where it leads. */
export const seeOther = (reply: FastifyReply, location: string): FastifyReply =>
  reply.code(303).headers({ Location: location, 'Cache-Control': 'no-store' }).send();
