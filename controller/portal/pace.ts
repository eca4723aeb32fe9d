/** Logins of one router that are taken at once, and then per second: a village comes home together, a script does not stop. */
const BURST = 120;
const PER_SECOND = 4;
const KEEP = 5_000;

/** Is there still room for one more of `key`? A bucket for each, the one unused for longest forgotten. Times in ms. */
export function createPace(burst = BURST, perSecond = PER_SECOND, keep = KEEP) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key: string, now: number): boolean => {
    const known = buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, known.tokens + ((now - known.at) / 1_000) * perSecond);
    buckets.delete(key);
    if (buckets.size >= keep) buckets.delete(buckets.keys().next().value!);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  };
}
