/** Lines that RouterOS keeps in memory by default; the oldest go. */
const LINES = 1_000;

export interface LogLine {
  readonly id: number;
  /** The router's own clock, ms, to be read as UTC. */
  readonly clock: number;
  readonly topics: string;
  readonly message: string;
}

/** `/log`: a ring in RAM, empty after a boot. */
export class Log {
  #lines: LogLine[] = [];
  #next = 1;

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  add(clock: number, topics: string, message: string): void {
    this.#lines.push({ id: this.#next++, clock, topics, message });
    if (this.#lines.length > LINES) this.#lines = this.#lines.slice(-LINES);
  }

  clear(): void {
    this.#lines = [];
    this.#next = 1;
  }
}
