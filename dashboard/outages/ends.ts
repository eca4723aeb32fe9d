import type { Outage } from '#contract/outages.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';

export function beganText(
  { lastGoodAt, firstFailedAt }: Outage,
  t: Messages,
  f: Format,
  now: number,
): string {
  return lastGoodAt === null
    ? t.router.beganBefore({ at: f.moment(Date.parse(firstFailedAt), now) })
    : betweenText(lastGoodAt, firstFailedAt, t, f, now);
}

export function endedText(outage: Outage, t: Messages, f: Format, now: number): string {
  if (outage.endedAt === null) return t.router.stillDown;
  return outage.firstGoodAt === null
    ? t.router.endUnseen
    : betweenText(outage.lastFailedAt, outage.firstGoodAt, t, f, now);
}

/** How long it was or is; of one that lasts, whole minutes after the first two. */
export function lengthText({ firstFailedAt, endedAt }: Outage, f: Format, now: number): string {
  const ms = (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(firstFailedAt);
  return f.duration(endedAt === null && ms > 120_000 ? Math.floor(ms / 60_000) * 60_000 : ms);
}

/** An interval; the day once when it is one, seconds when both ends lie in the same minute. */
function betweenText(first: string, second: string, t: Messages, f: Format, now: number): string {
  const [from, to] = [Date.parse(first), Date.parse(second)];
  if (f.date(from) !== f.date(to))
    return t.router.interval({ from: f.moment(from, now), to: f.moment(to, now) });
  const [start, end] =
    f.time(from) === f.time(to)
      ? [f.momentSeconds(from, now), f.timeSeconds(to)]
      : [f.moment(from, now), f.time(to)];
  return t.router.interval({ from: start, to: end });
}
