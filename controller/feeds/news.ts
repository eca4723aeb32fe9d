import { parseFeed } from 'feedsmith';
import type { FeedItem } from '../announcements/from-feed.ts';
import { FeedFailed } from './feed-failed.ts';
import { keyOf } from './key-of.ts';
import { BODY_LENGTH, bareItem, type Parsed, type Reading, TITLE_LENGTH, tellFault } from './parsed.ts';
import { cut, plainText } from './plain-text.ts';
import { whenOf } from './when-of.ts';

/** Days that news of a village website stands on the page. */
const NEWS_DAYS = 14;
const DAY_MS = 86_400_000;

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly at: string | undefined;
}

/** RSS 2.0, Atom, RDF or JSON Feed of a website. Throws FeedFailed where it is none of them. */
export function parseNews(text: string, { audience, now }: Reading): Parsed {
  const parsed: Parsed = { items: [], cancelled: [], faults: [], whole: false, links: [] };
  for (const [index, entry] of entriesOf(text).entries()) {
    const title = cut(plainText(entry.title) || plainText(entry.body), TITLE_LENGTH);
    if (title.length < 3) {
      tellFault(parsed.faults, index + 1, 'no-title', entry.id);
      continue;
    }
    const from = entry.at === undefined ? null : whenOf(entry.at);
    if (from !== null && from.getTime() < now.getTime() - NEWS_DAYS * DAY_MS) {
      tellFault(parsed.faults, index + 1, 'expired', title);
      continue;
    }
    const item: FeedItem = {
      ...bareItem,
      key: keyOf(entry.id || title),
      kind: 'news',
      title,
      body: cut(plainText(entry.body), BODY_LENGTH) || title,
      audience,
      from,
      daysShown: NEWS_DAYS,
    };
    parsed.items.push(item);
  }
  return parsed;
}

function entriesOf(text: string): Entry[] {
  const { format, feed } = readFeed(text);
  if (format === 'atom')
    return (feed.entries ?? []).map((entry) => ({
      id: entry.id ?? entry.links?.[0]?.href ?? '',
      title: entry.title?.value ?? '',
      body: entry.summary?.value ?? entry.content?.value ?? '',
      at: entry.published ?? entry.updated,
    }));
  if (format === 'json')
    return (feed.items ?? []).map((item) => ({
      id: item.id ?? item.url ?? '',
      title: item.title ?? '',
      body: item.summary ?? item.content_text ?? item.content_html ?? '',
      at: item.date_published ?? item.date_modified,
    }));
  if (format === 'rdf')
    return (feed.items ?? []).map((item) => ({
      id: item.rdf?.about ?? item.link ?? '',
      title: item.title ?? '',
      body: item.description ?? '',
      at: item.dc?.dates?.[0],
    }));
  return (feed.items ?? []).map((item) => ({
    id: item.guid?.value ?? item.link ?? '',
    title: item.title ?? '',
    body: item.description ?? item.content?.encoded ?? '',
    at: item.pubDate ?? item.dc?.dates?.[0],
  }));
}

function readFeed(text: string) {
  try {
    return parseFeed(text);
  } catch (cause) {
    throw new FeedFailed('not-a-feed', 'neither RSS, Atom, RDF nor JSON Feed', { cause });
  }
}
