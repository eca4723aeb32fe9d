import type { Features } from '../version.ts';

/** What a property may hold. `refers` names the menu whose `name`s are its values. */
export interface Kind {
  readonly type: 'bool' | 'num' | 'time' | 'ip' | 'ip-prefix' | 'str' | 'list' | 'script';
  readonly values?: readonly string[];
  readonly refers?: string;
  /** Least and most of a number. */
  readonly range?: readonly [number, number];
  /** What the text must look like, beside `values`. */
  readonly form?: RegExp;
  /** Names that may be written with `!` before them. */
  readonly negatable?: true;
}

export interface Property {
  readonly name: string;
  readonly kind: Kind;
  /** Manual page (M …) or section of the project's facts; `[?]` where no source settles it. */
  readonly source: string;
  readonly readOnly?: true;
  readonly required?: true;
  readonly since?: (features: Features) => boolean;
  /** What `add` stores when it is not named. */
  readonly start?: string;
}

/** A command of a menu beside those that its rows bring. Names of its arguments, in order those without a name. */
export interface Verb {
  readonly unnamed?: readonly string[];
  readonly named?: readonly string[];
  readonly flags?: readonly string[];
  readonly source: string;
  readonly since?: (features: Features) => boolean;
}

export interface SchemaMenu {
  readonly path: string;
  readonly source: string;
  readonly since?: (features: Features) => boolean;
  readonly single?: true;
  /** Rows are there from the start: they can be set, neither added nor removed. */
  readonly fixed?: true;
  /** Nothing can be changed. */
  readonly readOnly?: true;
  /** Rules in order: `move` and `place-before`. */
  readonly ordered?: true;
  /** Not two rows of one name, and the words of the refusal. */
  readonly unique?: string;
  readonly properties: readonly Property[];
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** Type of the row that an item of this menu also has in `/interface`. */
  readonly interfaceType?: string;
}

export const v7 = (features: Features): boolean => features.major >= 7;
export const v6 = (features: Features): boolean => features.major < 7;

export const bool: Kind = { type: 'bool' };
export const text: Kind = { type: 'str' };
export const script: Kind = { type: 'script' };
export const time: Kind = { type: 'time' };
/** A time, or a word instead of one. */
export const timeOr = (...values: string[]): Kind => ({ type: 'time', values });
export const num = (least: number, most: number): Kind => ({ type: 'num', range: [least, most] });
export const port = num(0, 65_535);
export const ip: Kind = { type: 'ip' };
export const prefix: Kind = { type: 'ip-prefix' };
export const oneOf = (...values: string[]): Kind => ({ type: 'str', values });
export const someOf = (...values: string[]): Kind => ({ type: 'list', values });
export const list: Kind = { type: 'list' };
export const like = (form: RegExp): Kind => ({ type: 'str', form });
export const listLike = (form: RegExp): Kind => ({ type: 'list', form });
export const refersTo = (menu: string, ...values: string[]): Kind => ({ type: 'str', refers: menu, values });
export const mac = like(/^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$/);
/** IPv4 or IPv6 prefixes with or without a length. */
export const prefixes = listLike(/^(\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9a-fA-F:]+(\/\d{1,3})?)$/);
export const addressOrName = like(/^[A-Za-z0-9.:_-]+$/);

type More = Omit<Property, 'name' | 'kind' | 'source'> & { readonly source?: string };
/** A property of a menu; its source is the menu's unless it has one of its own. */
export type Line = readonly [name: string, kind: Kind, more?: More];

export function menu(
  path: string,
  source: string,
  lines: readonly Line[],
  more: Omit<SchemaMenu, 'path' | 'source' | 'properties'> = {},
): SchemaMenu {
  return {
    path,
    source,
    ...more,
    properties: lines.map(([name, kind, rest]) => ({ name, kind, source, ...rest })),
  };
}

export const required = { required: true } as const;
export const readOnly = { readOnly: true } as const;
export const start = (value: string): { readonly start: string } => ({ start: value });

/** What nearly every table of rows has. */
export const usual: readonly Line[] = [
  ['disabled', bool, start('false')],
  ['comment', text],
];

export const words = (spaced: string): readonly string[] => spaced.split(' ');
