import { matches } from '../api/query.ts';
import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import { asStored, type Table } from '../table.ts';
import type { Answer, Call, Command, Menu } from './menu.ts';

/** Arguments of `print` that steer it; they carry no value that we need. */
const PRINT = new Set([
  '.proplist',
  'count-only',
  'stats',
  'detail',
  'terse',
  'value-list',
  'without-paging',
  'as-value',
  'brief',
  'bytes',
  'packets',
  'rate',
  'from',
  'numbers',
  '.id',
  'where',
  'follow',
  'follow-only',
  'interval',
  'show-ids',
  'proplist',
]);
/** What is shown instead of a secret without policy `sensitive`. */
const HIDDEN = '*****';

const read: Command['policy'] = ['read'];
const write: Command['policy'] = ['write'];

/** Rows of a menu as this caller may see them, those that the queries let through. */
export function visibleRows(path: string, menu: Menu, call: Call): Row[] {
  const all = menu.rows ? menu.rows(call.router, call.now) : call.router.state.table(path).rows;
  const { queries } = call.request;
  const chosen = queries.length === 0 ? all : all.filter((row) => matches(queries, row));
  const hide = call.caller.policies.has('sensitive') ? [] : (menu.sensitive ?? []);
  return chosen.map((row) => {
    const shown: Record<string, string> = { ...row };
    for (const name of hide) if (shown[name]) shown[name] = HIDDEN;
    if (menu.single) delete shown['.id'];
    return shown;
  });
}

/** Only the properties asked for; unknown ones are silently absent. */
export function only(row: Row, proplist: readonly string[] | undefined): Row {
  if (!proplist) return row;
  const shown: Record<string, string> = {};
  for (const name of proplist) if (row[name] !== undefined) shown[name] = row[name];
  return shown;
}

export const proplistOf = (call: Call): string[] | undefined =>
  call.request.args.get('.proplist')?.split(',');

function keysOf(call: Call): string[] | undefined {
  const keys =
    call.request.args.get('.id') ?? call.request.args.get('numbers') ?? call.request.args.get('from');
  return keys === undefined ? undefined : keys.split(',').filter((key) => key !== '');
}

function print(path: string, menu: Menu): Command {
  return {
    policy: read,
    run: (call) => {
      for (const name of call.request.args.keys()) if (!PRINT.has(name)) throw unknownParameter(name);
      const keys = keysOf(call);
      let rows = visibleRows(path, menu, call);
      if (keys) rows = rows.filter((row) => keys.includes(row['.id'] ?? '') || keys.includes(row.name ?? ''));
      if (call.request.args.has('count-only')) return { ret: String(rows.length) };
      const proplist = proplistOf(call);
      return { rows: rows.map((row) => only(row, proplist)) };
    },
  };
}

export const unknownParameter = (name: string): Trap =>
  new Trap(`unknown parameter ${name}`, CATEGORY.missing);
export const noSuchItem = (): Trap => new Trap('no such item', CATEGORY.missing);

function valuesOf(menu: Menu, call: Call): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of call.request.args) {
    if (name === '.id' || name === 'numbers') continue;
    if (!menu.fields?.includes(name) && name !== 'disabled' && name !== 'comment')
      throw unknownParameter(name);
    values[name] = asStored(value);
  }
  return values;
}

function chosen(table: Table, call: Call): Record<string, string>[] {
  const keys = keysOf(call);
  if (!keys || keys.length === 0) throw noSuchItem();
  return keys.map((key) => {
    const row = table.find(key);
    if (!row) throw noSuchItem();
    return row;
  });
}

function change(path: string, menu: Menu, call: Call, fixed?: Record<string, string>): Answer {
  const table = call.router.state.table(path);
  const rows = menu.single ? [table.single] : chosen(table, call);
  const given = fixed ?? valuesOf(menu, call);
  for (const row of rows) {
    const values = menu.check ? menu.check(call, given, row) : given;
    Object.assign(row, values);
    menu.changed?.(call, row, 'set');
  }
  return {};
}

/** The commands every menu of this kind has: print, and what its rows allow. */
export function genericCommand(path: string, menu: Menu, verb: string): Command | undefined {
  const own = menu.commands?.[verb];
  if (own) return own;
  if (!menu.rows && !menu.fields) return undefined;
  if (verb === 'print' || verb === 'getall') return print(path, menu);
  if (!menu.fields) return undefined;
  const policy = menu.writePolicy ?? write;
  if (verb === 'set') return { policy, run: (call) => change(path, menu, call) };
  if (menu.single) return undefined;
  const verbs = menu.verbs ?? ['add', 'set', 'remove'];
  if (verb === 'enable' || verb === 'disable')
    return { policy, run: (call) => change(path, menu, call, { disabled: String(verb === 'disable') }) };
  if (verb === 'add' && verbs.includes('add')) return { policy, run: (call) => add(path, menu, call) };
  if (verb === 'remove' && verbs.includes('remove'))
    return { policy, run: (call) => remove(path, menu, call) };
  return undefined;
}

function add(path: string, menu: Menu, call: Call): Answer {
  const given = valuesOf(menu, call);
  for (const name of menu.required ?? [])
    if (given[name] === undefined) throw new Trap(`failure: missing value for ${name}`, CATEGORY.argument);
  const values = menu.check ? menu.check(call, given, undefined) : given;
  const table = call.router.state.table(path);
  if (table.size >= 5_000) throw new Trap('failure: too many items', CATEGORY.general);
  const id = table.add({ ...values, disabled: values.disabled ?? 'false' });
  menu.changed?.(call, table.find(id)!, 'add');
  return { ret: id };
}

function remove(path: string, menu: Menu, call: Call): Answer {
  const table = call.router.state.table(path);
  for (const row of chosen(table, call)) {
    table.remove(row['.id']!);
    menu.changed?.(call, row, 'remove');
  }
  return {};
}
