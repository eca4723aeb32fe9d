import type { Physics } from './physics.ts';

/** What has flowed through the uplink since boot, in bytes (fractions kept inside, so that small steps lose nothing). */
export class Meter {
  readonly #physics: Physics;
  #boot: number;
  #at: number;
  #down = 0;
  #up = 0;

  /** Begins at the boot before `at`. */
  constructor(physics: Physics, at: number) {
    this.#physics = physics;
    this.#boot = physics.timeline.bootAt(at);
    this.#at = this.#boot;
    this.advance(at);
  }

  /** Goes on to `at`; a boot on the way sets the counters to 0. Time never goes back. */
  advance(at: number): { down: number; up: number } {
    if (at > this.#at) {
      const boot = this.#physics.timeline.bootAt(at);
      if (boot !== this.#boot) {
        this.#boot = boot;
        this.#at = boot;
        this.#down = 0;
        this.#up = 0;
      }
      const more = this.#physics.uplinkBytes(this.#at, at);
      this.#down += more.down;
      this.#up += more.up;
      this.#at = at;
    }
    return { down: Math.floor(this.#down), up: Math.floor(this.#up) };
  }
}
