import { duration, parseDuration } from '../ros-format.ts';
import type { Statement } from './tree.ts';

export interface RosArray {
  readonly type: 'array';
  readonly items: Value[];
  /** Elements with a key (manual, page Scripting, "Operations with Arrays"). */
  readonly names: Map<string, Value>;
}
export interface Code {
  readonly type: 'code';
  readonly body: readonly Statement[];
}
export interface Spelled {
  readonly type: 'ip' | 'ip-prefix' | 'ip6' | 'id';
  readonly text: string;
}
export interface Time {
  readonly type: 'time';
  readonly seconds: number;
}

/** Data types of the language (manual, page Scripting). `undefined` is nothing, `null` nil. */
export type Value = undefined | null | boolean | number | string | RosArray | Code | Spelled | Time;

export const isTagged = (value: Value): value is RosArray | Code | Spelled | Time =>
  typeof value === 'object' && value !== null;
export const isArray = (value: Value): value is RosArray => isTagged(value) && value.type === 'array';
export const isTime = (value: Value): value is Time => isTagged(value) && value.type === 'time';
export const array = (items: readonly Value[], names = new Map<string, Value>()): RosArray => ({
  type: 'array',
  items: [...items],
  names,
});

export function typeOf(value: Value): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nil';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'num';
  if (typeof value === 'string') return 'str';
  return value.type;
}

/** `1d02:03:04`, as the console writes times. */
export function timeText(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const days = Math.floor(whole / 86_400);
  const two = (n: number): string => String(n).padStart(2, '0');
  const rest = whole % 86_400;
  const clock = `${two(Math.floor(rest / 3_600))}:${two(Math.floor((rest % 3_600) / 60))}:${two(rest % 60)}`;
  const thousandths = Math.round((Math.abs(seconds) - whole) * 1_000);
  const long = days > 0 ? duration(days * 86_400) : '';
  return `${seconds < 0 ? '-' : ''}${long}${clock}${thousandths > 0 ? `.${String(thousandths).padStart(3, '0')}` : ''}`;
}

/** As `:tostr` and a string around it show a value: yes and no are `true` and `false`. */
export function textOf(value: Value): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (value.type === 'array')
    return [
      ...value.items.map(textOf),
      ...[...value.names].map(([name, item]) => `${name}=${textOf(item)}`),
    ].join(';');
  if (value.type === 'time') return timeText(value.seconds);
  if (value.type === 'code') return '(code)';
  return value.text;
}

const IP = /^\d{1,3}(\.\d{1,3}){3}$/;
const PREFIX = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;

const isIp = (text: string): boolean => IP.test(text) && text.split('.').every((part) => Number(part) < 256);

/** What a word without quotes is (manual, page Scripting, "Data types"). */
export function wordValue(word: string): Value {
  if (word === 'yes' || word === 'true') return true;
  if (word === 'no' || word === 'false') return false;
  if (word === 'nil') return null;
  if (/^-?\d+$/.test(word)) return Number(word);
  if (/^0x[0-9a-fA-F]+$/.test(word)) return Number(word);
  if (/^\*[0-9A-Fa-f]+$/.test(word)) return { type: 'id', text: word.toUpperCase() };
  if (isIp(word)) return { type: 'ip', text: word };
  if (PREFIX.test(word)) return { type: 'ip-prefix', text: word };
  if (/^\d+(w|d|h|m|s|ms|:)/.test(word)) {
    const seconds = parseDuration(word);
    if (seconds !== undefined) return { type: 'time', seconds };
  }
  return word;
}

/** As the API and the tables write a value: times in letters, lists with commas. */
export function plainText(value: Value): string {
  if (isArray(value)) return value.items.map(plainText).join(',');
  if (isTime(value)) {
    const thousandths = Math.round((value.seconds % 1) * 1_000);
    if (thousandths === 0) return duration(value.seconds);
    return `${value.seconds >= 1 ? duration(value.seconds) : ''}${thousandths}ms`;
  }
  return textOf(value);
}
