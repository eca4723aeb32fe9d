import ICAL from 'ical.js';
import type { ItemFault } from '#contract/feeds.ts';
import type { FeedItem } from '../announcements/from-feed.ts';
import { FeedFailed } from './feed-failed.ts';
import { keyOf } from './key-of.ts';
import { BODY_LENGTH, bareItem, type Parsed, type Reading, TITLE_LENGTH, tellFault } from './parsed.ts';
import { cut, oneLine, plainText } from './plain-text.ts';

const DAY_MS = 86_400_000;
/** Events of so many days ahead, each shown from so many days before it. */
const AHEAD_DAYS = 60;
const SHOWN_BEFORE_DAYS = 14;
/** Floating times and whole days are of WIB. */
const WIB_MS = 7 * 3_600_000;
/** Steps of one rule, and of all: an endless rule that begins long ago ends here. */
const STEPS = 40_000;
const STEPS_OF_ALL = 200_000;
const EVENTS = 2_000;

/** iCalendar (RFC 5545): the occurrences of the next 60 days. What is no more in it is off. Throws FeedFailed. */
export function parseCalendar(text: string, { audience, now }: Reading): Parsed {
  const parsed: Parsed = { items: [], cancelled: [], faults: [], whole: true, links: [] };
  const calendar = read(text);
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone').slice(0, 100))
    ICAL.TimezoneService.register(zone);
  const { masters, exceptions } = eventsOf(calendar, parsed.faults);
  const horizon = now.getTime() + AHEAD_DAYS * DAY_MS;
  const found: FeedItem[] = [];
  let steps = STEPS_OF_ALL;
  for (const [uid, { event, line }] of masters) {
    try {
      for (const exception of exceptions.get(uid) ?? []) event.relateException(exception);
      const iterator = event.isRecurring() ? event.iterator() : null;
      for (let step = 0; step < STEPS && steps > 0; step++, steps--) {
        const next = iterator ? iterator.next() : step === 0 ? event.startDate : undefined;
        if (!next || momentOf(next) > horizon + DAY_MS) break;
        if (iterator && momentOf(next) < now.getTime() - 31 * DAY_MS) continue;
        const { item, startDate, endDate, recurrenceId } = event.getOccurrenceDetails(next);
        const occurrence = itemOf(item, startDate, endDate, keyOf(uid, recurrenceId.toString()));
        if (occurrence && occurrence.end > now.getTime() && occurrence.start <= horizon)
          found.push({ ...occurrence.item, audience });
        else if (!occurrence && !isCancelled(item)) tellFault(parsed.faults, line, 'no-title', uid);
      }
    } catch {
      tellFault(parsed.faults, line, 'date-unreadable', uid);
    }
  }
  found.sort((a, b) => (a.startsAt?.getTime() ?? 0) - (b.startsAt?.getTime() ?? 0));
  parsed.items.push(...found);
  return parsed;
}

const isCancelled = (event: ICAL.Event) =>
  String(event.component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';

function itemOf(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, key: string) {
  if (isCancelled(event)) return null;
  const title = cut(oneLine(String(event.summary ?? '')), TITLE_LENGTH);
  if (title.length < 3) return null;
  const startsAt = momentOf(start);
  const endsAt = Math.max(momentOf(end), startsAt + (start.isDate ? DAY_MS : 60_000));
  const item = {
    ...bareItem,
    key,
    kind: 'agenda' as const,
    title,
    body: cut(plainText(String(event.description ?? '')), BODY_LENGTH) || title,
    from: new Date(startsAt - SHOWN_BEFORE_DAYS * DAY_MS),
    until: new Date(endsAt),
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    allDay: start.isDate,
    place: cut(oneLine(String(event.location ?? '')), 80) || null,
  };
  return { item, start: startsAt, end: endsAt };
}

/** ms since the epoch; a zone that the calendar does not define counts as WIB. */
function momentOf(time: ICAL.Time): number {
  const isFloating = time.isDate || time.zone === ICAL.Timezone.localTimezone || time.zone === null;
  if (!isFloating) return time.toUnixTime() * 1000;
  return (
    Date.UTC(
      time.year,
      time.month - 1,
      time.day,
      time.isDate ? 0 : time.hour,
      time.isDate ? 0 : time.minute,
      time.isDate ? 0 : time.second,
    ) - WIB_MS
  );
}

function eventsOf(calendar: ICAL.Component, faults: ItemFault[]) {
  const masters = new Map<string, { event: ICAL.Event; line: number }>();
  const exceptions = new Map<string, ICAL.Event[]>();
  const components = calendar.getAllSubcomponents('vevent');
  if (components.length > EVENTS) tellFault(faults, EVENTS + 1, 'too-many', '');
  for (const [index, component] of components.slice(0, EVENTS).entries()) {
    const event = new ICAL.Event(component);
    const uid = event.uid || `event ${index}`;
    if (!component.getFirstPropertyValue('dtstart')) {
      tellFault(faults, index + 1, 'date-unreadable', uid);
      continue;
    }
    if (!event.isRecurrenceException()) masters.set(uid, { event, line: index + 1 });
    else exceptions.set(uid, [...(exceptions.get(uid) ?? []), event]);
  }
  return { masters, exceptions };
}

function read(text: string): ICAL.Component {
  try {
    const jcal = ICAL.parse(text);
    const component = new ICAL.Component(jcal);
    if (component.name === 'vcalendar') return component;
  } catch (cause) {
    throw new FeedFailed('not-a-feed', 'not iCalendar', { cause });
  }
  throw new FeedFailed('not-a-feed', 'not a calendar');
}
