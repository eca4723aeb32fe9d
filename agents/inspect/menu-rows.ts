import type { Menu, Row } from '../routeros/index.ts';

/** Most characters of a value, and most rows of a menu, that are kept. */
const LONGEST = 300;
const MOST_ROWS = 64;

/** A property as text; '' when the router did not send it. */
export const text = (row: Row, name: string): string => (row[name] ?? '').slice(0, LONGEST);

/** Null when the router did not send it, or sent nothing. */
export const maybe = (row: Row, name: string): string | null => text(row, name) || null;

export const is = (row: Row, name: string): boolean => row[name] === 'true' || row[name] === 'yes';

export const maybeIs = (row: Row, name: string): boolean | null =>
  row[name] === undefined ? null : is(row, name);

export const digits = (row: Row, name: string): string | null =>
  /^\d{1,20}$/.test(row[name] ?? '') ? row[name]! : null;

export const figure = (row: Row, name: string): number | null => {
  const found = digits(row, name);
  return found === null ? null : Number(found);
};

/** A menu of rows: dynamic ones are not settings, and left out. */
export const rowsOf = <T>(path: string, properties: readonly string[], read: (row: Row) => T): Menu<T[]> => ({
  words: [`${path}/print`, `=.proplist=${[...properties, 'dynamic'].join(',')}`],
  read: ({ rows }) =>
    rows
      .filter((row) => !is(row, 'dynamic'))
      .slice(0, MOST_ROWS)
      .map(read),
});

/** A menu of one row; a router that sends none has nothing set. */
export const soleOf = <T>(path: string, properties: readonly string[], read: (row: Row) => T): Menu<T> => ({
  words: [`${path}/print`, `=.proplist=${properties.join(',')}`],
  read: ({ rows }) => read(rows[0] ?? {}),
});
