/** Failed tries by key within a window, in memory: bounded, and lost at a restart. Time is an argument, in ms. */
export interface Tries {
  /** Seconds until this key may try again; 0 = now. */
  waitSeconds(key: string, now: number): number;
  failed(key: string, now: number): void;
  succeeded(key: string): void;
}

export interface TriesOptions {
  readonly most: number;
  readonly windowMs: number;
  /** Keys kept; beyond it the oldest window is forgotten. */
  readonly keys?: number;
}

interface Count {
  count: number;
  endsAt: number;
}

/** Only failures count: behind one carrier address an office of fifty may sign in at eight o'clock. */
export function createTries({ most, windowMs, keys = 10_000 }: TriesOptions): Tries {
  const counts = new Map<string, Count>();
  const current = (key: string, now: number) => {
    const found = counts.get(key);
    if (found && found.endsAt <= now) counts.delete(key);
    return found && found.endsAt > now ? found : undefined;
  };
  return {
    waitSeconds(key, now) {
      const found = current(key, now);
      return found && found.count >= most ? Math.ceil((found.endsAt - now) / 1000) : 0;
    },
    failed(key, now) {
      const found = current(key, now);
      if (found) {
        found.count += 1;
        return;
      }
      counts.set(key, { count: 1, endsAt: now + windowMs });
      if (counts.size > keys) counts.delete(counts.keys().next().value!);
    },
    succeeded: (key) => void counts.delete(key),
  };
}
