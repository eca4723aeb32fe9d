import { z } from 'zod';
import { Instant } from './names.ts';

/** One backup that was tried. */
export const BackupEntry = z.object({
  id: z.number().int(),
  startedAt: Instant,
  /** Null = still at it, or killed. */
  finishedAt: Instant.nullable(),
  form: z.enum(['physical', 'logical']),
  file: z.string(),
  bytes: z.number().nonnegative().nullable(),
  /** SHA-256 of the sealed file, hex. */
  digest: z.string().nullable(),
  /** Second place, and when the copy was there. */
  copiedTo: z.string().nullable(),
  copiedAt: Instant.nullable(),
  failure: z.string().nullable(),
});
export type BackupEntry = z.infer<typeof BackupEntry>;

/** GET /api/backups: newest first. */
export const BackupList = z.object({
  /** Is a nightly backup set up? */
  nightly: z.boolean(),
  /** When the next one begins; null without a nightly one. */
  nextAt: Instant.nullable(),
  secondPlace: z.boolean(),
  newestGoodAt: Instant.nullable(),
  backups: z.array(BackupEntry),
});
export type BackupList = z.infer<typeof BackupList>;
