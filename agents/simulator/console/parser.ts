import { BUILTINS, NAMES_A_VARIABLE } from './builtin-forms.ts';
import { conditions, type Reader, value, variable, variableName } from './expressions.ts';
import { type Failure, Incomplete } from './failure.ts';
import { type CommandForm, form, type Grammar } from './grammar.ts';
import { Scanner } from './scanner.ts';
import type { Expression, Statement } from './tree.ts';

/** Blocks inside blocks. */
const DEEPEST = 60;
const CALLED = form(['1', '2', '3', '4', '5', '6', '7', '8', '9'], []);

/** Reads commands: menus, verbs and names of arguments are checked here, before anything runs. */
export class Parser implements Reader {
  readonly scan: Scanner;
  readonly #grammar: Grammar;
  /** Menu that a command without a path belongs to; a path alone changes it. */
  menu: string;
  #depth = 0;

  constructor(text: string, grammar: Grammar, menu: string) {
    this.scan = new Scanner(text);
    this.#grammar = grammar;
    this.menu = menu;
  }

  /** The whole text; throws Incomplete where it ends too early, Failure where it is wrong. */
  all(): Statement[] {
    return this.#statements('');
  }

  commands(close: ']' | '}'): Statement[] {
    if (++this.#depth > DEEPEST) throw this.scan.error('syntax error');
    const { menu } = this;
    const body = this.#statements(close);
    this.scan.need(close);
    this.menu = menu;
    this.#depth--;
    return body;
  }

  #statements(close: ']' | '}' | ''): Statement[] {
    const { scan } = this;
    const found: Statement[] = [];
    for (;;) {
      scan.take(/(?:[\s;]|\\[ \t]*\n)+/y);
      if (scan.take(/#[^\n]*/y) !== undefined) continue;
      if (scan.done) {
        if (close !== '') throw new Incomplete();
        return found;
      }
      if (scan.next === close) return found;
      const statement = this.#statement();
      if (statement) found.push(statement);
      scan.blanks();
      if (!scan.done && !/[\n;]/.test(scan.next) && scan.next !== close)
        throw scan.error('expected end of command');
    }
  }

  #statement(): Statement | undefined {
    const { scan } = this;
    if (scan.next === '{') {
      scan.position++;
      return { is: 'block', body: this.commands('}') };
    }
    if (scan.next === '$' || scan.next === '[') {
      const of = scan.next === '$' ? variable(this) : value(this);
      return { is: 'call', of, args: this.#arguments(CALLED, true).args };
    }
    return this.#command();
  }

  #command(): Statement | undefined {
    const { scan } = this;
    let path = this.menu;
    let explicit = false;
    if (scan.next === '/' || scan.next === ':') {
      explicit = scan.next === '/';
      path = '';
      scan.position++;
      scan.blanks();
    }
    for (;;) {
      const start = scan.position;
      const word = scan.take(/\.\.|[A-Za-z0-9][A-Za-z0-9-]*/y);
      if (word === undefined) {
        if (explicit && (scan.done || /[\n;\]}]/.test(scan.next))) {
          this.menu = path;
          return undefined;
        }
        if (explicit && scan.next === '{') return this.#within(path);
        throw scan.error('expected command name');
      }
      if (word === '..') path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      else if (this.#grammar.isMenu(`${path}/${word}`)) path += `/${word}`;
      else return this.#run(path, word, start);
      explicit = true;
      if (scan.next === '/') {
        // with slashes only v7 writes paths
        if (this.#grammar.features.major < 7) throw scan.error('expected command name');
        scan.position++;
      } else scan.blanks();
    }
  }

  /** `/ip service { … }`: commands of that menu. */
  #within(path: string): Statement {
    const { menu } = this;
    this.menu = path;
    this.scan.position++;
    const body = this.commands('}');
    this.menu = menu;
    return { is: 'block', body };
  }

