/** Dates, times and sizes as people of that language read them; times in WIB. */
export function figuresOf(language: 'id-ID' | 'en-GB') {
  const day = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Jakarta',
  });
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Jakarta',
  });
  const whole = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'Asia/Jakarta',
  });
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return {
    day: (at: Date) => `${day.format(at)} WIB`,
    clock: (at: Date) => `${clock.format(at)} WIB`,
    date: (at: Date) => whole.format(at),
    sameDay: (a: Date, b: Date) => whole.format(a) === whole.format(b),
    /** Floored to a tenth: never more than is left. */
    size: (bytes: bigint) => {
      const mib = Number(bytes / 1_048_576n);
      return mib < 1_024 ? `${one.format(mib)} MB` : `${one.format(Math.floor((mib / 1_024) * 10) / 10)} GB`;
    },
    number: (value: number) => one.format(value),
  };
}
