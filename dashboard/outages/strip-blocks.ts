import type { StripDay } from '#contract/outages.ts';

/** A part of a day's column: from and to are shares of its height, from below. */
export interface Block {
  /** Index of the day. */
  readonly day: number;
  readonly kind: 'up' | 'degraded' | 'unknown' | 'down-power' | 'down-uplink' | 'down-other';
  readonly from: number;
  readonly to: number;
}

/** What is there must be seen: no less than this of a column. */
const LEAST = 0.07;

/** Columns of the days: what was up below, what was down on top. A day without any time is empty. */
export function blocksOf(days: readonly StripDay[]): Block[] {
  return days.flatMap(({ up, degraded, down, unknown }, day) => {
    const { power = 0, uplink = 0, ...others } = down;
    const other = Object.values(others).reduce((sum, seconds) => sum + seconds, 0);
    const parts: [Block['kind'], number][] = [
      ['up', up],
      ['unknown', unknown],
      ['degraded', degraded],
      ['down-other', other],
      ['down-uplink', uplink],
      ['down-power', power],
    ];
    const there = parts.filter(([, seconds]) => seconds > 0);
    const whole = there.reduce((sum, [, seconds]) => sum + seconds, 0);
    const shares = there.map(([kind, seconds]) => [kind, Math.max(LEAST, seconds / whole)] as const);
    const sum = shares.reduce((all, [, share]) => all + share, 0);
    let from = 0;
    return shares.map(([kind, share]): Block => {
      const block = { day, kind, from, to: from + share / sum };
      from = block.to;
      return block;
    });
  });
}

/** Seconds of several days together. */
export function sumOf(days: readonly StripDay[]) {
  const sum = { up: 0, degraded: 0, down: 0, unknown: 0 };
  for (const day of days) {
    sum.up += day.up;
    sum.degraded += day.degraded;
    sum.unknown += day.unknown;
    sum.down += Object.values(day.down).reduce((all, seconds) => all + seconds, 0);
  }
  return sum;
}
