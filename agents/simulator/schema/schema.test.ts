import { expect, test } from 'vitest';
import { startFleet } from '../index.ts';
import { featuresOf } from '../version.ts';
import { propertiesOf, SCHEMA, schemaOf } from './all.ts';

const VERSIONS = ['6.49.18', '7.1', '7.12', '7.20'];

test('every menu and every property says where it was found, and no path or property stands twice', () => {
  const paths = SCHEMA.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const menu of SCHEMA) {
    expect(menu.source, menu.path).toMatch(/^(M |facts )/);
    for (const property of menu.properties)
      expect(property.source, `${menu.path} ${property.name}`).toMatch(/^(M |facts )/);
    for (const version of VERSIONS) {
      const names = propertiesOf(menu, featuresOf(version)).map(({ name }) => name);
      expect(new Set(names).size, `${menu.path} ${version}`).toBe(names.length);
    }
  }
});

test('what a property starts with or refers to is there', () => {
  const paths = new Set(SCHEMA.map(({ path }) => path));
  for (const menu of SCHEMA)
    for (const { kind, name } of menu.properties)
      if (kind.refers) expect(paths.has(kind.refers), `${menu.path} ${name}`).toBe(true);
});

test.each(VERSIONS)(
  '%s: every menu prints, a wrong letter in any of its properties is refused',
  async (version) => {
    await using fleet = await startFleet({ version, residents: 0, links: false, past: false });
    const router = fleet.routers[0]!;
    for (const menu of SCHEMA) {
      const path = menu.path.replaceAll('/', ' ').trim();
      if (!schemaOf(menu.path, featuresOf(version))) {
        expect((await router.paste(`/${path} print`)).errors[0], path).toMatch(/^bad command name/);
        continue;
      }
      const properties = propertiesOf(menu, featuresOf(version));
      if (properties.length === 0) continue;
      expect((await router.paste(`/${path} print`)).errors, path).toEqual([]);
      const settable = properties.filter(({ readOnly }) => !readOnly);
      if (menu.readOnly || settable.length === 0) continue;
      const verb = menu.single
        ? 'set'
        : menu.fixed || (path === 'file' && version.startsWith('6'))
          ? 'set 0'
          : 'add';
      for (const { name } of settable) {
        expect((await router.paste(`/${path} ${verb} ${name}x=1`)).errors[0], `${path} ${name}`).toMatch(
          /^expected end of command/,
        );
        expect((await router.paste(`:put [/${path} print where ${name}x=1]`)).errors[0]).toMatch(
          /^expected end of command/,
        );
      }
      for (const { name } of properties.filter(({ readOnly }) => readOnly))
        expect((await router.paste(`/${path} ${verb} ${name}=1`)).errors[0], `${path} ${name}`).toMatch(
          /^expected end of command/,
        );
    }
  },
);
