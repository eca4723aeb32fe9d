import { Incomplete } from './failure.ts';
import type { Scanner } from './scanner.ts';
import type { Expression } from './tree.ts';

/** Escapes of the manual, page Scripting, "Constant Escape Sequences". */
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  n: '\n',
  r: '\r',
  t: '\t',
  $: '$',
  '?': '?',
  _: ' ',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** What stands behind `$` inside a string: a name, a bracket or a parenthesis, read by the caller. */
export type Embedded = () => Expression;

/** A string in quotes, from its opening one. A string without `$` is a value at once. */
export function string(scan: Scanner, embedded: Embedded): Expression {
  const parts: Expression[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ is: 'value', value: text });
    text = '';
  };
  scan.need('"');
  while (scan.next !== '"') {
    if (scan.done) throw new Incomplete();
    if (scan.next === '\\') text += escaped(scan);
    else if (scan.next === '$' && scan.ahead(/\$["[(A-Za-z0-9]/y)) {
      flush();
      parts.push(embedded());
    } else text += scan.text[scan.position++]!;
  }
  scan.position++;
  if (parts.length === 0) return { is: 'value', value: text };
  flush();
  return { is: 'text', parts };
}

function escaped(scan: Scanner): string {
  const start = scan.position++;
  // the next line goes on where its own text begins, as exports are wrapped
  if (scan.take(/[ \t]*\n[ \t]*/y) !== undefined) return '';
  const hex = scan.take(/[0-9A-F]{2}/y);
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  if (scan.done) throw new Incomplete();
  const meant = ESCAPES[scan.next];
  if (meant === undefined) throw scan.error('syntax error', start);
  scan.position++;
  return meant;
}
