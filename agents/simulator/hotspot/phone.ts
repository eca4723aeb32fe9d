import type { RouterState } from '../router-state.ts';
import type { Session } from './session.ts';

/** Bytes per second while online and awake, before any limit. */
export interface Use {
  readonly down: number;
  readonly up: number;
}

export const USUAL: Use = { down: 12_000, up: 1_500 };

/** A device on one router's hotspot: a row of `/ip/hotspot/host`, played by a browser or a test. */
export class Phone {
  readonly id: string;
  readonly mac: string;
  readonly ip: string;
  readonly hostName: string;
  readonly since: number;
  /** On the access point. */
  joined = false;
  session: Session | undefined;
  /** A login is under way. */
  authorizing = false;
  use: Use = USUAL;
  /** Last sign of life, ms. */
  lastActive: number;
  #at: number;

  constructor(id: string, mac: string, ip: string, hostName: string, now: number) {
    this.id = id;
    this.mac = mac;
    this.ip = ip;
    this.hostName = hostName;
    this.since = now;
    this.lastActive = now;
    this.#at = now;
  }

  get awake(): boolean {
    return this.joined && this.use.down + this.use.up > 0;
  }

  /** Bytes per second that flow now. */
  flow(state: RouterState, at: number): Use {
    const { session } = this;
    if (!session || !this.awake || !state.uplinkUp || !state.accessPointRunning(at))
      return { down: 0, up: 0 };
    return { down: Math.min(this.use.down, session.mostDown), up: Math.min(this.use.up, session.mostUp) };
  }

  /** Brings the session's counters up to `at`; called before anything that changes the flow. */
  settle(state: RouterState, at: number): void {
    const seconds = Math.max(0, at - this.#at) / 1_000;
    this.#at = at;
    const { down, up } = this.flow(state, at);
    if (this.session) {
      this.session.down += down * seconds;
      this.session.up += up * seconds;
    }
    if (this.awake) this.lastActive = at;
  }
}
