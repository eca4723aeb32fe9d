const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;
/** After a failure it is tried again, but not at once. */
const RETRY_MS = 3_600_000;
/** After a start the routers come first. */
const SETTLE_MS = 300_000;
/** Older than this is too old: a night's backup, and two hours of patience. */
export const OLD_MS = 26 * 3_600_000;

export interface Attempt {
  readonly startedAt: Date;
  readonly failed: boolean;
}

/** Last time before `now` at which the clock in WIB showed `at` (HH:MM), ms. */
export function lastTurn(at: string, now: number): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const midnight = Math.floor((now + WIB_MS) / DAY_MS) * DAY_MS - WIB_MS;
  const turn = midnight + (hours * 60 + minutes) * 60_000;
  return turn <= now ? turn : turn - DAY_MS;
}

export const nextTurn = (at: string, now: number): number => lastTurn(at, now) + DAY_MS;

/** Must a backup begin now? One that was missed while the machine was off is made up for. */
export function isDue(at: string, last: Attempt | null, upSince: Date, now: Date): boolean {
  const turn = lastTurn(at, now.getTime());
  if (now.getTime() - upSince.getTime() < SETTLE_MS) return false;
  if (last === null) return true;
  const started = last.startedAt.getTime();
  return last.failed ? now.getTime() - started >= RETRY_MS : started < turn;
}

/** Is the newest good backup too old, or is there none? */
export const isOld = (newestGoodAt: Date | null, now: Date): boolean =>
  newestGoodAt === null || now.getTime() - newestGoodAt.getTime() > OLD_MS;
