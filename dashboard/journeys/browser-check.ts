import { expect, test } from 'vitest';
import { librariesOf } from './browser.ts';
import { entryBytes } from './build.ts';
import type { House } from './house.ts';

/** What a browser may have to load before it can show anything. */
const ENTRY_LIMIT = 130_000;

export function browserJourneys(house: () => House): void {
  test('the browser runs on the libraries that came with it', () => {
    const { executable, folder } = house().chromium;
    const libraries = librariesOf(executable);
    for (const name of ['libnss3.so', 'libnspr4.so', 'libexpat.so.1']) {
      expect(libraries.get(name), name).toContain(folder);
    }
    expect([...libraries].filter(([, where]) => where === null)).toEqual([]);
  });

  test('the first scripts stay within their budget', () => {
    expect(entryBytes()).toBeGreaterThan(50_000);
    expect(entryBytes()).toBeLessThan(ENTRY_LIMIT);
  });
}
