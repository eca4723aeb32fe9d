const SECONDS: Readonly<Record<string, number>> = {
  w: 604_800,
  d: 86_400,
  h: 3_600,
  m: 60,
  s: 1,
  ms: 0.001,
  us: 0.000_001,
};

/**
 * Seconds of a RouterOS duration: `1w2d3h4m5s`, `3d04:05:06`, `00:01:02`, `13ms200us`, `0s`. Null for `none`, `never`, `sometime`
 * and for what is no duration. Weeks are its largest unit (manual, page Scripting, "time").
 */
export function parseDuration(text: string): number | null {
  const clock = /^(?:(\d+)w)?(?:(\d+)d)?(\d+):([0-5]\d):([0-5]\d)$/.exec(text);
  if (clock) {
    const [w = 0, d = 0, h = 0, m = 0, s = 0] = clock.slice(1).map((part) => Number(part ?? 0));
    return w * 604_800 + d * 86_400 + h * 3_600 + m * 60 + s;
  }
  if (!/^(?:\d+(?:w|d|h|ms|m|us|s))+$/.test(text)) return null;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|us|w|d|h|m|s)/g))
    sum += Number(count) * SECONDS[unit!]!;
  return sum;
}
