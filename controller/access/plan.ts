import { Week } from '#contract/access.ts';

/** What a resident gets. Rates from the resident's view; day limits null = none. */
export interface Plan {
  readonly id: number;
  readonly name: string;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly dayMinutes: number | null;
  readonly dayBytes: bigint | null;
  readonly idleMinutes: number;
  /** Once the day's bytes are used up; null = the wifi ends for that day. */
  readonly fair: { readonly downloadKbps: number; readonly uploadKbps: number } | null;
  /** A phone is let in by itself until the so many-th 04:00 WIB. */
  readonly rememberDays: number;
  /** Null = those of the village. */
  readonly hours: Week | null;
  readonly retiredAt: Date | null;
}

/** As the database has it. */
export interface PlanRow extends Omit<Plan, 'fair' | 'hours'> {
  readonly fairDownloadKbps: number | null;
  readonly fairUploadKbps: number | null;
  readonly hours: unknown;
}

export function planOf(row: PlanRow): Plan {
  const { fairDownloadKbps, fairUploadKbps, hours, ...plan } = row;
  const fair =
    fairDownloadKbps === null || fairUploadKbps === null
      ? null
      : { downloadKbps: fairDownloadKbps, uploadKbps: fairUploadKbps };
  return { ...plan, fair, hours: hours === null ? null : Week.parse(hours) };
}

/** What a phone has used since the last 04:00 WIB, over all routers. */
export interface UsedToday {
  readonly seconds: number;
  readonly bytes: bigint;
}

/** Less than this is as good as nothing: a phone would be put out while its first page loads. */
const LEAST_SECONDS = 60;
const LEAST_BYTES = 1_048_576n;

export interface Left {
  /** Null: the plan sets no limit. */
  readonly seconds: number | null;
  readonly bytes: bigint | null;
  /** The day's bytes are used up, and it goes on slowly. */
  readonly slow: boolean;
  readonly usedUp: boolean;
}

/** What is left of a day's quota; never negative. */
export function leftOf(plan: Pick<Plan, 'dayMinutes' | 'dayBytes' | 'fair'>, used: UsedToday): Left {
  const seconds = plan.dayMinutes === null ? null : Math.max(0, plan.dayMinutes * 60 - used.seconds);
  const left = plan.dayBytes === null ? null : plan.dayBytes - used.bytes;
  const bytes = left !== null && left < 0n ? 0n : left;
  const noBytes = bytes !== null && bytes < LEAST_BYTES;
  const noTime = seconds !== null && seconds < LEAST_SECONDS;
  return {
    seconds,
    bytes,
    slow: noBytes && plan.fair !== null,
    usedUp: noTime || (noBytes && plan.fair === null),
  };
}
