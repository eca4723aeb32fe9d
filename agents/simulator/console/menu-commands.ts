import { Trap } from '../api/sentence.ts';
import { ALL_POLICIES } from '../initial-rows.ts';
import { findCommand, MENUS } from '../menus/all.ts';
import type { Answer, Call } from '../menus/menu.ts';
import type { Router } from '../router.ts';
import { propertiesOf, schemaOf } from '../schema/all.ts';
import type { Kind } from '../schema/property.ts';
import { given, stored, textsOf } from './check-value.ts';
import { Failure } from './failure.ts';
import { array, isArray, plainText, textOf, type Value, wordValue } from './value.ts';

/** Arguments that the console asks for when they are missing. */
export class Missing extends Failure {
  readonly names: readonly string[];
  constructor(names: readonly string[]) {
    super(`missing value(s) of argument(s) ${names.join(' ')}`);
    this.names = names;
  }
}

export type Row = Readonly<Record<string, string>>;

/** Rows and commands of one menu for whoever sits at the console. */
export class MenuRows {
  readonly router: Router;
  readonly path: string;
  readonly user: string;

  constructor(router: Router, path: string, user: string) {
    this.router = router;
    this.path = path;
    this.user = user;
  }

  get rows(): readonly Row[] {
    const { state } = this.router;
    return MENUS[this.path]?.rows?.(this.router, state.clock()) ?? state.table(this.path).rows;
  }

  kind(name: string): Kind | undefined {
    const schema = schemaOf(this.path, this.router.state.features);
    return schema && propertiesOf(schema, this.router.state.features).find((one) => one.name === name)?.kind;
  }

  property(row: Row, name: string): Value {
    if (name === '.id') return wordValue(row['.id'] ?? '');
    return given(this.kind(name), row[name]);
  }

  knows(name: string): boolean {
    return name === '.id' || this.kind(name) !== undefined;
  }

  /** Rows that `numbers` means: ids, names, or places in the list. */
  chosen(numbers: Value): Row[] {
    const rows = this.rows;
    if (isArray(numbers)) return numbers.items.flatMap((one) => this.chosen(one));
    const words = textsOf(numbers);
    if (words.length === 0) throw new Failure('no such item');
    return words.map((word) => {
      const place = /^\d+$/.test(word) ? rows[Number(word)] : undefined;
      const found = rows.find((row) => row['.id'] === word || row.name === word) ?? place;
      if (!found) throw new Failure('no such item');
      return found;
    });
  }

  get(row: Row | undefined, name: string | undefined): Value {
    if (!row) throw new Failure('no such item');
    const schema = schemaOf(this.path, this.router.state.features)!;
    const all = propertiesOf(schema, this.router.state.features);
    if (name === undefined)
      return array(
        [],
        new Map(
          all
            .filter((one) => row[one.name] !== undefined)
            .map((one) => [one.name, this.property(row, one.name)]),
        ),
      );
    if (!this.knows(name)) throw new Failure('input does not match any value of value-name');
    return this.property(row, name);
  }

  /** Values checked by their kinds, as text. */
  values(args: ReadonlyMap<string, Value>): Map<string, string> {
    const texts = new Map<string, string>();
    for (const [name, value] of args) {
      const kind = this.kind(name);
      texts.set(name, kind ? stored(this.router, name, kind, value) : plainText(value));
    }
    return texts;
  }

  /** `missing value(s)` where `add` lacks what the menu needs. */
  demand(args: ReadonlyMap<string, Value>): void {
    const schema = schemaOf(this.path, this.router.state.features)!;
    const missing = propertiesOf(schema, this.router.state.features)
      .filter(({ required, name }) => required && !args.has(name))
      .map(({ name }) => name);
    if (missing.length > 0) throw new Missing(missing);
  }

  /** A command that the API has too, e.g. `add`, `set`, `reboot`. */
  async ask(verb: string, args: ReadonlyMap<string, string>): Promise<Answer> {
    const { state } = this.router;
    const command = findCommand(`${this.path}/${verb}`, state.features);
    if (!command) throw new Failure('no such command');
    const call: Call = {
      router: this.router,
      features: state.features,
      request: { command: `${this.path}/${verb}`, args, queries: [], tag: undefined },
      caller: { user: this.user, policies: new Set(ALL_POLICIES), from: '' },
      now: state.clock(),
    };
    try {
      return await command.run(call);
    } catch (error) {
      if (error instanceof Trap) throw new Failure(error.message);
      throw error;
    }
  }
}

/** Rows as `print` shows them: one line each, its number and all that it holds. */
export function printed(menu: MenuRows, rows: readonly Row[], single: boolean): string[] {
  const pair = ([name, text]: [string, string]): string =>
    `${name}=${/[\s";$]/.test(text) || text === '' ? `"${text}"` : text}`;
  return rows.map((row, i) => {
    const entries = Object.entries(row).filter(([name]) => name !== '.id' && menu.knows(name));
    if (single) return entries.map(([name, text]) => `${name.padStart(24)}: ${shown(text)}`).join('\n');
    return `${String(i).padStart(2)} ${entries.map(([name, text]) => pair([name, shown(text)])).join(' ')}`;
  });
}

const shown = (text: string): string => (text === 'true' ? 'yes' : text === 'false' ? 'no' : textOf(text));
