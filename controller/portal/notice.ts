import { type Locale, texts } from './texts/index.ts';

/** The notice that a resident agrees to; raised when its meaning changes. Stored with each session. */
export const TERMS_VERSION = '2026-12';

/** Every notice that somebody agreed to, the newest first: what a stored version said can be read for ever. */
export const notices: Readonly<Record<string, Readonly<Record<Locale, readonly string[]>>>> = {
  [TERMS_VERSION]: {
    id: [...texts.id.rules, texts.id.v.basis],
    en: [...texts.en.rules, texts.en.v.basis],
  },
  '2026-11': { id: texts.id.rules, en: texts.en.rules },
};
