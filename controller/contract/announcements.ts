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

/** SHA-256 of a picture's WebP, hex. */
export const PictureName = z.string().regex(/^[0-9a-f]{64}$/);

/** PUT /api/pictures, and of an announcement: sizes in px. At /api/pictures/NAME.webp and NAME.jpeg. */
export const Picture = z.object({
  name: PictureName,
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Picture = z.infer<typeof Picture>;

/** Of bytes that a picture is made of. */
export const MOST_PICTURE_BYTES = 10_000_000;

/** Why bytes do not become a picture: `fields.picture` of the refusal. */
export const pictureFaults = ['not-a-picture', 'broken', 'too-many-pixels', 'animated', 'heic'] as const;
export type PictureFault = (typeof pictureFaults)[number];

const shortText = (most: number) => z.string().trim().min(1).max(most).nullable().default(null);

/** What some kinds have beside their text; null where there is none. */
const ofKind = {
  /** Of what it tells: the gathering, the works. Null: it has no time of its own. */
  startsAt: Instant.nullable().default(null),
  endsAt: Instant.nullable().default(null),
  /** Of `startsAt` and `endsAt` only the day in WIB counts. */
  allDay: z.boolean().default(false),
  place: shortText(80),
  /** Who to call, as it is printed. */
  contact: shortText(80),
  progressPercent: z.number().int().min(0).max(100).nullable().default(null),
  /** Rupiah, digits. */
  budgetIdr: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullable()
    .default(null),
};

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
    ...ofKind,
    picture: PictureName.nullable().default(null),
  })
  .superRefine((draft, { addIssue }) => {
    const fault = (field: string, message: string) =>
      addIssue({ code: 'custom', path: [field], message, input: draft });
    if (draft.until !== null && draft.until <= draft.from) fault('until', 'before-from');
    if (draft.kind === 'agenda' && draft.startsAt === null) fault('startsAt', 'agenda-needs-it');
    if (draft.endsAt !== null && draft.startsAt === null) fault('endsAt', 'without-start');
    if (draft.endsAt !== null && draft.startsAt !== null && draft.endsAt < draft.startsAt)
      fault('endsAt', 'before-start');
    if (draft.kind !== 'works') {
      if (draft.progressPercent !== null) fault('progressPercent', 'only-works');
      if (draft.budgetIdr !== null) fault('budgetIdr', 'only-works');
    }
  });
export type AnnouncementDraft = z.infer<typeof AnnouncementDraft>;

/** A draft that has nothing beside its text. */
export const plainDraft = {
  startsAt: null,
  endsAt: null,
  allDay: false,
  place: null,
  contact: null,
  progressPercent: null,
  budgetIdr: null,
  picture: null,
} satisfies Partial<AnnouncementDraft>;

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
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  allDay: z.boolean(),
  place: z.string().nullable(),
  contact: z.string().nullable(),
  progressPercent: z.number().int().nullable(),
  budgetIdr: z.string().nullable(),
  picture: Picture.nullable(),
  /** The feed that it was taken from, and when that was last good; null: staff wrote it. */
  source: z.object({ feed: z.string(), okAt: Instant.nullable() }).nullable(),
});
export type Announcement = z.infer<typeof Announcement>;

/** GET /api/announcements/:id/versions: the newest first. */
export const AnnouncementVersion = z.object({
  version: z.number().int(),
  act: z.enum(['create', 'change', 'publish', 'withdraw']),
  at: Instant,
  by: z.string(),
  /** As it became by that; of acts before versions were kept only some fields are known. */
  content: Announcement.partial(),
});
export type AnnouncementVersion = z.infer<typeof AnnouncementVersion>;
