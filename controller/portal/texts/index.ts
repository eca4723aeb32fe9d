import { en } from './en.ts';
import { id } from './id.ts';
import type { Locale, Texts } from './texts.ts';

export * from './texts.ts';

export const texts: Readonly<Record<Locale, Texts>> = { id, en };
