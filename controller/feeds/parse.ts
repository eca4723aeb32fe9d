import type { FeedFormat, FeedMapping } from '#contract/feeds.ts';
import { parseCalendar } from './calendar.ts';
import { parseCap } from './cap.ts';
import { FeedFailed } from './feed-failed.ts';
import { parseMapped } from './mapped.ts';
import { parseNews } from './news.ts';
import type { Parsed, Reading } from './parsed.ts';
import { textOf } from './text-of-bytes.ts';

export interface ParseOrder extends Reading {
  readonly format: FeedFormat;
  readonly mapping: FeedMapping | null;
  readonly bytes: Uint8Array;
}

/** From the bytes of a feed to items. Throws FeedFailed and nothing else, whatever the bytes are. */
export function parseBytes({ format, mapping, bytes, ...reading }: ParseOrder): Parsed {
  try {
    const text = textOf(bytes);
    if (format === 'news') return parseNews(text, reading);
    if (format === 'cap') return parseCap(text, reading);
    if (format === 'calendar') return parseCalendar(text, reading);
    if (mapping === null) throw new FeedFailed('nothing-understood', 'no mapping');
    return parseMapped(text, mapping, reading);
  } catch (error) {
    if (error instanceof FeedFailed) throw error;
    throw new FeedFailed('not-a-feed', error instanceof Error ? error.message : '', { cause: error });
  }
}
