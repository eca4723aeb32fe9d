import type { AnnouncementKind, Severity } from '#contract/announcements.ts';
import type { VillageTexts } from './village-texts.ts';

export const locales = ['id', 'en'] as const;
export type Locale = (typeof locales)[number];

/** What can be said of a login that did not work; each has its sentence and next step. */
export const troubles = [
  'again',
  'page-old',
  'other-phone',
  'still-connected',
  'full',
  'no-answer',
  'under-way',
  'quota',
  'closed',
  'devices',
  'revoked',
  'restarting',
  'needs-officer',
  'unknown',
] as const;
export type Trouble = (typeof troubles)[number];

/** Fields of the form, as an error names them. */
export type Field = 'mac' | 'login' | 'bahasa' | 'tanda' | 'kode' | 'jenis' | 'teks' | 't' | 'badan';

/** Day limits of the plan of everyone; null = none. */
export interface DayLimits {
  readonly minutes: number | null;
  readonly bytes: bigint | null;
}

/** Every sentence of the portal. A catalogue that lacks one does not compile. */
export interface Texts {
  readonly locale: Locale;
  readonly otherLanguage: { readonly locale: Locale; readonly name: string };
  readonly v: VillageTexts;
  readonly title: (village: string) => string;
  readonly from: string;
  readonly announcements: string;
  readonly moreAnnouncements: string;
  readonly kind: Readonly<Record<AnnouncementKind, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly until: (at: Date) => string;
  readonly button: string;
  /** Three lines; the first says how much. */
  readonly terms: (limits: DayLimits) => readonly [string, string, string];
  readonly agree: string;
  readonly rulesLink: string;
  readonly notOnWifi: string;
  readonly trouble: Readonly<Record<Trouble, string>>;
  readonly trial: string;
  readonly welcomeTitle: string;
  readonly welcome: string;
  readonly left: (left: { seconds: number | null; bytes: bigint | null }) => string;
  readonly resets: string;
  readonly rulesTitle: string;
  readonly rules: readonly string[];
  readonly back: string;
  readonly unknownTitle: string;
  readonly unknownVillage: string;
  readonly notHere: string;
  readonly fieldTitle: string;
  readonly fieldWrong: (field: Field) => string;
  readonly tooLargeTitle: string;
  readonly tooLarge: (field: Field) => string;
  readonly tooManyTitle: string;
  readonly tooMany: string;
  readonly goneTitle: string;
  readonly gone: (at: Date) => string;
  readonly notReadyTitle: string;
  readonly notReady: string;
  readonly failedTitle: string;
  readonly failed: string;
}
