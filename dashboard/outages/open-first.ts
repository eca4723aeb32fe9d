import type { Outage } from '#contract/outages.ts';

/** Those that last on top, then those that ended; each once, the newest first. */
export function openFirst<T extends Pick<Outage, 'id' | 'endedAt' | 'firstFailedAt'>>(
  listed: readonly T[],
  lasting: readonly T[],
): T[] {
  const each = new Map([...lasting, ...listed].map((outage) => [outage.id, outage]));
  return [...each.values()].sort(
    (a, b) =>
      Number(a.endedAt !== null) - Number(b.endedAt !== null) ||
      Date.parse(b.firstFailedAt) - Date.parse(a.firstFailedAt),
  );
}
