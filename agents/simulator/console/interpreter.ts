import { Failure } from './failure.ts';
import { operate, truth } from './operators.ts';
import { Scope } from './scope.ts';
import type { Arguments, Expression, Statement } from './tree.ts';
import { array, isArray, isTagged, textOf, type Value } from './value.ts';

/** Commands that one run may carry out: a loop without an end is stopped. */
const MOST_STEPS = 200_000;

/** What the language needs of the machine that it runs on. */
export interface Machine {
  readonly globals: Map<string, { value: Value }>;
  /** The router has a way to the internet. */
  readonly online: boolean;
  builtin(run: Interpreter, name: string, args: Arguments, scope: Scope): Promise<Value>;
  menu(run: Interpreter, statement: Statement & { is: 'menu' }, scope: Scope): Promise<Value>;
}

/** A value handed to whoever called. */
export class Return extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super('return');
    this.value = value;
  }
}

/** Carries a script out, one command after the other. */
export class Interpreter {
  readonly machine: Machine;
  readonly output: string[] = [];
  /** Ends the run between two commands, e.g. when the power fails. */
  readonly #stop: AbortSignal | undefined;
  /** Only declared globals are seen, as in scripts that nobody types. */
  readonly #declaredOnly: boolean;
  #steps = 0;

  constructor(machine: Machine, options: { stop?: AbortSignal; declaredOnly?: boolean } = {}) {
    this.machine = machine;
    this.#stop = options.stop;
    this.#declaredOnly = options.declaredOnly ?? false;
  }

  get stopped(): boolean {
    return this.#stop?.aborted ?? false;
  }

  put(line: string): void {
    if (this.output.length < 20_000) this.output.push(line);
  }

  /** In the scope given; the value of the last command. */
  async run(body: readonly Statement[], scope: Scope): Promise<Value> {
    let last: Value;
    for (const statement of body) last = await this.#step(statement, scope);
    return last;
  }

  block(body: readonly Statement[], scope: Scope): Promise<Value> {
    return this.run(body, new Scope(scope));
  }

  async #step(statement: Statement, scope: Scope): Promise<Value> {
    if (this.stopped) throw new Failure('interrupted');
    if (++this.#steps > MOST_STEPS) throw new Failure('action timed out');
    switch (statement.is) {
      case 'block':
        return this.block(statement.body, scope);
      case 'builtin':
        return this.machine.builtin(this, statement.name, statement.args, scope);
      case 'menu':
        return this.machine.menu(this, statement, scope);
      case 'call':
        return this.#call(await this.value(statement.of, scope), statement.args, scope);
    }
  }

  async #call(of: Value, args: Arguments, scope: Scope): Promise<Value> {
    if (!isTagged(of) || of.type !== 'code') {
      // a bracket alone is carried out for its effect
      if (args.size === 0) return of;
      throw new Failure('syntax error');
    }
    const inner = new Scope();
    for (const [name, given] of args) inner.declare(name, { value: await this.value(given, scope) });
    try {
      return await this.run(of.body, inner);
    } catch (thrown) {
      if (thrown instanceof Return) return thrown.value;
      throw thrown;
    }
  }

  cell(name: string, scope: Scope): { value: Value } | undefined {
    return scope.find(name) ?? (this.#declaredOnly ? undefined : this.machine.globals.get(name));
  }

  /** `row` gives properties to conditions; a variable named like a property is the property. */
  async value(of: Expression, scope: Scope, row?: (name: string) => Value): Promise<Value> {
    switch (of.is) {
      case 'value':
        return of.value;
      case 'text': {
        let text = '';
        for (const part of of.parts) text += textOf(await this.value(part, scope, row));
        return text;
      }
      case 'variable': {
        const own = row?.(of.name);
        return own === undefined ? this.cell(of.name, scope)?.value : own;
      }
      case 'property':
        return row?.(of.name);
      case 'commands':
        return this.#substitute(of.body, scope);
      case 'code':
        return { type: 'code', body: of.body };
      case 'array':
        return this.#array(of, scope);
      case 'not':
        return !truth(await this.value(of.of, scope, row));
      case 'minus':
        return operate('-', 0, await this.value(of.of, scope, row));
      case 'flip':
        return ~Number(textOf(await this.value(of.of, scope, row)));
      case 'element': {
        const [from, key] = [await this.value(of.of, scope, row), await this.value(of.key, scope, row)];
        if (!isArray(from)) return undefined;
        return typeof key === 'number' ? from.items[key] : from.names.get(textOf(key));
      }
      case 'binary': {
        const left = await this.value(of.left, scope, row);
        if (of.operator === '&&') return truth(left) && truth(await this.value(of.right, scope, row));
        if (of.operator === '||') return truth(left) || truth(await this.value(of.right, scope, row));
        return operate(of.operator, left, await this.value(of.right, scope, row));
      }
    }
  }

  async #substitute(body: readonly Statement[], scope: Scope): Promise<Value> {
    const inner = new Scope(scope);
    try {
      return await this.run(body, inner);
    } catch (thrown) {
      if (thrown instanceof Return) return thrown.value;
      throw thrown;
    }
  }

  async #array(of: Expression & { is: 'array' }, scope: Scope): Promise<Value> {
    const made = array([]);
    for (const [key, item] of of.items) {
      const value = await this.value(item, scope);
      if (key === undefined) made.items.push(value);
      else made.names.set(textOf(await this.value(key, scope)), value);
    }
    return made;
  }
}
