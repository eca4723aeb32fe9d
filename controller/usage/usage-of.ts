/** Counters of one answered look. */
export interface Mark {
  readonly at: number;
  readonly uptimeSeconds: number | null;
  readonly receiveBytes: bigint | null;
  readonly transmitBytes: bigint | null;
  readonly users: number | null;
}

/** Sums of one router in one hour. */
export interface HourSums {
  receiveBytes: bigint;
  transmitBytes: bigint;
  peakUsers: number | null;
  userSum: number;
  answered: number;
}

export const HOUR_MS = 3_600_000;
export const hourOf = (at: number) => Math.floor(at / HOUR_MS) * HOUR_MS;

/** Whole seconds and the way of the answer blur a boot time by this, ms. */
const BOOT_BLUR_MS = 10_000;

/** Did the router start anew between two looks? Its counters then began again at 0. */
export function restartedBetween(before: Mark, after: Mark): boolean {
  if (before.uptimeSeconds === null || after.uptimeSeconds === null) return false;
  if (after.uptimeSeconds < before.uptimeSeconds) return true;
  const bootBefore = before.at - before.uptimeSeconds * 1000;
  const bootAfter = after.at - after.uptimeSeconds * 1000;
  return bootAfter - bootBefore > BOOT_BLUR_MS + (after.at - before.at) / 1000;
}

/** Bytes between two looks; never negative. After a restart, what has been counted since. Null when not known. */
export function bytesBetween(before: Mark, after: Mark): { receive: bigint; transmit: bigint } | null {
  if (before.receiveBytes === null || before.transmitBytes === null) return null;
  if (after.receiveBytes === null || after.transmitBytes === null) return null;
  const receive = after.receiveBytes - before.receiveBytes;
  const transmit = after.transmitBytes - before.transmitBytes;
  // A counter that fell without a restart was reset by hand (/interface/reset-counters), or its modem came back.
  if (restartedBetween(before, after) || receive < 0n || transmit < 0n) {
    return { receive: after.receiveBytes, transmit: after.transmitBytes };
  }
  return { receive, transmit };
}

/**
 * Sums by hour over marks (rising in time); `before` is the last mark of earlier. Traffic between two looks of
 * different hours is shared by time.
 */
export function usageOf(marks: readonly Mark[], before: Mark | null): Map<number, HourSums> {
  const hours = new Map<number, HourSums>();
  const at = (hour: number) => {
    const sums = hours.get(hour) ?? {
      receiveBytes: 0n,
      transmitBytes: 0n,
      peakUsers: null,
      userSum: 0,
      answered: 0,
    };
    hours.set(hour, sums);
    return sums;
  };
  let last = before;
  for (const mark of marks) {
    if (mark.users !== null) {
      const sums = at(hourOf(mark.at));
      sums.peakUsers = Math.max(sums.peakUsers ?? 0, mark.users);
      sums.userSum += mark.users;
      sums.answered += 1;
    }
    const bytes = last && bytesBetween(last, mark);
    if (last && bytes) share(bytes, last.at, mark.at, at);
    if (mark.receiveBytes !== null) last = mark;
  }
  return hours;
}

function share(
  bytes: { receive: bigint; transmit: bigint },
  from: number,
  to: number,
  at: (hour: number) => HourSums,
): void {
  let receive = bytes.receive;
  let transmit = bytes.transmit;
  const whole = BigInt(Math.max(1, to - from));
  for (let hour = hourOf(from); hour < hourOf(to); hour += HOUR_MS) {
    const part = BigInt(hour + HOUR_MS - Math.max(hour, from));
    const sums = at(hour);
    sums.receiveBytes += (bytes.receive * part) / whole;
    sums.transmitBytes += (bytes.transmit * part) / whole;
    receive -= (bytes.receive * part) / whole;
    transmit -= (bytes.transmit * part) / whole;
  }
  const sums = at(hourOf(to));
  sums.receiveBytes += receive;
  sums.transmitBytes += transmit;
}

/** Mean between two looks, bit/s; null when not known. */
export function rateBetween(before: Mark, after: Mark): { receive: number; transmit: number } | null {
  const bytes = bytesBetween(before, after);
  const seconds = (after.at - before.at) / 1000;
  if (!bytes || seconds <= 0) return null;
  const over =
    restartedBetween(before, after) && after.uptimeSeconds ? Math.min(seconds, after.uptimeSeconds) : seconds;
  return { receive: (Number(bytes.receive) * 8) / over, transmit: (Number(bytes.transmit) * 8) / over };
}
