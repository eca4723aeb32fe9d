import { lookup } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { CONVERSIONS } from './conversions.ts';
import { Failure } from './failure.ts';
import { type Interpreter, Return } from './interpreter.ts';
import { truth } from './operators.ts';
import { Scope } from './scope.ts';
import type { Arguments, Expression } from './tree.ts';
import { array, isArray, isTime, textOf, typeOf, type Value, wordValue } from './value.ts';

/** Longest `:delay`, ms. */
const LONGEST = 60_000;
const TURNS = 100_000;

type Builtin = (run: Interpreter, args: Arguments, scope: Scope) => Promise<Value>;

const code = (expression: Expression | undefined) =>
  expression?.is === 'code' ? expression.body : undefined;

const nameOf = (args: Arguments): string => {
  const variable = args.get('variable');
  return variable?.is === 'value' ? textOf(variable.value) : '';
};

async function of(run: Interpreter, args: Arguments, name: string, scope: Scope): Promise<Value> {
  const expression = args.get(name);
  return expression && run.value(expression, scope);
}

async function needed(run: Interpreter, args: Arguments, name: string, scope: Scope): Promise<Value> {
  const expression = args.get(name);
  if (!expression) throw new Failure(`missing value(s) of argument(s) ${name}`);
  return run.value(expression, scope);
}

const assigned = (run: Interpreter, args: Arguments, scope: Scope): Promise<Value> =>
  of(run, args, args.has('do') ? 'do' : 'value', scope);

const block = (run: Interpreter, body: Expression | undefined, scope: Scope): Promise<Value> =>
  run.block(code(body) ?? [], scope);

async function repeat(run: Interpreter, args: Arguments, scope: Scope, first: boolean): Promise<Value> {
  const condition = args.get(first ? 'while' : 'condition')!;
  const body = args.get(first ? 'command' : 'do');
  for (let turn = 0; turn < TURNS; turn++) {
    if ((turn > 0 || !first) && !truth(await run.value(condition, scope))) return undefined;
    await block(run, body, scope);
  }
  throw new Failure('action timed out');
}

async function guarded(run: Interpreter, args: Arguments, scope: Scope): Promise<Value> {
  const attempt = (): Promise<Value> =>
    args.has('while') ? repeat(run, args, scope, true) : block(run, args.get('command'), scope);
  if (!args.has('on-error')) return attempt();
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Failure) || run.stopped) throw error;
    return block(run, args.get('on-error'), scope);
  }
}

async function foreach(run: Interpreter, args: Arguments, scope: Scope): Promise<Value> {
  const [first = '', second] = nameOf(args).split(',');
  const list = await needed(run, args, 'in', scope);
  const items: [Value, Value][] = isArray(list)
    ? [...list.items.map((item, i): [Value, Value] => [i, item]), ...list.names]
    : list === undefined || list === ''
      ? []
      : [[0, list]];
  for (const [key, item] of items) {
    const inner = new Scope(scope);
    inner.declare(second ?? first, { value: item });
    if (second !== undefined) inner.declare(first, { value: key });
    await block(run, args.get('do'), inner);
  }
  return undefined;
}

async function counted(run: Interpreter, args: Arguments, scope: Scope): Promise<Value> {
  const number = async (name: string, otherwise: number): Promise<number> =>
    args.has(name) ? Number(textOf(await of(run, args, name, scope))) : otherwise;
  const [from, to] = [await number('from', 0), await number('to', 0)];
  const step = await number('step', from <= to ? 1 : -1);
  if (step === 0) throw new Failure('invalid value for argument step');
  for (let i = from; step > 0 ? i <= to : i >= to; i += step) {
    const inner = new Scope(scope);
    inner.declare(nameOf(args), { value: i });
    await block(run, args.get('do'), inner);
  }
  return undefined;
}

function pick(value: Value, begin: number, end: number | undefined): Value {
  const last = end ?? begin + 1;
  if (isArray(value)) return end === undefined ? value.items[begin] : array(value.items.slice(begin, last));
  return textOf(value).slice(begin, last);
}

function find(where: Value, what: Value, after: number): Value {
  const at = isArray(where)
    ? where.items.findIndex((item, i) => i > after && textOf(item) === textOf(what))
    : textOf(where).indexOf(textOf(what), after + 1);
  return at < 0 ? null : at;
}

/** Commands of every menu, by the manual's page Scripting. */
export const RUN: Readonly<Record<string, Builtin>> = {
  put: async (run, args, scope) => {
    run.put(textOf(await needed(run, args, 'message', scope)));
    return undefined;
  },
  error: async (run, args, scope) => {
    throw new Failure(textOf(await needed(run, args, 'message', scope)));
  },
  return: async (run, args, scope) => {
    throw new Return(await needed(run, args, 'value', scope));
  },
  local: async (run, args, scope) => {
    scope.declare(nameOf(args), { value: await assigned(run, args, scope) });
    return undefined;
  },
  global: async (run, args, scope) => {
    const name = nameOf(args);
    const { globals } = run.machine;
    const cell = globals.get(name) ?? { value: undefined };
    if (args.size > 1) cell.value = await assigned(run, args, scope);
    if (globals.size < 1_000) globals.set(name, cell);
    scope.declare(name, cell);
    return undefined;
  },
  set: async (run, args, scope) => {
    const cell = run.cell(nameOf(args), scope);
    if (!cell) throw new Failure('syntax error');
    cell.value = await assigned(run, args, scope);
    return undefined;
  },
  if: async (run, args, scope) =>
    truth(await needed(run, args, 'condition', scope))
      ? block(run, args.get('do'), scope)
      : block(run, args.get('else'), scope),
  do: guarded,
  while: (run, args, scope) => repeat(run, args, scope, false),
  for: counted,
  foreach,
  delay: async (run, args, scope) => {
    const time = await of(run, args, 'delay-time', scope);
    const seconds = isTime(time) ? time.seconds : Number(textOf(time ?? 1));
    await wait(Math.min(LONGEST, Math.max(0, seconds * 1_000)), undefined, { ref: false });
    return undefined;
  },
  len: async (run, args, scope) => {
    const value = await needed(run, args, 'value', scope);
    return isArray(value) ? value.items.length + value.names.size : textOf(value).length;
  },
  typeof: async (run, args, scope) => typeOf(await of(run, args, 'value', scope)),
  pick: async (run, args, scope) => {
    const end = args.has('end') ? Number(textOf(await of(run, args, 'end', scope))) : undefined;
    return pick(
      await needed(run, args, 'counter', scope),
      Number(textOf(await needed(run, args, 'begin', scope))),
      end,
    );
  },
  find: async (run, args, scope) => {
    const from = args.has('from') ? Number(textOf(await of(run, args, 'from', scope))) : -1;
    return find(await needed(run, args, 'key', scope), await needed(run, args, 'value', scope), from);
  },
  // Asks really; the words of its failure vary by version (manual, page Scripting, "Global commands").
  resolve: async (run, args, scope) => {
    const name = textOf(await needed(run, args, 'domain-name', scope));
    if (!run.machine.online) throw new Failure('failure: dns server failure');
    try {
      return wordValue((await lookup(name, { family: 4 })).address);
    } catch {
      throw new Failure('failure: dns name does not exist');
    }
  },
  nothing: async () => undefined,
  ...Object.fromEntries(
    Object.entries(CONVERSIONS).map(([name, convert]): [string, Builtin] => [
      name,
      async (run, args, scope) => convert(await needed(run, args, 'value', scope)),
    ]),
  ),
};
