import { array, isArray, isTime, textOf, type Value, wordValue } from './value.ts';

/** `:toX` (manual, page Scripting, "Global commands"): what can not be converted gives nothing. */
export const CONVERSIONS: Readonly<Record<string, (value: Value) => Value>> = {
  tostr: textOf,
  tonum: (value) => {
    if (isTime(value)) return Math.trunc(value.seconds);
    const text = textOf(value).trim();
    return /^(-?\d+|0x[0-9a-fA-F]+)$/.test(text) ? Number(text) : undefined;
  },
  tobool: (value) => {
    const text = textOf(value);
    if (text === 'true' || text === 'yes') return true;
    return text === 'false' || text === 'no' ? false : undefined;
  },
  toip: (value) => spelled(value, 'ip'),
  toid: (value) => spelled(value, 'id'),
  totime: (value) => {
    const word = wordValue(textOf(value));
    return typeof word === 'number' ? { type: 'time', seconds: word } : isTime(word) ? word : undefined;
  },
  toarray: (value) => {
    if (isArray(value)) return value;
    const text = textOf(value);
    return array(text === '' ? [] : text.split(',').map((part) => part.trim()));
  },
};

function spelled(value: Value, type: 'ip' | 'id'): Value {
  const word = wordValue(textOf(value));
  return typeof word === 'object' && word !== null && word.type === type ? word : undefined;
}
