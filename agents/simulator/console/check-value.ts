import { MENUS } from '../menus/all.ts';
import { parseDuration } from '../ros-format.ts';
import type { Router } from '../router.ts';
import type { Kind } from '../schema/property.ts';
import { Failure } from './failure.ts';
import { array, isArray, isTime, plainText, type Value, wordValue } from './value.ts';

const IP = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const isIp = (text: string): boolean => {
  const parts = IP.exec(text)?.slice(1);
  return parts?.every((part) => Number(part) < 256) ?? false;
};

/** A value as the tables keep it, or the router's refusal of it. */
export function stored(router: Router, name: string, kind: Kind, value: Value): string {
  const text = plainText(value);
  if (kind.refers !== undefined) return reference(router, name, kind, text);
  switch (kind.type) {
    case 'bool':
      if (value === true || text === 'yes') return 'true';
      if (value === false || text === 'no') return 'false';
      throw new Failure(`input does not match any value of ${name}`);
    case 'num': {
      if (!/^-?\d+$/.test(text)) throw new Failure(`invalid value for argument ${name}`);
      const [least, most] = kind.range ?? [0, Number.MAX_SAFE_INTEGER];
      if (Number(text) < least || Number(text) > most)
        throw new Failure(`value of ${name} out of range (${least}..${most})`);
      return text;
    }
    case 'time':
      if (kind.values?.includes(text)) return text;
      if (isTime(value)) return plainText(value);
      if (parseDuration(text) === undefined) throw new Failure(`invalid value for argument ${name}`);
      return text;
    case 'ip':
      if (!isIp(text)) throw new Failure(`invalid value for argument ${name}`);
      return text;
    case 'ip-prefix': {
      const [address = '', bits = '32'] = text.split('/');
      if (!isIp(address) || !/^\d+$/.test(bits) || Number(bits) > 32)
        throw new Failure(`invalid value for argument ${name}`);
      return text;
    }
    case 'list':
      return listText(name, kind, text);
    default:
      if (kind.values && !kind.values.includes(text)) {
        // yes and no are words of such lists too
        const word = text === 'true' ? 'yes' : text === 'false' ? 'no' : text;
        if (!kind.values.includes(word)) throw new Failure(`input does not match any value of ${name}`);
        return word;
      }
      if (kind.form && !kind.form.test(text)) throw new Failure(`invalid value for argument ${name}`);
      return text;
  }
}

function listText(name: string, kind: Kind, text: string): string {
  const words = text.split(',').filter((word) => word !== '');
  for (const word of words) {
    const plain = kind.negatable ? word.replace(/^!/, '') : word;
    if (kind.values && !kind.values.includes(plain))
      throw new Failure(`input does not match any value of ${name}`);
    if (kind.form && !kind.form.test(plain)) throw new Failure(`invalid value for argument ${name}`);
  }
  return words.join(',');
}

function reference(router: Router, name: string, kind: Kind, text: string): string {
  if (kind.values?.includes(text)) return text;
  const { state } = router;
  const path = kind.refers!;
  const rows = MENUS[path]?.rows?.(router, state.clock()) ?? state.table(path).rows;
  const found = rows.find((row) => row.name === text || row['.id'] === text);
  if (found) return found.name!;
  throw new Failure(`input does not match any value of ${name}`);
}

/** A stored text as the console gives it out. */
export function given(kind: Kind | undefined, text: string | undefined): Value {
  if (text === undefined) return undefined;
  switch (kind?.type) {
    case 'bool':
      return text === 'true' || text === 'yes';
    case 'num':
      return /^-?\d+$/.test(text) ? Number(text) : text;
    case 'time': {
      const seconds = parseDuration(text);
      return seconds === undefined ? text : { type: 'time', seconds };
    }
    case 'list':
      return array(text === '' ? [] : text.split(',').map(wordValue));
    case 'ip':
    case 'ip-prefix':
      return wordValue(text);
    default:
      return text;
  }
}

export const textsOf = (value: Value): string[] =>
  isArray(value)
    ? value.items.map(plainText)
    : plainText(value)
        .split(',')
        .filter((text) => text !== '');
