/** Measurements kept; the one with the shortest round trip is the most exact. */
const KEPT = 8;

interface Measured {
  /** Controller's clock when `performance.now()` was 0. */
  readonly zero: number;
  readonly roundTripMs: number;
}

/**
 * The controller's clock as far as this agent knows it, tied to the monotonic clock: small boxes have no battery, and when NTP
 * moves the wall clock by years, what was known stays true.
 */
export class ControllerClock {
  #measured: Measured[] = [];

  /** An answer that says `serverNow` (ms since the epoch), to a request sent at `sent` and answered at `answered` (monotonic ms). */
  measure(serverNow: number, sent: number, answered: number): void {
    const measured = { zero: serverNow - (sent + answered) / 2, roundTripMs: answered - sent };
    this.#measured = [measured, ...this.#measured].slice(0, KEPT);
  }

  /** ms since the epoch by the controller's clock; undefined before the first answer. */
  at(monotonic: number): number | undefined {
    if (this.#measured.length === 0) return undefined;
    return this.#measured.reduce((a, b) => (b.roundTripMs < a.roundTripMs ? b : a)).zero + monotonic;
  }

  /** Controller's clock minus the agent's at one moment, given by both clocks of the agent, ms; 0 before the first answer. */
  offset(wall: number, monotonic: number): number {
    const server = this.at(monotonic);
    return server === undefined ? 0 : Math.round(server - wall);
  }
}
