/** Looks kept for the figures: a few minutes of a thousand routers. */
const KEPT = 4_096;

/** How late looks began, ms. Lateness, not failures, is what shows that an agent has too much to do. */
export class Lateness {
  readonly #values: number[] = [];
  #next = 0;
  #looks = 0;

  add(ms: number): void {
    this.#values[this.#next] = Math.max(0, ms);
    this.#next = (this.#next + 1) % KEPT;
    this.#looks++;
  }

  /** Of the last looks; `looks` counts all since the start. */
  get now(): { looks: number; p50: number; p99: number; max: number } {
    const sorted = [...this.#values].sort((a, b) => a - b);
    const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
    return { looks: this.#looks, p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}
