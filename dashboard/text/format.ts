import type { Locale } from './catalogue.ts';

const WIB = 'Asia/Jakarta';
const TAGS: Record<Locale, string> = { id: 'id-ID', en: 'en-GB' };
const UNITS: Record<
  Locale,
  { day: string; hour: string; minute: string; second: string; ago: string; now: string }
> = {
  id: { day: 'hr', hour: 'j', minute: 'mnt', second: 'dtk', ago: 'lalu', now: 'baru saja' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's', ago: 'ago', now: 'just now' },
};

export type Format = ReturnType<typeof createFormat>;

/** Dates, numbers and durations as people of this language write them. Times are WIB; ms since the epoch go in. */
export function createFormat(locale: Locale) {
  const tag = TAGS[locale];
  const unit = UNITS[locale];
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone: WIB, hourCycle: 'h23', ...options });
  const clock = date({ hour: '2-digit', minute: '2-digit' });
  const clockSeconds = date({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const dayMonth = date({ day: 'numeric', month: 'short' });
  const full = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const dayOf = date({ year: 'numeric', month: 'numeric', day: 'numeric' });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  const time = (at: number) => clock.format(at);
  const withDay = (text: string, at: number, now: number) =>
    dayOf.format(at) === dayOf.format(now) ? text : `${dayMonth.format(at)} ${text}`;

  const scaled = (value: number, units: readonly string[]) => {
    let step = 0;
    let rest = value;
    while (rest >= 1000 && step < units.length - 1) {
      rest /= 1000;
      step++;
    }
    return `${(rest >= 100 || step === 0 ? whole : one).format(rest)} ${units[step]}`;
  };

  /** The two largest units: "2 j 10 mnt". */
  const duration = (ms: number) => {
    const seconds = Math.max(0, Math.round(ms / 1000));
    const parts: [number, string][] = [
      [Math.floor(seconds / 86_400), unit.day],
      [Math.floor((seconds % 86_400) / 3600), unit.hour],
      [Math.floor((seconds % 3600) / 60), unit.minute],
      [seconds % 60, unit.second],
    ];
    const first = parts.findIndex(([count]) => count > 0);
    if (first < 0) return `0 ${unit.second}`;
    return parts
      .slice(first, first + 2)
      .filter(([count]) => count > 0)
      .map(([count, name]) => `${whole.format(count)} ${name}`)
      .join(' ');
  };

  /** As `duration`, without the seconds that nobody needs after ten minutes. */
  const durationCoarse = (ms: number) => duration(ms < 600_000 ? ms : Math.floor(ms / 60_000) * 60_000);

  return {
    number: (value: number) => whole.format(value),
    decimal: (value: number) => one.format(value),
    /** Floored to two decimals: 99,999 is never shown as 100. */
    percent: (value: number) => `${two.format(Math.floor(value * 100) / 100)}%`,
    percentWhole: (value: number) => `${whole.format(Math.floor(value))}%`,
    bytes: (value: number) => scaled(value, ['B', 'kB', 'MB', 'GB', 'TB', 'PB']),
    bits: (value: number) => scaled(value, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s']),
    time,
    timeLabelled: (at: number) => `${time(at)} WIB`,
    timeSeconds: (at: number) => clockSeconds.format(at),
    /** Time, with the day when it is not today. */
    moment: (at: number, now: number) => withDay(time(at), at, now),
    momentSeconds: (at: number, now: number) => withDay(clockSeconds.format(at), at, now),
    dateTime: (at: number) => `${full.format(at)} ${time(at)} WIB`,
    date: (at: number) => full.format(at),
    duration,
    durationCoarse,
    /** "8 dtk lalu", in one unit only, so that it changes seldom. */
    age: (ms: number) => {
      if (ms < 2_000) return unit.now;
      const [count, name] =
        ms < 60_000
          ? [Math.floor(ms / 1000), unit.second]
          : ms < 3_600_000
            ? [Math.floor(ms / 60_000), unit.minute]
            : ms < 86_400_000
              ? [Math.floor(ms / 3_600_000), unit.hour]
              : [Math.floor(ms / 86_400_000), unit.day];
      return `${whole.format(count)} ${name} ${unit.ago}`;
    },
    /** "(± 30 dtk)"; nothing below a second. */
    plusMinus: (ms: number) => (ms < 1000 ? '' : `(± ${duration(ms)})`),
  };
}
