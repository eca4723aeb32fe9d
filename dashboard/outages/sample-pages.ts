import type { LookRow } from '#contract/status.ts';

/** Most samples of one page. */
export const MOST_SAMPLES = 500;

const keyOf = ({ at, agent }: LookRow) => `${at} ${agent}`;

/** Pages, the newest first, as one list: each page begins with the moment at which the one before it ended. */
export function samplesOf(pages: readonly (readonly LookRow[])[]): LookRow[] {
  return [...new Map(pages.flat().map((look) => [keyOf(look), look])).values()];
}

/** The moment up to which the next page reaches, the older one; undefined when that was the last. */
export function olderThan(page: readonly LookRow[], before: string): string | undefined {
  const last = page.at(-1);
  return page.length < MOST_SAMPLES || last === undefined || last.at === before ? undefined : last.at;
}
