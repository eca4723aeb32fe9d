import { propertiesOf, SCHEMA, schemaOf } from '../schema/all.ts';
import type { SchemaMenu } from '../schema/property.ts';
import type { Features } from '../version.ts';

/** What a command takes. */
export interface CommandForm {
  /** Where values without a name go, in order. */
  readonly unnamed: readonly string[];
  readonly named: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
  /** Arguments in braces are code, not an array. */
  readonly code: ReadonlySet<string>;
  /** Arguments in braces are kept as text, to be run later. */
  readonly scripts: ReadonlySet<string>;
  /** Conditions on properties: with the word `where`, or at once. */
  readonly conditions: 'after-where' | 'at-once' | undefined;
  /** Names that conditions may use. */
  readonly properties: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

export const form = (
  unnamed: readonly string[],
  named: Iterable<string>,
  more: Partial<CommandForm> = {},
): CommandForm => ({
  unnamed,
  named: new Set(named),
  flags: NONE,
  code: NONE,
  scripts: NONE,
  conditions: undefined,
  properties: NONE,
  ...more,
});

const PRINT_FLAGS = 'detail terse brief without-paging count-only as-value value-list stats'.split(' ');

function verbsOf(menu: SchemaMenu, features: Features): Map<string, CommandForm> {
  const all = propertiesOf(menu, features);
  const properties = new Set(['.id', ...all.map(({ name }) => name)]);
  const settable = all.filter(({ readOnly }) => !readOnly).map(({ name }) => name);
  const scripts = new Set(all.filter(({ kind }) => kind.type === 'script').map(({ name }) => name));
  const verbs = new Map<string, CommandForm>();
  const isTable = !menu.single && all.length > 0;
  if (all.length > 0)
    verbs.set(
      'print',
      form([], ['file', 'from', 'interval', 'proplist'], {
        flags: new Set(PRINT_FLAGS),
        conditions: isTable ? 'after-where' : undefined,
        properties,
      }),
    );
  if (isTable) {
    verbs.set('find', form([], [], { conditions: 'at-once', properties }));
    verbs.set('get', form(['number', 'value-name'], ['number', 'value-name']));
  } else if (all.length > 0) verbs.set('get', form(['value-name'], ['value-name']));
  if (settable.length > 0 && !menu.readOnly) {
    verbs.set(
      'set',
      form(isTable ? ['numbers'] : [], [...(isTable ? ['numbers'] : []), ...settable], { scripts }),
    );
    if (isTable && settable.includes('disabled'))
      for (const verb of ['enable', 'disable']) verbs.set(verb, form(['numbers'], ['numbers']));
    if (isTable && settable.includes('comment'))
      verbs.set('comment', form(['numbers'], ['numbers', 'comment']));
    if (isTable && !menu.fixed) {
      const place = menu.ordered ? ['place-before'] : [];
      // 6.49 makes no files by `add`
      if (menu.path !== '/file' || features.major >= 7)
        verbs.set('add', form([], [...settable, 'copy-from', ...place], { scripts }));
      verbs.set('remove', form(['numbers'], ['numbers']));
      if (menu.ordered) verbs.set('move', form(['numbers', 'destination'], ['numbers', 'destination']));
    }
  }
  for (const [name, verb] of Object.entries(menu.verbs ?? {})) {
    if (verb.since && !verb.since(features)) continue;
    if (name === 'print') continue;
    verbs.set(name, form(verb.unnamed ?? [], verb.named ?? [], { flags: new Set(verb.flags) }));
  }
  return verbs;
}

/** The tree of menus of one version. */
export class Grammar {
  readonly features: Features;
  readonly #children = new Map<string, Set<string>>();
  readonly #verbs = new Map<string, Map<string, CommandForm>>();

  constructor(features: Features) {
    this.features = features;
    for (const menu of SCHEMA) {
      if (!schemaOf(menu.path, features)) continue;
      const words = menu.path.split('/').slice(1);
      words.forEach((word, depth) => {
        const parent = words
          .slice(0, depth)
          .map((one) => `/${one}`)
          .join('');
        const known = this.#children.get(parent) ?? new Set();
        this.#children.set(parent, known.add(word));
      });
    }
  }

  isMenu(path: string): boolean {
    return this.#children.has(path) || schemaOf(path, this.features) !== undefined;
  }

  command(path: string, verb: string): CommandForm | undefined {
    let verbs = this.#verbs.get(path);
    if (!verbs) {
      const menu = schemaOf(path, this.features);
      verbs = menu ? verbsOf(menu, this.features) : new Map();
      this.#verbs.set(path, verbs);
    }
    return verbs.get(verb);
  }
}
