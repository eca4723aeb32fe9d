import { z } from 'zod';
import { Announcement } from './announcements.ts';
import { Instant, VillageCode } from './names.ts';

/** A day in WIB, `2026-11-25`: any of the week that is meant. */
export const BoardDay = z.iso.date();

/** The wifi's name as phones list it; it goes into a QR code. */
export const WifiName = z.string().trim().min(1).max(32);

/** `papan`: one A4 for the board, `dibacakan`: to be read aloud, `poster`: how to get online. */
export const boardPapers = ['papan', 'dibacakan', 'poster'] as const;
export const BoardPaper = z.enum(boardPapers);
export type BoardPaper = z.infer<typeof BoardPaper>;

/** GET /api/village-board/:village?day= */
export const VillageBoard = z.object({
  village: z.object({
    code: VillageCode,
    name: z.string(),
    kecamatan: z.string(),
    contact: z.string().nullable(),
  }),
  /** Monday 00:00 WIB to the next one. */
  week: z.object({ from: Instant, until: Instant }),
  /** The most important first: a warning in force, then by weight. */
  announcements: z.array(Announcement),
  /** Paragraphs, numbers and dates as they are spoken. */
  readAloud: z.array(z.string()),
  /** The village's page; null: the portal has no public address yet. */
  address: z.string().nullable(),
});
export type VillageBoard = z.infer<typeof VillageBoard>;
