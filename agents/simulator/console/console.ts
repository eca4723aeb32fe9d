import type { Router } from '../router.ts';
import { schemaOf } from '../schema/all.ts';
import { ACTIONS, PRINT_TO_FILE } from './actions.ts';
import { RUN } from './builtins.ts';
import { Failure, Incomplete } from './failure.ts';
import { Grammar } from './grammar.ts';
import { Interpreter, type Machine } from './interpreter.ts';
import { MenuRows, printed, type Row } from './menu-commands.ts';
import { truth } from './operators.ts';
import { Parser } from './parser.ts';
import { Scope } from './scope.ts';
import type { Arguments, Statement } from './tree.ts';
import { array, textOf, type Value, wordValue } from './value.ts';

const ENVIRONMENT = '/system/script/environment';

/** Global variables as rows. */
class Variables extends MenuRows {
  readonly #globals: Map<string, { value: Value }>;

  constructor(router: Router, path: string, user: string, globals: Map<string, { value: Value }>) {
    super(router, path, user);
    this.#globals = globals;
  }

  override get rows(): readonly Row[] {
    return [...this.#globals].map(([name, { value }], i) => ({
      '.id': `*${(i + 1).toString(16).toUpperCase()}`,
      name,
      value: textOf(value),
      user: this.user,
    }));
  }
}

/** The console of one router: its variables, and what commands do to it. */
export class Console implements Machine {
  readonly router: Router;
  readonly globals = new Map<string, { value: Value }>();
  user = 'admin';
  /** Made when first pasted into: most routers of a fleet never are. */
  #grammar: Grammar | undefined;

  constructor(router: Router) {
    this.router = router;
  }

  get online(): boolean {
    return this.router.state.uplinkUp;
  }

  get grammar(): Grammar {
    if (this.#grammar?.features !== this.router.state.features)
      this.#grammar = new Grammar(this.router.state.features);
    return this.#grammar;
  }

  parse(text: string, menu = ''): { body: Statement[]; menu: string } {
    const parser = new Parser(text, this.grammar, menu);
    return { body: parser.all(), menu: parser.menu };
  }

  /** A script that nobody typed: netwatch, scheduler, `/system script run`. */
  async script(source: string): Promise<void> {
    try {
      await new Interpreter(this, { declaredOnly: true }).run(this.parse(source).body, new Scope());
    } catch (error) {
      // Nobody is there to type the rest.
      if (error instanceof Incomplete) throw new Failure('syntax error');
      throw error;
    }
  }

  async builtin(run: Interpreter, name: string, args: Arguments, scope: Scope): Promise<Value> {
    if (name === 'parse') {
      const source = args.get('script');
      return { type: 'code', body: this.parse(source ? textOf(await run.value(source, scope)) : '').body };
    }
    return RUN[name]!(run, args, scope);
  }

  async menu(run: Interpreter, statement: Statement & { is: 'menu' }, scope: Scope): Promise<Value> {
    const { path, verb, where } = statement;
    const menu =
      path === ENVIRONMENT
        ? new Variables(this.router, path, this.user, this.globals)
        : new MenuRows(this.router, path, this.user);
    const args = new Map<string, Value>();
    for (const [name, expression] of statement.args) args.set(name, await run.value(expression, scope));
    const action = verb === 'print' && args.has('file') ? PRINT_TO_FILE : ACTIONS[`${path}/${verb}`];
    if (action) return action({ host: this, run, menu, args, flags: statement.flags });
    const filtered = async (): Promise<Row[]> => {
      const rows: Row[] = [];
      for (const row of menu.rows)
        if (!where || truth((await run.value(where, scope, this.#reader(menu, row))) ?? false))
          rows.push(row);
      return rows;
    };
    switch (verb) {
      case 'print':
        return this.#print(run, statement, menu, await filtered());
      case 'find':
        return array((await filtered()).map((row) => wordValue(row['.id'] ?? '')));
      case 'get':
        return this.#get(menu, args);
      default:
        return this.#change(menu, verb, args);
    }
  }

  #reader(menu: MenuRows, row: Row): (name: string) => Value {
    return (name) => (menu.knows(name) ? (menu.property(row, name) ?? '') : undefined);
  }

  #isSingle(path: string): boolean {
    return schemaOf(path, this.router.state.features)?.single ?? false;
  }

  #print(run: Interpreter, { path, flags }: Statement & { is: 'menu' }, menu: MenuRows, rows: Row[]): Value {
    if (flags.has('count-only')) {
      run.put(String(rows.length));
      return rows.length;
    }
    if (flags.has('as-value')) return array(rows.map((row) => menu.get(row, undefined)));
    for (const line of printed(menu, rows, this.#isSingle(path))) run.put(line);
    return undefined;
  }

  #get(menu: MenuRows, args: ReadonlyMap<string, Value>): Value {
    const name = args.has('value-name') ? textOf(args.get('value-name')) : undefined;
    if (this.#isSingle(menu.path)) return menu.get(menu.rows[0], name);
    const number = args.get('number');
    if (number === undefined || textOf(number) === '') throw new Failure('invalid internal item number');
    const chosen = menu.chosen(number);
    if (chosen.length !== 1) throw new Failure('invalid internal item number');
    return menu.get(chosen[0], name);
  }

  async #change(menu: MenuRows, verb: string, args: Map<string, Value>): Promise<Value> {
    const texts = new Map<string, string>();
    const table = this.router.state.table(menu.path);
    if (verb === 'add') {
      args.delete('copy-from');
      const before = args.get('place-before');
      args.delete('place-before');
      menu.demand(args);
      const { ret } = await menu.ask('add', menu.values(args));
      if (before !== undefined && ret !== undefined) table.move(ret, menu.chosen(before)[0]!['.id']!);
      return ret === undefined ? undefined : wordValue(ret);
    }
    const { numbers, rest } = split(args);
    for (const [name, text] of menu.values(rest)) texts.set(name, text);
    if (this.#isSingle(menu.path)) return void (await menu.ask(verb, texts));
    if (numbers === undefined) throw new Failure('missing value(s) of argument(s) numbers');
    const chosen = menu.chosen(numbers);
    if (verb === 'move') {
      const to = rest.get('destination');
      for (const row of chosen)
        table.move(row['.id']!, to === undefined ? undefined : menu.chosen(to)[0]?.['.id']);
      return undefined;
    }
    for (const row of chosen)
      await menu.ask(verb === 'comment' ? 'set' : verb, new Map([...texts, ['.id', row['.id']!]]));
    return undefined;
  }
}

function split(args: Map<string, Value>): { numbers: Value; rest: Map<string, Value> } {
  const rest = new Map(args);
  rest.delete('numbers');
  return { numbers: args.get('numbers'), rest };
}
