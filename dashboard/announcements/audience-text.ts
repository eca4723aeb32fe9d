import type { Audience } from '#contract/announcements.ts';
import type { Village } from '#contract/villages.ts';
import type { Messages } from '../text/catalogue.ts';

/** Names shown before "dan 4 lagi". */
const NAMED = 3;

export function audienceText(
  audience: Audience,
  villages: readonly Pick<Village, 'code' | 'name' | 'kecamatan' | 'kecamatanCode'>[],
  t: Messages,
): string {
  if (audience.kind === 'all') return t.announcements.audienceAll;
  const nameOf = (code: string) =>
    audience.kind === 'villages'
      ? villages.find((village) => village.code === code)?.name
      : villages.find((village) => village.kecamatanCode === code)?.kecamatan;
  const names = audience.codes.map((code) => nameOf(code) ?? code);
  const named = names.slice(0, NAMED).join(', ');
  const rest = names.length - NAMED;
  return rest > 0 ? `${named}, ${t.status.choresMore({ count: String(rest) })}` : named;
}
