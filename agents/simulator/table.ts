import { CATEGORY, type Row, Trap } from './api/sentence.ts';

export type Values = Record<string, string>;

/** The rows of one menu that can be changed. Ids are `*` and a number in hex; they are not given twice. */
export class Table {
  readonly #rows = new Map<string, Values>();
  #next = 1;

  get rows(): Values[] {
    return [...this.#rows.values()];
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The only row of a menu of settings, or the first. */
  get single(): Values {
    const [first] = this.#rows.values();
    if (!first) throw new Trap('no such item', CATEGORY.missing);
    return first;
  }

  add(values: Row): string {
    const id = `*${(this.#next++).toString(16).toUpperCase()}`;
    this.#rows.set(id, { '.id': id, ...values });
    return id;
  }

  /** By id, or by name as the console allows. */
  find(key: string): Values | undefined {
    return this.#rows.get(key) ?? this.rows.find((row) => row.name === key);
  }

  remove(id: string): boolean {
    return this.#rows.delete(id);
  }

  /** To the place before another row, without one to the end. */
  move(id: string, before: string | undefined): void {
    const moved = this.#rows.get(id);
    if (!moved || id === before) return;
    const others = [...this.#rows].filter(([key]) => key !== id);
    const place = others.findIndex(([key]) => key === before);
    others.splice(place < 0 ? others.length : place, 0, [id, moved]);
    this.#rows.clear();
    for (const [key, row] of others) this.#rows.set(key, row);
  }

  clear(): void {
    this.#rows.clear();
  }
}

/** `yes`/`no` are taken, `true`/`false` are kept and shown. */
export const asStored = (value: string): string =>
  value === 'yes' ? 'true' : value === 'no' ? 'false' : value;
