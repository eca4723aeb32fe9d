import type { Audience } from '#contract/announcements.ts';
import type { Feed, FeedDraft, FeedFormat, FeedMapping, FeedSystem } from '#contract/feeds.ts';

export interface FeedForm {
  readonly name: string;
  readonly system: FeedSystem;
  readonly format: FeedFormat;
  readonly url: string;
  readonly token: string;
  /** Null: all villages. */
  readonly codes: readonly string[] | null;
  readonly enabled: boolean;
  readonly mapping: FeedMapping;
  /** Of the stored feed, where it is not all and not villages. */
  readonly kept: Audience | null;
}
export type FormFault = 'needName' | 'needTitle' | 'needVillage';

/** What each system usually speaks. */
export const usualFormat: Record<FeedSystem, FeedFormat> = {
  'village-site': 'news',
  'e-pantau': 'cap',
  bmkg: 'cap',
  'jadwalin-bae': 'calendar',
  sicaram: 'mapped',
  sidesi: 'mapped',
  other: 'news',
};
export const usualUrl: Partial<Record<FeedSystem, string>> = {
  bmkg: 'https://www.bmkg.go.id/alerts/nowcast/id',
};

const noMapping: FeedMapping = { shape: 'csv', rows: '', kind: 'works', columns: {} };

export const formOf = (feed: Feed | null): FeedForm => ({
  name: feed?.name ?? '',
  system: feed?.system ?? 'village-site',
  format: feed?.format ?? 'news',
  url: feed?.url ?? '',
  token: '',
  codes: feed?.audience.kind === 'villages' ? feed.audience.codes : null,
  enabled: feed?.enabled ?? true,
  mapping: feed?.mapping ?? noMapping,
  kept: feed?.audience.kind === 'kecamatan' ? feed.audience : null,
});

export type Checked =
  | { readonly ok: true; readonly draft: FeedDraft }
  | { readonly ok: false; readonly fault: FormFault };

/** What is sent, or what is missing. */
export function draftOf({ token, codes, kept, url, ...form }: FeedForm): Checked {
  if (form.name.trim().length < 3) return { ok: false, fault: 'needName' };
  if (form.format === 'mapped' && form.mapping.columns.title === undefined)
    return { ok: false, fault: 'needTitle' };
  if (codes !== null && codes.length === 0) return { ok: false, fault: 'needVillage' };
  const audience: Audience =
    codes === null ? (kept ?? { kind: 'all' }) : { kind: 'villages', codes: [...codes] };
  return {
    ok: true,
    draft: {
      ...form,
      name: form.name.trim(),
      url: url.trim() === '' ? null : url.trim(),
      mapping: form.format === 'mapped' ? form.mapping : null,
      audience,
      ...(token.trim() === '' ? {} : { token: token.trim() }),
    },
  };
}
