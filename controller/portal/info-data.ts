import { generateRssFeed } from 'feedsmith';
import type { VillageNow } from './known-villages.ts';
import type { Told } from './neighbours.ts';
import { texts } from './texts/index.ts';
import { inOrder } from './told.ts';
import { statusOf, statusText } from './top.ts';

/** Public data of a village, for whoever builds on them: docs/public-data.md. */
export function jsonOf(village: VillageNow, slug: string, origin: string): string {
  const { state, since } = statusOf(village.states);
  const { opening } = village;
  return JSON.stringify({
    village: { code: village.code, name: village.name, kecamatan: village.kecamatan, slug },
    asOf: village.asOf.toISOString(),
    status: { state, since: since?.toISOString() ?? null, text: statusText(texts.id, village.states) },
    opening: {
      state: opening.state,
      opensAt: opening.opensAt?.toISOString() ?? null,
      until: opening.until?.toISOString() ?? null,
    },
    announcements: inOrder(village.told).map((one) => announcementOf(one, origin)),
  });
}

const announcementOf = (one: Told, origin: string) => ({
  id: one.id,
  kind: one.kind,
  severity: one.severity,
  title: one.title,
  body: one.body,
  from: one.from,
  until: one.until,
  startsAt: one.startsAt ?? null,
  endsAt: one.endsAt ?? null,
  allDay: one.allDay ?? false,
  place: one.place ?? null,
  progressPercent: one.progressPercent ?? null,
  picture: one.picture
    ? {
        webp: `${origin}/gambar/${one.picture.name}.webp`,
        jpeg: `${origin}/gambar/${one.picture.name}.jpg`,
        width: one.picture.width,
        height: one.picture.height,
      }
    : null,
  source: one.source ? { name: one.source.feed, updatedAt: one.source.okAt } : null,
});

/** RSS 2.0: the announcements, the gravest first. */
export function rssOf(village: VillageNow, slug: string, origin: string): string {
  const t = texts.id;
  const link = `${origin}/info/${slug}`;
  return generateRssFeed({
    title: t.title(village.name),
    link,
    description: `${t.from}. ${statusText(t, village.states)}`,
    language: 'id',
    lastBuildDate: village.asOf,
    ttl: 5,
    items: inOrder(village.told).map((one) => ({
      title: t.severity[one.severity] === '' ? one.title : `${t.severity[one.severity]}: ${one.title}`,
      link,
      description: one.body,
      categories: [{ name: t.kind[one.kind] }],
      guid: { value: `${village.code}-${one.id}`, isPermaLink: false },
      pubDate: new Date(one.from),
    })),
  });
}
