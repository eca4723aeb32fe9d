import type { Cause } from '#contract/outages.ts';
import { causes } from './causes.ts';

/** What stands in the address of *Gangguan*. */
export interface OutagesSearch {
  /** Only those that last, or only those that ended. */
  readonly open?: boolean | undefined;
  readonly village?: string | undefined;
  readonly cause?: Cause | undefined;
  /** Shortest length, seconds. */
  readonly atLeast?: number | undefined;
  /** Outages since this day (WIB). */
  readonly since?: string | undefined;
  /** Outages up to and with this day (WIB). */
  readonly until?: string | undefined;
  /** A day (WIB) of a village, opened: 2026-11-25. */
  readonly desa?: string | undefined;
  readonly hari?: string | undefined;
}

const code = (value: unknown) =>
  typeof value === 'string' && /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(value) ? value : undefined;

const day = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

export function outagesSearch({
  open,
  village,
  cause,
  atLeast,
  since,
  until,
  desa,
  hari,
}: Readonly<Record<string, unknown>>): OutagesSearch {
  return {
    open: typeof open === 'boolean' ? open : undefined,
    village: code(village),
    cause: causes.find((one) => one === cause),
    atLeast:
      typeof atLeast === 'number' && Number.isSafeInteger(atLeast) && atLeast > 0 && atLeast <= 31_536_000
        ? atLeast
        : undefined,
    since: day(since),
    until: day(until),
    desa: code(desa),
    hari: day(hari),
  };
}
