import type { id } from './id.ts';

type Text = string | ((values: never) => string);
/** The same keys, each with the same parameters: a missing or superfluous sentence does not compile. */
export type Same<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Text ? T[K] : Same<T[K]>;
};

export type Messages = Same<typeof id>;
export const locales = ['id', 'en'] as const;
export type Locale = (typeof locales)[number];
