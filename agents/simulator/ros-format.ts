/** RouterOS letter form: 93784 s → `1d2h3m4s`; weeks are the largest unit. */
export function duration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  if (rest === 0) return '0s';
  let text = '';
  for (const [unit, length] of [
    ['w', 604_800],
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text;
}

const UNIT: Record<string, number> = {
  w: 604_800,
  d: 86_400,
  h: 3_600,
  m: 60,
  s: 1,
  ms: 0.001,
  us: 0.000_001,
};

/** Seconds of `1w2d`, `00:05:00`, `300`, `1100ms`; undefined for `none` and for what is no duration. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const clock = /^(?:(\d+)w)?(?:(\d+)d)?(\d+):(\d\d):(\d\d)$/.exec(text);
  if (clock) {
    const [w, d, h, m, s] = clock.slice(1).map((part) => Number(part ?? 0)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return w * 604_800 + d * 86_400 + h * 3_600 + m * 60 + s;
  }
  if (!/^(?:\d+(?:\.\d+)?(?:w|d|h|m|s|ms|us))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|us|w|d|h|m|s)/g))
    sum += Number(count) * UNIT[unit!]!;
  return sum;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Router-local date of a clock in ms that is to be read as UTC. */
export function dateText(clock: number, iso: boolean): string {
  const at = new Date(clock).toISOString();
  return iso ? at.slice(0, 10) : `${MONTHS[Number(at.slice(5, 7)) - 1]}/${at.slice(8, 10)}/${at.slice(0, 4)}`;
}

export const timeText = (clock: number): string => new Date(clock).toISOString().slice(11, 19);
export const dateTimeText = (clock: number, iso: boolean): string =>
  `${dateText(clock, iso)} ${timeText(clock)}`;

/** Time stamp of a log line: full on ≥ 7.10; older versions leave out what is the same as now. */
export function logTimeText(clock: number, now: number, iso: boolean): string {
  if (iso) return dateTimeText(clock, true);
  const [day, today] = [dateText(clock, false), dateText(now, false)];
  if (day === today) return timeText(clock);
  return `${day.slice(7) === today.slice(7) ? day.slice(0, 6) : day} ${timeText(clock)}`;
}
