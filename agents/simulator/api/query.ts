import { CATEGORY, type Row, Trap } from './sentence.ts';

const numeric = /^-?\d+$/;

/** Numbers compare as numbers, all else as text. */
function isLess(a: string, b: string): boolean {
  return numeric.test(a) && numeric.test(b) ? BigInt(a) < BigInt(b) : a < b;
}

/** One word about a property: is it so for this row? */
function holds(word: string, row: Row): boolean {
  if (word.startsWith('-')) return row[word.slice(1)] === undefined;
  const less = word.startsWith('<');
  const more = word.startsWith('>');
  const bare = less || more || word.startsWith('=') ? word.slice(1) : word;
  const end = bare.indexOf('=');
  if (end < 0) return row[bare] !== undefined;
  const value = row[bare.slice(0, end)];
  if (value === undefined) return false;
  const wanted = bare.slice(end + 1);
  return less ? isLess(value, wanted) : more ? isLess(wanted, value) : value === wanted;
}

/** `#` words, read from left to right. A number followed by something copies that value (0 = top), at the end of the word it
 *  replaces all; `!` turns the top, `&` and `|` join the two upper ones, `.` copies the top unless it only ends a number. */
function operate(operations: string, stack: boolean[]): void {
  for (const [token] of operations.matchAll(/\d+\.?|./g)) {
    if (token === '!') stack.push(!pop(stack));
    else if (token === '&' || token === '|') {
      const [b, a] = [pop(stack), pop(stack)];
      stack.push(token === '&' ? a && b : a || b);
    } else if (token === '.') stack.push(peek(stack, 0));
    else if (/^\d/.test(token)) stack.push(peek(stack, Number.parseInt(token, 10)));
    else throw new Trap('failure: invalid query operation', CATEGORY.api);
  }
  if (/\d$/.test(operations)) stack.splice(0, stack.length, peek(stack, 0));
}

function pop(stack: boolean[]): boolean {
  const top = stack.pop();
  if (top === undefined) throw new Trap('failure: query stack is empty', CATEGORY.api);
  return top;
}

function peek(stack: readonly boolean[], depth: number): boolean {
  const value = stack.at(-1 - depth);
  if (value === undefined) throw new Trap('failure: no such query stack index', CATEGORY.api);
  return value;
}

/** Does the row pass the query words (without their question mark)? All that is left on the stack must be true (manual, page API, "Queries"). */
export function matches(queries: readonly string[], row: Row): boolean {
  const stack: boolean[] = [];
  for (const word of queries) {
    if (word.startsWith('#')) operate(word.slice(1), stack);
    else stack.push(holds(word, row));
  }
  return !stack.includes(false);
}