  #run(path: string, verb: string, start: number): Statement {
    const { scan } = this;
    const own = this.#grammar.command(path, verb);
    const isBuiltin = own === undefined && (path === this.menu || path === '') && BUILTINS.has(verb);
    const shape = own ?? (isBuiltin ? BUILTINS.get(verb)! : undefined);
    if (!shape) {
      if (scan.next === '/') throw scan.error('syntax error');
      throw scan.error(`bad command name ${verb}`, start);
    }
    if (isBuiltin) return { is: 'builtin', name: verb, args: this.#builtinArguments(verb, shape) };
    const { menu } = this;
    this.menu = path;
    const { args, flags, where } = this.#arguments(shape, false);
    this.menu = menu;
    return { is: 'menu', path, verb, args, flags, where };
  }

  #builtinArguments(verb: string, shape: CommandForm): Map<string, Expression> {
    const named = new Map<string, Expression>();
    if (NAMES_A_VARIABLE.has(verb)) {
      this.scan.blanks();
      let name = variableName(this);
      if (verb === 'foreach' && this.scan.take(/,/y) !== undefined) name = `${name},${variableName(this)}`;
      if (!this.scan.done && !/[\s;\]}]/.test(this.scan.next)) throw this.#notTaken(this.scan.position);
      named.set('variable', { is: 'value', value: name });
    }
    const loop = verb === 'for' || verb === 'foreach';
    for (const [name, expression] of this.#arguments(loop ? { ...shape, unnamed: [] } : shape, false).args)
      named.set(name, expression);
    return named;
  }

  #arguments(
    shape: CommandForm,
    anyName: boolean,
  ): { args: Map<string, Expression>; flags: Set<string>; where: Expression | undefined } {
    const { scan } = this;
    const args = new Map<string, Expression>();
    const flags = new Set<string>();
    for (let unnamed = 0; ; ) {
      scan.blanks();
      if (scan.done || /[\n;\]}]/.test(scan.next)) return { args, flags, where: undefined };
      if (shape.conditions) {
        const asked = scan.take(/where(?![A-Za-z0-9-])/y) !== undefined;
        if (asked || (shape.conditions === 'at-once' && scan.next !== '')) {
          scan.blanks();
          if (scan.done || /[\n;\]}]/.test(scan.next)) return { args, flags, where: undefined };
          return { args, flags, where: conditions(this, shape.properties) };
        }
      }
      const start = scan.position;
      const name = scan.ahead(/[.A-Za-z0-9][A-Za-z0-9.-]*(?==)/y);
      if (name !== undefined) {
        if (!anyName && !shape.named.has(name)) throw this.#notTaken(start);
        scan.position += name.length + 1;
        args.set(name, this.#argument(shape, name));
        continue;
      }
      const flag = scan.ahead(/[a-z][a-z-]*(?=[\s;\]}]|$)/y);
      if (flag !== undefined && shape.flags.has(flag)) {
        scan.position += flag.length;
        flags.add(flag);
        continue;
      }
      const slot = shape.unnamed[unnamed++];
      if (slot === undefined || args.has(slot)) throw this.#notTaken(start);
      args.set(slot, this.#argument(shape, slot));
    }
  }

  /** A value after `name=`: blanks before it are skipped, at the end of a command it is empty. */
  #argument(shape: CommandForm, name: string): Expression {
    const { scan } = this;
    scan.blanks();
    if (scan.next === '{' && (shape.code.has(name) || shape.scripts.has(name))) {
      const start = ++scan.position;
      const body = this.commands('}');
      const source = scan.text.slice(start, scan.position - 1);
      return shape.scripts.has(name) ? { is: 'value', value: source } : { is: 'code', body, source };
    }
    if (scan.done || /[\n;\]}]/.test(scan.next)) return { is: 'value', value: '' };
    return value(this);
  }

  #notTaken(start: number): Failure {
    return this.scan.error('expected end of command', start);
  }
}
