import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Severity } from '#contract/announcements.ts';
import type { ItemFault } from '#contract/feeds.ts';
import { reaches } from '../announcements/audience.ts';
import type { FeedItem } from '../announcements/from-feed.ts';
import { cornersOf, isInCircle, isInPolygon, kecamatanIn } from './area-of.ts';
import { FeedFailed } from './feed-failed.ts';
import { keyOf } from './key-of.ts';
import {
  BODY_LENGTH,
  bareItem,
  type Parsed,
  type Place,
  type Reading,
  TITLE_LENGTH,
  tellFault,
} from './parsed.ts';
import { cut, plainText } from './plain-text.ts';
import { whenOf } from './when-of.ts';

/** Default options make 163 of `0163` and 100000 of `1e5`: numbers stay text. Document types with entities are refused. */
const parser = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: true,
  isArray: (name) =>
    [
      'alert',
      'info',
      'area',
      'polygon',
      'circle',
      'geocode',
      'category',
      'parameter',
      'resource',
      'item',
      'entry',
    ].includes(name),
});

const text = z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string());
const texts = z.array(text).default([]);
const Area = z.object({ areaDesc: text, polygon: texts, circle: texts });
const Info = z.object({
  language: text.transform((said) => said.toLowerCase() || 'en-us'),
  event: text,
  severity: text,
  effective: text,
  onset: text,
  expires: text,
  headline: text,
  description: text,
  instruction: text,
  senderName: text,
  area: z.array(Area.catch({ areaDesc: '', polygon: [], circle: [] })).default([]),
});
const Alert = z.object({
  identifier: text,
  sender: text,
  sent: text,
  status: text,
  msgType: text,
  scope: text,
  references: text,
  info: z.array(Info).default([]),
});
type Alert = z.infer<typeof Alert>;
type Info = z.infer<typeof Info>;

const SEVERITY: Readonly<Record<string, Severity>> = {
  Extreme: 'danger',
  Severe: 'danger',
  Moderate: 'caution',
  Minor: 'info',
  Unknown: 'caution',
};
/** Of a list of CAP files, at most so many are fetched. */
const LINKS = 5;
/** An alert that names no end. */
const HOURS_WITHOUT_END = 24;
const PROVINCE = 'sumatera selatan';

/** CAP 1.2, one alert or several, or a list (RSS, Atom) of files of it. Throws FeedFailed. */
export function parseCap(source: string, reading: Reading): Parsed {
  const parsed: Parsed = { items: [], cancelled: [], faults: [], whole: false, links: [] };
  const document = readXml(source);
  const alerts = alertsIn(document);
  if (alerts.length === 0) {
    const links = linksIn(document);
    if (!links) throw new FeedFailed('not-a-feed', 'neither CAP nor a list of it');
    parsed.links.push(...links);
    return parsed;
  }
  for (const [index, alert] of alerts.entries()) tell(alert, index + 1, reading, parsed);
  return parsed;
}

function tell(alert: Alert, line: number, reading: Reading, parsed: Parsed): void {
  if (
    alert.status !== 'Actual' ||
    alert.scope !== 'Public' ||
    !['Alert', 'Update', 'Cancel'].includes(alert.msgType)
  ) {
    tellFault(parsed.faults, line, 'not-public', `${alert.status} ${alert.msgType} ${alert.scope}`);
    return;
  }
  if (alert.msgType !== 'Alert')
    for (const reference of alert.references.trim().split(/\s+/).slice(0, 100)) {
      const [sender = '', identifier] = reference.split(',');
      if (identifier) parsed.cancelled.push(keyOf(sender, identifier));
    }
  if (alert.msgType === 'Cancel') return;
  for (const [index, info] of spoken(alert.info).entries()) {
    const item = itemOf(alert, info, reading);
    if ('why' in item) tellFault(parsed.faults, line, item.why, item.text);
    else parsed.items.push({ ...item, key: `${keyOf(alert.sender, alert.identifier)}#${index}` });
  }
}

type Told = Omit<FeedItem, 'key'> | Pick<ItemFault, 'why' | 'text'>;

