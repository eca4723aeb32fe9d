/** A report before its outage was seen: people notice sooner than three missed looks. ms */
export const SHORTLY_MS = 30 * 60_000;

export interface KnownOutage {
  readonly routerId: number;
  readonly firstFailedAt: Date;
  readonly endedAt: Date | null;
  /** An incident that was not rejected. */
  readonly incidentId: number | null;
}

export interface Joinable {
  /** The router that it came through; null = from elsewhere. */
  readonly routerId: number | null;
  readonly receivedAt: Date;
}

/**
 * The outage of a report, of those of its village: one that was open when it came, before one that began shortly after;
 * of its own router before another's; the longest open, or else the soonest begun.
 */
export function joinOf(report: Joinable, outages: readonly KnownOutage[]): KnownOutage | null {
  const at = report.receivedAt.getTime();
  const rank = (outage: KnownOutage): number => {
    const began = outage.firstFailedAt.getTime();
    if (began > at + SHORTLY_MS || (outage.endedAt !== null && outage.endedAt.getTime() <= at)) return -1;
    return (began <= at ? 2 : 0) + (outage.routerId === report.routerId ? 1 : 0);
  };
  return (
    outages
      .map((outage) => ({ outage, rank: rank(outage) }))
      .filter((one) => one.rank >= 0)
      .toSorted(
        (a, b) => b.rank - a.rank || a.outage.firstFailedAt.getTime() - b.outage.firstFailedAt.getTime(),
      )[0]?.outage ?? null
  );
}
