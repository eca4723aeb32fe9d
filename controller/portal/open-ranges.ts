import type { Access } from '../access/index.ts';

/** How far ahead a router is told the hours, ms: so long it may be alone. */
const AHEAD_MS = 8 * 86_400_000;
/** More changes than this nobody decides for eight days, and the file must stay below 4 kB. */
const MOST_CHANGES = 30;

/** When the wifi of a village is open for everyone, from now on for eight days. Null: always, as far as is decided. */
export async function openRanges(
  access: Pick<Access, 'openingOf'>,
  village: string,
  now: Date,
): Promise<{ from: Date; until: Date }[] | null> {
  const end = new Date(now.getTime() + AHEAD_MS);
  const ranges: { from: Date; until: Date }[] = [];
  let at = now;
  for (let step = 0; step < MOST_CHANGES && at < end; step += 1) {
    const { state, until } = await access.openingOf(village, at);
    const next = until === null || until > end ? end : until;
    if (state === 'open' && at === now && until === null) return null;
    if (state === 'open') ranges.push({ from: at, until: next });
    if (next <= at) break;
    at = next;
  }
  return ranges;
}