function itemOf(alert: Alert, info: Info, reading: Reading): Told {
  const from = whenOf(info.onset) ?? whenOf(info.effective) ?? whenOf(alert.sent);
  const until = info.expires
    ? whenOf(info.expires)
    : from && new Date(from.getTime() + HOURS_WITHOUT_END * 3_600_000);
  if (from === null || until === null) return { why: 'date-unreadable', text: info.expires };
  if (until <= reading.now) return { why: 'expired', text: info.headline || info.event };
  if (until <= from) return { why: 'until-before-from', text: info.expires };
  const codes = codesOf(info, reading);
  if (codes.length === 0)
    return { why: 'no-village', text: info.area.map(({ areaDesc }) => areaDesc).join(', ') };
  const title = cut(plainText(info.headline || info.event), TITLE_LENGTH);
  if (title.length < 3) return { why: 'no-title', text: alert.identifier };
  const said = plainText([info.description, info.instruction].join(' ')) || title;
  return {
    ...bareItem,
    kind: 'warning',
    severity: SEVERITY[info.severity] ?? 'caution',
    title,
    body: `${cut(said, BODY_LENGTH)} ${sourceOf(alert, info)}`,
    audience: { kind: 'villages', codes },
    from,
    until,
  };
}

/** Naming BMKG as the source is a condition of using its data. */
function sourceOf(alert: Alert, info: Info): string {
  const name = /bmkg/i.test(`${alert.sender} ${info.senderName} ${alert.identifier}`)
    ? 'BMKG'
    : cut(plainText(info.senderName || alert.sender), 60) || '?';
  return `(Sumber: ${name})`;
}

/** Each event once, in Indonesian where it is there, else in the first language. */
function spoken(infos: readonly Info[]): Info[] {
  const language = infos.find((info) => info.language.startsWith('id'))?.language ?? infos[0]?.language;
  return infos.filter((info) => info.language === language).slice(0, 10);
}

function codesOf({ area }: Info, { places, audience }: Reading): string[] {
  const polygons = area.flatMap(({ polygon }) => polygon.slice(0, 100).map(cornersOf));
  const circles = area.flatMap(({ circle }) => circle.slice(0, 100));
  const named = kecamatanIn(area.map(({ areaDesc }) => areaDesc).join(', '), places);
  const isTold = (place: Place) =>
    named.has(place.kecamatan) ||
    polygons.some((corners) => corners !== null && isInPolygon(corners, place)) ||
    circles.some((circle) => isInCircle(circle, place));
  return places
    .filter((place) => reaches(audience, place.code) && isTold(place))
    .map(({ code }) => code)
    .slice(0, 500);
}

function readXml(source: string): unknown {
  if (/<!(DOCTYPE|ENTITY)/i.test(source)) throw new FeedFailed('not-a-feed', 'a document type');
  try {
    return parser.parse(source, true);
  } catch (cause) {
    throw new FeedFailed('not-a-feed', 'not well-formed XML', { cause });
  }
}

/** Alerts at the top, in a list of them, or in the contents of an Atom feed. */
function alertsIn(document: unknown): Alert[] {
  const Holder = z.object({
    alert: z.array(z.unknown()).optional(),
    alerts: z.object({ alert: z.array(z.unknown()) }).optional(),
    feed: z
      .object({ entry: z.array(z.object({ content: z.object({ alert: z.array(z.unknown()) }) })) })
      .optional()
      .catch(undefined),
  });
  const { success, data } = Holder.safeParse(document);
  if (!success) return [];
  const raw =
    data.alert ?? data.alerts?.alert ?? data.feed?.entry.flatMap(({ content }) => content.alert) ?? [];
  return raw.slice(0, 200).flatMap((one) => Alert.safeParse(one).data ?? []);
}

/** Links of an RSS list to the alerts of our province. */
function linksIn(document: unknown): string[] | null {
  const List = z.object({
    rss: z.object({
      channel: z.object({
        item: z.array(z.object({ title: text, description: text, link: text })).default([]),
      }),
    }),
  });
  const { success, data } = List.safeParse(document);
  if (!success) return null;
  return data.rss.channel.item
    .filter(({ title, description }) => `${title} ${description}`.toLowerCase().includes(PROVINCE))
    .map(({ link }) => link.trim())
    .slice(0, LINKS);
}
