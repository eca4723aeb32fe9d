import { z } from 'zod';
import { AnnouncementKind, Audience, Severity } from './announcements.ts';
import { Instant } from './names.ts';

/** The five systems of the regency, the weather service, and whatever else speaks one of the formats. */
export const feedSystems = [
  'village-site',
  'e-pantau',
  'bmkg',
  'jadwalin-bae',
  'sicaram',
  'sidesi',
  'other',
] as const;
export const FeedSystem = z.enum(feedSystems);
export type FeedSystem = z.infer<typeof FeedSystem>;

/** `news`: RSS, Atom, RDF, JSON Feed. `cap`: CAP 1.2 or a list of CAP files. `calendar`: iCalendar. `mapped`: CSV or JSON. */
export const feedFormats = ['news', 'cap', 'calendar', 'mapped'] as const;
export const FeedFormat = z.enum(feedFormats);
export type FeedFormat = z.infer<typeof FeedFormat>;

/** Fields of an announcement that a column (CSV) or a path with dots (JSON) may fill. */
export const mappedFields = [
  'key',
  'title',
  'body',
  'village',
  'kecamatan',
  'from',
  'until',
  'startsAt',
  'endsAt',
  'place',
  'contact',
  'progressPercent',
  'budgetIdr',
  'severity',
] as const;
export const MappedField = z.enum(mappedFields);
export type MappedField = z.infer<typeof MappedField>;

export const FeedMapping = z.object({
  shape: z.enum(['csv', 'json']),
  /** Path with dots to the list within the JSON; empty: the document is the list. */
  rows: z.string().trim().max(100).default(''),
  kind: AnnouncementKind,
  columns: z
    .partialRecord(MappedField, z.string().trim().min(1).max(100))
    .refine((columns) => columns.title !== undefined, { message: 'title-missing' }),
});
export type FeedMapping = z.infer<typeof FeedMapping>;

/** Why a feed gave nothing; the last good copy is kept. */
export const feedFailures = [
  'no-address',
  'address-refused',
  'too-many-redirects',
  'not-answered',
  'too-slow',
  'too-large',
  'http-status',
  'not-a-feed',
  'nothing-understood',
  'parse-too-slow',
] as const;
export const FeedFailure = z.enum(feedFailures);
export type FeedFailure = z.infer<typeof FeedFailure>;

/** Why a row, an event or an alert was left out. */
export const itemFaults = [
  'no-title',
  'village-unknown',
  'village-ambiguous',
  'date-unreadable',
  'number-unreadable',
  'until-before-from',
  'no-village',
  'expired',
  'not-public',
  'too-many',
] as const;
export const ItemFault = z.object({
  /** Line of a CSV, place in a list (from 1) else. */
  line: z.number().int(),
  why: z.enum(itemFaults),
  /** What stood there, cut. */
  text: z.string(),
});
export type ItemFault = z.infer<typeof ItemFault>;

/** An address that the controller may be sent to; what it resolves to is looked at when it is fetched. */
const FeedUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => !/^https?:\/\/[^/]*@/.test(text), { message: 'no-credentials' });

const fields = {
  name: z.string().trim().min(3).max(60),
  system: FeedSystem,
  format: FeedFormat,
  /** Null: it is brought, by file or by token. */
  url: FeedUrl.nullable(),
  mapping: FeedMapping.nullable(),
  audience: Audience,
  enabled: z.boolean(),
};
export const FeedDraft = z
  .object({
    ...fields,
    /** Bearer that is sent along. Left out: stays as it is; null: none. */
    token: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/)
      .nullable()
      .optional(),
  })
  .refine((draft) => draft.format !== 'mapped' || draft.mapping !== null, {
    path: ['mapping'],
    message: 'mapping-missing',
  });
export type FeedDraft = z.infer<typeof FeedDraft>;

export const Feed = z.object({
  ...fields,
  url: z.string().nullable(),
  id: z.number().int(),
  hasToken: z.boolean(),
  hasPushToken: z.boolean(),
  triedAt: Instant.nullable(),
  /** When it was last good: the age that is shown. */
  okAt: Instant.nullable(),
  nextAt: Instant.nullable(),
  failures: z.number().int(),
  failure: z.object({ why: FeedFailure, detail: z.string(), since: Instant }).nullable(),
  items: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  changedAt: Instant,
  changedBy: z.string(),
});
export type Feed = z.infer<typeof Feed>;

export const PreviewItem = z.object({
  /** Of its feed; the same each time. */
  key: z.string(),
  kind: AnnouncementKind,
  severity: Severity,
  title: z.string(),
  body: z.string(),
  audience: Audience,
  from: Instant.nullable(),
  until: Instant.nullable(),
  startsAt: Instant.nullable(),
});
export type PreviewItem = z.infer<typeof PreviewItem>;

/** POST /api/feeds/dry-run: what the feed would give now; nothing is kept. */
export const DryRun = z.object({
  failure: z.object({ why: FeedFailure, detail: z.string() }).nullable(),
  items: z.array(PreviewItem),
  faults: z.array(ItemFault),
  bytes: z.number().int(),
});
export type DryRun = z.infer<typeof DryRun>;

/** POST /api/feeds/columns: what a sample file offers. */
export const SampleColumns = z.object({
  columns: z.array(z.object({ name: z.string(), example: z.string() })),
});
export type SampleColumns = z.infer<typeof SampleColumns>;

export const ImportResult = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  ended: z.number().int(),
  faults: z.array(ItemFault),
});
export type ImportResult = z.infer<typeof ImportResult>;

/** Shown once. */
export const PushToken = z.object({ token: z.string() });
