import type { Router } from '../router.ts';
import type { Interpreter } from './interpreter.ts';
import type { MenuRows } from './menu-commands.ts';
import type { Value } from './value.ts';

/** The console as its commands see it. */
export interface Host {
  readonly router: Router;
  readonly user: string;
  readonly globals: Map<string, { value: Value }>;
  script(source: string): Promise<void>;
}

/** A command with a life of its own. */
export interface Doing {
  readonly host: Host;
  readonly run: Interpreter;
  readonly menu: MenuRows;
  readonly args: Map<string, Value>;
  readonly flags: ReadonlySet<string>;
}

export type Action = (doing: Doing) => Promise<Value>;

export const ACTIONS: Readonly<Record<string, Action>> = {};
