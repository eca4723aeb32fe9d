import { Failure } from './failure.ts';
import { array, isArray, isTagged, isTime, plainText, textOf, typeOf, type Value } from './value.ts';

/** Truth of a condition; anything but a boolean is refused, as `:if` does. */
export function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'yes') return true;
  if (value === 'false' || value === 'no') return false;
  if (value === undefined || value === null) return false;
  if (isArray(value)) return value.items.length > 0;
  throw new Failure('conditional not boolean');
}

/** Values of one kind are compared as such; a bool is never a string; what is spelled (addresses, ids) goes by its letters. */
export function same(a: Value, b: Value): boolean {
  if (isArray(a) || isArray(b)) return isArray(a) && isArray(b) && textOf(a) === textOf(b);
  if (a === undefined || a === null || b === undefined || b === null) {
    const [x, y] = [a ?? '', b ?? ''];
    return x === '' && y === '';
  }
  if (isTime(a) && isTime(b)) return a.seconds === b.seconds;
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === b;
  if (typeof a === 'number' || typeof b === 'number') return String(textOf(a)) === String(textOf(b));
  return textOf(a) === textOf(b) || plainText(a) === plainText(b);
}

function rank(value: Value): number | string {
  if (typeof value === 'number') return value;
  if (isTime(value)) return value.seconds;
  if (isTagged(value) && value.type === 'ip')
    return value.text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const text = textOf(value);
  return text !== '' && /^-?\d+$/.test(text) ? Number(text) : text;
}

function compare(operator: string, a: Value, b: Value): boolean {
  const [x, y] = [rank(a), rank(b)];
  const [left, right] = typeof x === typeof y ? [x, y] : [String(x), String(y)];
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  return operator === '<=' ? left <= right : left >= right;
}

function matches(text: string, pattern: string): boolean {
  if (pattern.length > 1_000) throw new Failure('regular expression too long');
  try {
    return new RegExp(pattern).test(text);
  } catch {
    throw new Failure('invalid regular expression');
  }
}

function calculate(operator: string, a: Value, b: Value): Value {
  const isLong = isTime(a) || isTime(b);
  const amount = (value: Value): number => {
    if (typeof value === 'number') return value;
    if (isTime(value)) return value.seconds;
    if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
    throw new Failure(
      `cannot ${VERBS[operator] ?? 'compute'} ${typeOf(a)} ${operator === '+' ? 'to' : 'and'} ${typeOf(b)}`,
    );
  };
  const [x, y] = [amount(a), amount(b)];
  const result = arithmetic(operator, x, y);
  return isLong ? { type: 'time', seconds: result } : Math.trunc(result);
}

const VERBS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
};

function arithmetic(operator: string, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
    case '%':
      if (y === 0) throw new Failure('division by zero');
      return operator === '/' ? x / y : x % y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    case '&':
      return x & y;
    case '<<':
      return x << y;
    default:
      return x >> y;
  }
}

const asItems = (value: Value): readonly Value[] => (isArray(value) ? value.items : [value]);

/** Everything but `&&` and `||`, which need not look at their right side. */
export function operate(operator: string, a: Value, b: Value): Value {
  switch (operator) {
    case '=':
      return same(a, b);
    case '!=':
      return !same(a, b);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compare(operator, a, b);
    case '~':
      return asItems(a).some((item) => matches(textOf(item), textOf(b)));
    case 'in':
      return isWithin(a, b);
    case '.':
      return isArray(a) ? array([...a.items.map((item) => textOf(item) + textOf(b))]) : textOf(a) + textOf(b);
    case ',':
      return array([...asItems(a), ...asItems(b)]);
    default:
      return calculate(operator, a, b);
  }
}

/** `10.0.0.1 in 10.0.0.0/8` */
function isWithin(a: Value, b: Value): boolean {
  if (isArray(b)) return b.items.some((item) => same(a, item));
  const [net = '', bits = '32'] = textOf(b).split('/');
  const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(textOf(a).split('/')[0]!) / size) === Math.floor(number(net) / size);
}
