import type { RouterStatus, State } from '#contract/status.ts';

/** Worst first. */
const ORDER: Record<State, number> = { down: 0, degraded: 1, unknown: 2, up: 3 };

export interface Filter {
  readonly state?: State | undefined;
  readonly q?: string | undefined;
}

const plain = (text: string) => text.toLocaleLowerCase('id');

/** Ids to show: worst first, the longest in trouble first, then by name. Counters do not move a row. */
export function orderOf(rows: readonly RouterStatus[], { state, q = '' }: Filter): number[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  return rows
    .filter((row) => state === undefined || row.state === state)
    .filter((row) => {
      const text = plain(`${row.village.name} ${row.village.kecamatan} ${row.name}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted(
      (a, b) =>
        ORDER[a.state] - ORDER[b.state] ||
        (a.state === 'up' ? 0 : Date.parse(a.since) - Date.parse(b.since)) ||
        a.village.name.localeCompare(b.village.name, 'id') ||
        a.name.localeCompare(b.name, 'id'),
    )
    .map((row) => row.id);
}

export type Counts = Record<State, number>;

export function countsOf(rows: readonly RouterStatus[]): Counts {
  const counts: Counts = { down: 0, degraded: 0, unknown: 0, up: 0 };
  for (const row of rows) counts[row.state]++;
  return counts;
}
