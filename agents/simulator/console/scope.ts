import type { Value } from './value.ts';

/** Variables of one block and of those around it. */
export class Scope {
  readonly #own = new Map<string, { value: Value }>();
  readonly #around: Scope | undefined;

  constructor(around?: Scope) {
    this.#around = around;
  }

  declare(name: string, cell: { value: Value }): void {
    this.#own.set(name, cell);
  }

  find(name: string): { value: Value } | undefined {
    return this.#own.get(name) ?? this.#around?.find(name);
  }
}
