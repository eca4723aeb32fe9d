import type { Severity } from '#contract/announcements.ts';
import type { FeedMapping, ItemFault, MappedField } from '#contract/feeds.ts';
import { reaches } from '../announcements/audience.ts';
import { type FeedItem, ITEMS_PER_FEED } from '../announcements/from-feed.ts';
import { FeedFailed } from './feed-failed.ts';
import { keyOf } from './key-of.ts';
import { rowsOf } from './mapped-rows.ts';
import { BODY_LENGTH, bareItem, type Parsed, type Reading, TITLE_LENGTH, tellFault } from './parsed.ts';
import { cut, plainText } from './plain-text.ts';
import { villageOf } from './village-of.ts';
import { whenOf } from './when-of.ts';

type Why = ItemFault['why'];
class RowFault extends Error {
  readonly why: Why;
  constructor(why: Why, said: string) {
    super(said);
    this.why = why;
  }
}

/** A table or list of another system, by its saved mapping. It is the whole truth: rows that are gone end. */
export function parseMapped(text: string, mapping: FeedMapping, reading: Reading): Parsed {
  const parsed: Parsed = { items: [], cancelled: [], faults: [], whole: true, links: [] };
  const rows = rowsOf(text, mapping);
  const keys = new Set<string>();
  for (const { line, textIn } of rows) {
    const value = (field: MappedField) => {
      const column = mapping.columns[field];
      return column === undefined ? '' : textIn(column);
    };
    try {
      const item = itemOf(value, mapping, reading);
      if (keys.has(item.key)) continue;
      keys.add(item.key);
      if (parsed.items.length < ITEMS_PER_FEED) parsed.items.push(item);
      else tellFault(parsed.faults, line, 'too-many', item.title);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      tellFault(parsed.faults, line, error.why, error.message);
    }
  }
  const [first] = parsed.faults;
  if (parsed.items.length === 0 && first && parsed.faults.some(({ why }) => why !== 'expired'))
    throw new FeedFailed('nothing-understood', `${first.line}: ${first.why} ${first.text}`);
  return parsed;
}

function itemOf(
  value: (field: MappedField) => string,
  { kind, columns }: FeedMapping,
  { places, audience, now }: Reading,
): FeedItem {
  const title = cut(plainText(value('title')), TITLE_LENGTH);
  if (title.length < 3) throw new RowFault('no-title', title);
  const told = columns.village === undefined ? null : villageOf(value('village'), value('kecamatan'), places);
  if (typeof told === 'string') throw new RowFault(told, `${value('village')} ${value('kecamatan')}`);
  if (told && !reaches(audience, told.code)) throw new RowFault('no-village', told.name);
  const [from, until, startsAt, endsAt] = (['from', 'until', 'startsAt', 'endsAt'] as const).map((field) =>
    whenSaid(value(field)),
  ) as [Date | null, Date | null, Date | null, Date | null];
  if (kind === 'agenda' && startsAt === null) throw new RowFault('date-unreadable', value('startsAt'));
  if (startsAt !== null && endsAt !== null && endsAt < startsAt)
    throw new RowFault('until-before-from', value('endsAt'));
  const end = until ?? (kind === 'agenda' ? (endsAt ?? startsAt) : null);
  if (end !== null && end <= now) throw new RowFault('expired', title);
  if (end !== null && from !== null && end <= from) throw new RowFault('until-before-from', value('until'));
  return {
    ...bareItem,
    key: keyOf(value('key') || [title, told?.code ?? '', value('startsAt')].join('|')),
    kind,
    severity: severityOf(value('severity')),
    title,
    body: cut(plainText(value('body')), BODY_LENGTH) || title,
    audience: told ? { kind: 'villages', codes: [told.code] } : audience,
    from,
    until: end,
    startsAt,
    endsAt: startsAt === null ? null : endsAt,
    place: cut(plainText(value('place')), 80) || null,
    contact: cut(plainText(value('contact')), 80) || null,
    progressPercent: kind === 'works' ? progressOf(value('progressPercent')) : null,
    budgetIdr: kind === 'works' ? budgetOf(value('budgetIdr')) : null,
  };
}

function whenSaid(said: string): Date | null {
  if (said === '') return null;
  const at = whenOf(said);
  if (!at) throw new RowFault('date-unreadable', said);
  return at;
}

/** `45`, `45 %`, `45,5%`: whole per cent, floored. */
function progressOf(said: string): number | null {
  if (said === '') return null;
  const percent = Number(said.replace('%', '').replace(',', '.').trim() || 'x');
  if (!(percent >= 0 && percent <= 100)) throw new RowFault('number-unreadable', said);
  return Math.floor(percent);
}

/** `Rp 1.250.000.000,00`, `1250000000`, `1,250,000.00`: whole rupiah. */
function budgetOf(said: string): bigint | null {
  if (said === '') return null;
  const digits = said
    .replace(/^\s*(rp|idr)\.?\s*/i, '')
    .replace(/[.,]\d{1,2}$/, '')
    .replace(/,-$/, '')
    .replace(/[.,\s](?=\d{3}(\D|$))/g, '')
    .trim();
  if (!/^\d{1,15}$/.test(digits)) throw new RowFault('number-unreadable', said);
  return BigInt(digits);
}

function severityOf(said: string): Severity {
  if (/^(danger|bahaya|awas|extreme|severe|merah|tinggi)$/i.test(said.trim())) return 'danger';
  return /^(caution|waspada|siaga|moderate|kuning|oranye|jingga|sedang)$/i.test(said.trim())
    ? 'caution'
    : 'info';
}
