import type { Value } from './value.ts';

/** A script after reading: menus, commands and names of arguments are known, values not yet. */
export type Expression =
  | { readonly is: 'value'; readonly value: Value }
  | { readonly is: 'text'; readonly parts: readonly Expression[] }
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'property'; readonly name: string }
  | { readonly is: 'commands'; readonly body: readonly Statement[] }
  | { readonly is: 'code'; readonly body: readonly Statement[]; readonly source: string }
  | { readonly is: 'array'; readonly items: readonly (readonly [Expression | undefined, Expression])[] }
  | { readonly is: 'not' | 'minus' | 'flip'; readonly of: Expression }
  | { readonly is: 'element'; readonly of: Expression; readonly key: Expression }
  | {
      readonly is: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Arguments = ReadonlyMap<string, Expression>;

export type Statement =
  | { readonly is: 'builtin'; readonly name: string; readonly args: Arguments }
  | {
      readonly is: 'menu';
      readonly path: string;
      readonly verb: string;
      readonly args: Arguments;
      readonly flags: ReadonlySet<string>;
      readonly where: Expression | undefined;
    }
  | { readonly is: 'block'; readonly body: readonly Statement[] }
  /** A variable or a bracket that holds code, with what it is given. */
  | { readonly is: 'call'; readonly of: Expression; readonly args: Arguments };
