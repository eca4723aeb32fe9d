import { type CommandForm, form } from './grammar.ts';

const code = (...names: string[]): Partial<CommandForm> => ({ code: new Set(names) });

/** Commands that every menu has, by the manual's page Scripting, "Global commands", "Loops and conditional statements". */
export const BUILTINS: ReadonlyMap<string, CommandForm> = new Map(
  Object.entries({
    put: form(['message'], ['message']),
    error: form(['message'], ['message']),
    local: form(['value'], ['value', 'do'], code('do')),
    global: form(['value'], ['value', 'do'], code('do')),
    set: form(['value'], ['value', 'do'], code('do')),
    if: form(['condition'], ['condition', 'do', 'else'], code('do', 'else')),
    do: form(['command'], ['command', 'while', 'on-error'], code('command', 'on-error')),
    while: form(['condition'], ['condition', 'do'], code('do')),
    for: form(['counter'], ['from', 'to', 'step', 'do'], code('do')),
    foreach: form(['counter'], ['in', 'do'], code('do')),
    return: form(['value'], ['value']),
    delay: form(['delay-time'], ['delay-time']),
    len: form(['value'], ['value']),
    pick: form(['counter', 'begin', 'end'], ['counter', 'begin', 'end']),
    find: form(['key', 'value', 'from'], ['key', 'value', 'from']),
    parse: form(['script'], ['script']),
    typeof: form(['value'], ['value']),
    tostr: form(['value'], ['value']),
    tonum: form(['value'], ['value']),
    tobool: form(['value'], ['value']),
    toip: form(['value'], ['value']),
    toid: form(['value'], ['value']),
    totime: form(['value'], ['value']),
    toarray: form(['value'], ['value']),
    resolve: form(['domain-name'], ['domain-name', 'server', 'server-port', 'type']),
    nothing: form([], []),
  }),
);

/** Commands whose first word is the name of a variable, not a value. */
export const NAMES_A_VARIABLE: ReadonlySet<string> = new Set(['local', 'global', 'set', 'for', 'foreach']);
/** Braces after them hold code; elsewhere an array. */
export const TAKES_CODE: ReadonlySet<string> = new Set(['do']);
