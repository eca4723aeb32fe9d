import type { Socket } from 'node:net';
import type { RouterState } from '../router-state.ts';
import { chance } from '../world/chance.ts';

/** Answers that may wait for a slow client before its commands are held back, bytes. */
export const HIGH_WATER = 256 * 1_024;

/** Bytes that may wait for a client who does not read at all. */
const MOST_QUEUED = 16 << 20;
/** A closed connection whose client does not close its half is forgotten after so long, ms. */
const LINGER = 60_000;

interface Waiting {
  readonly at: number;
  readonly bytes: Buffer;
}

/** The way from a router's service to its client, with all that villages do to it. Order is kept whatever happens. */
export class Line {
  readonly socket: Socket;
  /** The TCP socket under it, where TLS lies between. */
  readonly #raw: Socket;
  readonly #state: RouterState;
  readonly #waiting: Waiting[] = [];
  #drops: Buffer = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;
  #held = false;
  #muted = false;
  /** Bytes sent while a cut or reset was awaited. */
  #counted = 0;
  #last = 0;
  #queued = 0;
  #sends = 0;

  constructor(socket: Socket, state: RouterState, raw: Socket) {
    this.socket = socket;
    this.#raw = raw;
    this.#state = state;
    this.#held = state.gone !== undefined;
  }

  /** Nothing is delivered, nothing closed, until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#deliver();
  }

  /** For good: the other side never learns. */
  mute(): void {
    this.#muted = true;
    this.#waiting.length = 0;
    this.#queued = 0;
  }

  get dumb(): boolean {
    return this.#held || this.#muted;
  }

  get muted(): boolean {
    return this.#muted;
  }

  get full(): boolean {
    return this.socket.writableLength > HIGH_WATER;
  }

  send(bytes: Buffer): void {
    if (this.socket.destroyed || this.#muted) return;
    if (this.#queued + this.socket.writableLength > MOST_QUEUED) {
      // nobody reads: held, the connection is lost without a word, else it is closed
      if (this.#held) this.mute();
      else this.close();
      return;
    }
    const now = Date.now();
    const at = Math.max(this.#last, now + this.#delay());
    this.#last = at;
    this.#waiting.push({ at, bytes });
    this.#queued += bytes.length;
    this.#deliver();
  }

  /** FIN, after what was sent before it, or RST at once. */
  leave(how: 'fin' | 'rst'): void {
    if (how === 'rst') {
      this.#raw.resetAndDestroy();
      return;
    }
    if (this.#waiting.length === 0) this.socket.end();
    else setTimeout(() => this.socket.end(), Math.max(0, this.#last - Date.now()) + 1).unref();
    setTimeout(() => this.close(), LINGER).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
    this.socket.destroy();
    this.#raw.destroy();
  }

  #delay(): number {
    const { faults, seed } = this.#state;
    const slow = faults.get('slow-link');
    const lossy = faults.get('high-loss');
    const turn = this.#sends++;
    let ms = slow ? (slow.latencyMs ?? 2_500) + Math.random() * (slow.jitterMs ?? 1_000) : 0;
    // TCP sends again after 200 ms, 400 ms, …
    if (lossy)
      for (
        let wait = 200;
        wait < 60_000 && chance(seed, turn, wait, Math.random() * 1e9) < (lossy.loss ?? 0.3);
        wait *= 2
      )
        ms += wait;
    return ms;
  }

  #deliver(): void {
    clearTimeout(this.#timer);
    if (this.dumb) return;
    const now = Date.now();
    while (this.#waiting[0] && this.#waiting[0].at <= now) {
      const { bytes } = this.#waiting.shift()!;
      this.#queued -= bytes.length;
      this.#write(bytes);
    }
    const next = this.#waiting[0];
    if (next) this.#timer = setTimeout(() => this.#deliver(), next.at - now).unref();
  }

  #write(bytes: Buffer): void {
    const { faults } = this.#state;
    const cut = faults.get('cut-at-byte') ?? faults.get('rst');
    if (cut) {
      const left = Math.max(0, (cut.at ?? (faults.has('cut-at-byte') ? 40 : 0)) - this.#counted);
      this.#counted += bytes.length;
      if (left < bytes.length) {
        const how = faults.has('cut-at-byte') ? 'fin' : 'rst';
        this.mute();
        if (left === 0) this.leave(how);
        else this.socket.write(bytes.subarray(0, left), () => this.leave(how));
        return;
      }
    } else this.#counted = 0;
    if (faults.has('byte-by-byte') || this.#drops.length > 0) this.#drip(bytes);
    else this.socket.write(bytes);
  }

  /** One byte a turn of the event loop: without Nagle each is a segment of its own. */
  #drip(bytes: Buffer): void {
    const begin = this.#drops.length === 0;
    this.#drops = Buffer.concat([this.#drops, bytes]);
    const drop = (): void => {
      if (this.socket.destroyed || this.#drops.length === 0) return;
      this.socket.write(this.#drops.subarray(0, 1));
      this.#drops = this.#drops.subarray(1);
      setImmediate(drop);
    };
    if (begin) setImmediate(drop);
  }
}
