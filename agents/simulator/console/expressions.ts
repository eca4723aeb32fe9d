import { Failure, Incomplete } from './failure.ts';
import type { Scanner } from './scanner.ts';
import { string } from './strings.ts';
import type { Expression, Statement } from './tree.ts';
import { wordValue } from './value.ts';

/** What reading an expression needs of the reader of commands. */
export interface Reader {
  readonly scan: Scanner;
  /** Commands up to a closing bracket or brace, which is taken. */
  commands(close: ']' | '}'): Statement[];
}

/** Operators by how loosely they bind. */
const LEVELS: readonly RegExp[] = [
  /\|\||or(?![A-Za-z0-9-])/y,
  /&&|and(?![A-Za-z0-9-])/y,
  /in(?![A-Za-z0-9-])/y,
  /!=|<=|>=|=|<(?!<)|>(?!>)|~/y,
  /,/y,
  /\./y,
  /<<|>>|\|(?!\|)|\^|&(?!&)/y,
  /[+-](?!>)/y,
  /[*/%]/y,
];
const WORD =
  /\d+(?:\.\d+){3}(?:\/\d+)?|\d+:\d\d(?::\d\d)?|0x[0-9a-fA-F]+|\d+[wdhms][0-9a-z:]*|\d+|\*[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*/y;
/** A value of an argument without quotes ends at a blank or at a sign that means something else. */
const BARE = /[^\s;"$[\](){}=\\?]+/y;
const NAME = /[A-Za-z0-9]+/y;

/** `$name`, `$"any name"`, in strings also `$[…]` and `$(…)`. */
export function variable(reader: Reader): Expression {
  const { scan } = reader;
  scan.need('$');
  if (scan.next === '[' || scan.next === '(') return value(reader);
  if (scan.next === '"') {
    const name = string(scan, () => variable(reader));
    if (name.is !== 'value') throw scan.error('syntax error');
    return { is: 'variable', name: String(name.value) };
  }
  const name = scan.take(NAME);
  if (name === undefined) throw scan.error('syntax error');
  return { is: 'variable', name };
}

/** One value as arguments are given: a string, a variable, a bracket, a parenthesis, an array or a word. */
export function value(reader: Reader): Expression {
  const { scan } = reader;
  switch (scan.next) {
    case '"':
      return string(scan, () => variable(reader));
    case '$':
      return variable(reader);
    case '[':
      scan.position++;
      return { is: 'commands', body: reader.commands(']') };
    case '(': {
      scan.position++;
      const inner = expression(reader);
      scan.gaps();
      scan.need(')');
      return inner;
    }
    case '{':
      return arrayOf(reader);
  }
  const word = scan.take(BARE);
  if (word !== undefined) return { is: 'value', value: wordValue(word) };
  if (scan.done) throw new Incomplete();
  throw scan.error('syntax error');
}

/** What stands between parentheses. */
export function expression(reader: Reader, level = 0): Expression {
  const pattern = LEVELS[level];
  if (!pattern) return unary(reader);
  let left = expression(reader, level + 1);
  for (;;) {
    reader.scan.gaps();
    const operator = reader.scan.take(pattern);
    if (operator === undefined) return left;
    const right = expression(reader, level + 1);
    left = { is: 'binary', operator: OTHER_NAMES[operator] ?? operator, left, right };
  }
}

const OTHER_NAMES: Readonly<Record<string, string>> = { or: '||', and: '&&' };

function unary(reader: Reader): Expression {
  const { scan } = reader;
  scan.gaps();
  if (scan.take(/!(?!=)|not(?![A-Za-z0-9-])/y) !== undefined) return { is: 'not', of: unary(reader) };
  if (scan.take(/-(?!>)/y) !== undefined) return { is: 'minus', of: unary(reader) };
  if (scan.take(/~/y) !== undefined) return { is: 'flip', of: unary(reader) };
  let found = operand(reader);
  while (scan.take(/->/y) !== undefined) found = { is: 'element', of: found, key: operand(reader) };
  return found;
}

function operand(reader: Reader): Expression {
  const { scan } = reader;
  if ('"$[({'.includes(scan.next) && !scan.done) return value(reader);
  const word = scan.take(WORD);
  if (word !== undefined) return { is: 'value', value: wordValue(word) };
  // `()` is nothing
  if (scan.next === ')') return { is: 'value', value: undefined };
  if (scan.done) throw new Incomplete();
  throw scan.error('syntax error');
}

/** `{1;2;"key"=3}` */
function arrayOf(reader: Reader): Expression {
  const { scan } = reader;
  const items: [Expression | undefined, Expression][] = [];
  scan.need('{');
  for (;;) {
    scan.gaps();
    if (scan.next === '}') break;
    const first = value(reader);
    scan.gaps();
    if (scan.next === '=') {
      scan.position++;
      scan.gaps();
      items.push([first, value(reader)]);
      scan.gaps();
    } else items.push([undefined, first]);
    if (scan.next === ';') scan.position++;
    else if (scan.next !== '}') scan.need('}');
  }
  scan.position++;
  return { is: 'array', items };
}

/** Conditions of `find` and `print where`: names of properties on the left, joined by `and`, `or` or by nothing. */
export function conditions(reader: Reader, properties: ReadonlySet<string>, inside = false): Expression {
  const { scan } = reader;
  const skip = (): void => (inside ? scan.gaps() : scan.blanks());
  const one = (): Expression => {
    skip();
    if (scan.take(/!(?!=)|not(?![A-Za-z0-9-])/y) !== undefined) return { is: 'not', of: one() };
    if (scan.next === '(') {
      scan.position++;
      const inner = conditions(reader, properties, true);
      scan.gaps();
      scan.need(')');
      return inner;
    }
    const start = scan.position;
    const name = scan.take(/[.A-Za-z][A-Za-z0-9.-]*/y);
    if (name !== undefined && !properties.has(name)) throw scan.error('expected end of command', start);
    const left: Expression = name === undefined ? value(reader) : { is: 'property', name };
    skip();
    const operator = scan.take(/!=|<=|>=|=|<|>|~|in(?![A-Za-z0-9-])/y);
    if (operator === undefined) return left;
    skip();
    return { is: 'binary', operator, left, right: value(reader) };
  };
  const ends = (): boolean => scan.done || /[\n;)\]}]/.test(scan.next);
  const joined = (): Expression => {
    let left = one();
    for (;;) {
      skip();
      const spoken = scan.take(/&&|and(?![A-Za-z0-9-])/y);
      if (spoken === undefined && (ends() || scan.ahead(/\|\||or(?![A-Za-z0-9-])/y))) return left;
      left = { is: 'binary', operator: '&&', left, right: one() };
    }
  };
  let left = joined();
  for (;;) {
    skip();
    if (scan.take(/\|\||or(?![A-Za-z0-9-])/y) === undefined) break;
    left = { is: 'binary', operator: '||', left, right: joined() };
  }
  return left;
}

/** A name for `:local` and its like: letters and digits, anything else in quotes. */
export function variableName(reader: Reader): string {
  const { scan } = reader;
  if (scan.next === '"') {
    const quoted = string(scan, () => variable(reader));
    if (quoted.is === 'value') return String(quoted.value);
    throw new Failure('syntax error');
  }
  if (scan.next === '$') scan.position++;
  const name = scan.take(NAME);
  if (name === undefined) throw scan.done ? new Incomplete() : scan.error('syntax error');
  return name;
}
