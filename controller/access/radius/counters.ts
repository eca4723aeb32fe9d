import type { Unproved } from './authenticators.ts';
import type { Malformed } from './packet.ts';

/** Why no peer was found for a packet. */
export type Stranger = 'unknown-peer' | 'factory-identity' | 'repeated-identifier';

/** Why a datagram got no answer. */
export type DropReason =
  | Malformed
  | Unproved
  | Stranger
  | 'wrong-code'
  | 'under-way'
  | 'busy'
  | 'abandoned'
  | 'no-answer'
  | 'failed'
  | 'answer-too-long'
  | 'send-failed';

/** Most sources that are counted apart; addresses can be forged. */
const SOURCES = 256;

export interface SourceCount {
  readonly address: string;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

/** What became of the datagrams of one server. */
export class RadiusCounters {
  received = 0;
  answered = 0;
  /** Answered again from memory. */
  repeated = 0;
  readonly dropped: Partial<Record<DropReason, number>> = {};
  readonly #sources = new Map<string, Partial<Record<DropReason, number>>>();

  drop(reason: DropReason, address: string): void {
    this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
    const known = this.#sources.get(address);
    const source = known ?? {};
    source[reason] = (source[reason] ?? 0) + 1;
    if (known) this.#sources.delete(address);
    else if (this.#sources.size >= SOURCES) this.#sources.delete(this.#sources.keys().next().value!);
    this.#sources.set(address, source);
  }

  /** Sources with drops, the latest last. */
  sources(): SourceCount[] {
    return [...this.#sources].map(([address, dropped]) => ({ address, dropped }));
  }
}
