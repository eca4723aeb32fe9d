import type { AlarmSettings } from '#contract/alarms.ts';

/** At most `count` messages within `ms`. */
export interface Limit {
  readonly count: number;
  readonly ms: number;
}

const SECOND: Limit = { count: 1, ms: 1_000 };

/** Telegram: about one message a second to a chat, 20 a minute to a group (its true limits are not published). */
export function limitsOf(settings: AlarmSettings): readonly Limit[] {
  if (settings.kind === 'webhook') return [{ count: 10, ms: 1_000 }];
  if (settings.kind === 'mail') return [SECOND, { count: 20, ms: 60_000 }];
  return /^[-@]/.test(settings.chat) ? [SECOND, { count: 20, ms: 60_000 }] : [SECOND];
}

/** ms until one more may be sent; `sent` are the times of those before, oldest first. */
export function waitMs(limits: readonly Limit[], sent: readonly number[], now: number): number {
  return Math.max(
    0,
    ...limits.map(({ count, ms }) => {
      const earliest = sent.at(-count);
      return earliest === undefined ? 0 : earliest + ms - now;
    }),
  );
}
