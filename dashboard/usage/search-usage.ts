export const spans = ['week', 'month', 'quarter', 'year'] as const;
export type SpanName = (typeof spans)[number];

/** What stands in the address of *Pemakaian*. */
export interface UsageSearch {
  readonly rentang?: SpanName | undefined;
  /** `village:16.10.06.2021`, `kecamatan:16.10.06`; without it the regency. */
  readonly wilayah?: string | undefined;
}

export function usageSearch({ rentang, wilayah }: Readonly<Record<string, unknown>>): UsageSearch {
  return {
    rentang: spans.find((one) => one === rentang),
    wilayah:
      typeof wilayah === 'string' &&
      /^(village:\d{2}\.\d{2}\.\d{2}\.\d{4}|kecamatan:\d{2}\.\d{2}\.\d{2})$/.test(wilayah)
        ? wilayah
        : undefined,
  };
}

const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;
const LENGTH: Record<SpanName, number> = { week: 7, month: 30, quarter: 90, year: 365 };

/** Whole days of WIB up to the end of today, and the step that suits them. */
export function windowOf(span: SpanName, now: number): { from: string; to: string; step: 'day' | 'month' } {
  const tomorrow = (Math.floor((now + WIB_MS) / DAY_MS) + 1) * DAY_MS - WIB_MS;
  if (span === 'year') {
    const wib = new Date(now + WIB_MS);
    const from = Date.UTC(wib.getUTCFullYear(), wib.getUTCMonth() - 11, 1) - WIB_MS;
    return { from: new Date(from).toISOString(), to: new Date(tomorrow).toISOString(), step: 'month' };
  }
  return {
    from: new Date(tomorrow - LENGTH[span] * DAY_MS).toISOString(),
    to: new Date(tomorrow).toISOString(),
    step: 'day',
  };
}
