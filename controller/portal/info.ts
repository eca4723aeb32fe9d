import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import { type Answer, type Desk, originOf } from './desk.ts';
import { jsonOf, rssOf } from './info-data.ts';
import type { VillageNow } from './known-villages.ts';
import { csp, type Html, layout, textOf } from './layout.ts';
import { messagePage } from './other-pages.ts';
import { readQuery } from './parse.ts';
import { reportPublicly, showPublicReportForm } from './report-form.ts';
import { sendPage } from './send-page.ts';
import { type Locale, texts } from './texts/index.ts';
import { infoTop, type Link, languageLink, statusText } from './top.ts';
import type { ListedVillage, VillageList } from './village-list.ts';
import { villagePage } from './village-page.ts';

/** Anybody may keep what is public for so long, s. */
const MAX_AGE_SECONDS = 30;
/** More villages than this are listed by kecamatan. */
const LISTED_AT_ONCE = 150;

/** `info.<host>`, also below /info: the village's page for anybody online, and its data. */
export function infoRoutes(app: FastifyInstance, desk: Desk, list: () => Promise<VillageList>): void {
  app.get('/info', async (request, reply) => {
    const { bahasa, kecamatan } = readQuery(request.query);
    return sendPublic(request, reply, 'text/html', textOf(listPage(bahasa, kecamatan, (await list()).all)));
  });

  app.get<{ Params: { village: string } }>('/info/:village', async (request, reply): Answer => {
    const { bahasa } = readQuery(request.query);
    const found = /^(.{1,80}?)(\.rss|\.json)?$/.exec(request.params.village);
    const listed = found && (await list()).find(found[1]!);
    const village = listed && (await desk.villageOf(listed.code));
    if (!village) return noVillage(reply, bahasa);
    const origin = originOf(desk, request) ?? '';
    if (found[2] === '.rss')
      return sendPublic(request, reply, 'application/rss+xml', rssOf(village, listed.slug, origin));
    if (found[2] === '.json')
      return sendPublic(request, reply, 'application/json', jsonOf(village, listed.slug, origin));
    return sendPublic(request, reply, 'text/html', textOf(pageOf(village, listed, bahasa)));
  });

  app.get<{ Params: { village: string } }>('/info/:village/lapor', async (request, reply): Answer => {
    const { bahasa } = readQuery(request.query);
    const listed = (await list()).find(request.params.village);
    const village = listed && (await desk.villageOf(listed.code));
    if (!village) return noVillage(reply, bahasa);
    return showPublicReportForm(desk, village, bahasa, reply);
  });

  app.post<{ Params: { village: string } }>('/info/:village/lapor', async (request, reply): Answer => {
    const listed = (await list()).find(request.params.village);
    const village = listed && (await desk.villageOf(listed.code));
    if (!village) return noVillage(reply, 'id');
    return await reportPublicly(desk, village, request, reply);
  });
}

function pageOf(village: VillageNow, { slug }: ListedVillage, locale: Locale): Html {
  const t = texts[locale];
  const links: Link[] = [
    { to: `/info/${slug}/lapor?bahasa=${locale}`, text: t.v.report },
    { to: `/info/${slug}.rss`, text: t.v.feedOf },
    { to: `/info/${slug}.json`, text: t.v.dataOf },
    languageLink(t, `/info/${slug}?bahasa=${t.otherLanguage.locale}`),
  ];
  return villagePage(village, locale, 'info', infoTop(locale, village, links));
}

function listPage(locale: Locale, kecamatan: string | null, all: readonly ListedVillage[]): Html {
  const t = texts[locale];
  const parts = [...Map.groupBy(all, (one) => one.kecamatan)].filter(
    ([name]) => kecamatan === null || name === kecamatan,
  );
  const whole = all.length <= LISTED_AT_ONCE || kecamatan !== null;
  const to = (name: string, bahasa: string) => `/info?${new URLSearchParams({ kecamatan: name, bahasa })}`;
  const body = html`<main><h1>${t.v.infoTitle}</h1><p class="muted">${t.from}</p><p>${t.v.infoList}</p>
${parts.map(([name, villages]) =>
  whole
    ? html`<h2 class="part">Kecamatan ${name}</h2><ul>${villages.map((one) => html`<li><a class="in" href="/info/${one.slug}?bahasa=${locale}">${t.v.infoOf(one.name)}</a><br><span class="muted">${statusText(t, one.states)}</span></li>`)}</ul>`
    : html`<p><a href="${to(name, locale)}">Kecamatan ${name} (${villages.length})</a></p>`,
)}</main>`;
  const other = t.otherLanguage.locale;
  const switchTo = kecamatan === null ? `/info?bahasa=${other}` : to(kecamatan, other);
  return layout(t, { title: t.v.infoTitle, body, switchTo });
}

function noVillage(reply: FastifyReply, locale: Locale): FastifyReply {
  const t = texts[locale];
  return sendPage(
    reply,
    404,
    messagePage(locale, t.unknownTitle, t.v.noVillage, { back: `/info?bahasa=${locale}` }),
  );
}

/** Of nobody in particular: kept for a short while by whoever passes it on, and not sent again while it is the same. */
function sendPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  type: 'text/html' | 'application/json' | 'application/rss+xml',
  text: string,
): FastifyReply {
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.headers({
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': `public, max-age=${MAX_AGE_SECONDS}`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    Vary: 'Accept-Encoding',
    ETag: etag,
    ...(type === 'text/html' ? { 'Content-Security-Policy': csp } : { 'Access-Control-Allow-Origin': '*' }),
  });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(request.headers['accept-encoding'] ?? '')))
    return reply.send(text);
  return reply.header('Content-Encoding', 'gzip').send(gzipSync(text));
}
