import { z } from 'zod';
import { Instant, VillageCode } from './names.ts';

export const AnnouncementKind = z.enum(['news', 'agenda', 'warning', 'works', 'service']);
export type AnnouncementKind = z.infer<typeof AnnouncementKind>;

/** Ordered: `danger` stands above `caution` above `info`. */
export const Severity = z.enum(['info', 'caution', 'danger']);
export type Severity = z.infer<typeof Severity>;

export const Audience = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({
    kind: z.literal('kecamatan'),
    codes: z
      .array(z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/))
      .min(1)
      .max(50),
  }),
  z.object({ kind: z.literal('villages'), codes: z.array(VillageCode).min(1).max(500) }),
]);
export type Audience = z.infer<typeof Audience>;

export const AnnouncementDraft = z
  .object({
    kind: AnnouncementKind,
    severity: Severity,
    title: z.string().trim().min(3).max(60),
    body: z.string().trim().min(1).max(280),
    audience: Audience,
    from: Instant,
    /** Null: until it is withdrawn. */
    until: Instant.nullable(),
  })
  .refine((draft) => draft.until === null || draft.until > draft.from, {
    path: ['until'],
    message: 'before-from',
  });
export type AnnouncementDraft = z.infer<typeof AnnouncementDraft>;

/** `scheduled`, `shown` and `over` follow from the times; `draft` and `withdrawn` from a person. */
export const AnnouncementPhase = z.enum(['draft', 'scheduled', 'shown', 'over', 'withdrawn']);
export type AnnouncementPhase = z.infer<typeof AnnouncementPhase>;

export const Announcement = z.object({
  id: z.number().int(),
  kind: AnnouncementKind,
  severity: Severity,
  title: z.string(),
  body: z.string(),
  audience: Audience,
  from: Instant,
  until: Instant.nullable(),
  phase: AnnouncementPhase,
  /** Rises with each edit: an edit of an older version is refused with 409. */
  version: z.number().int(),
  writtenBy: z.string(),
  publishedAt: Instant.nullable(),
  changedAt: Instant,
});
export type Announcement = z.infer<typeof Announcement>;
