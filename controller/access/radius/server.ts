import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { Attr, count } from './attributes.ts';
import { encodeAnswer, proofFault } from './authenticators.ts';
import { type DropReason, RadiusCounters, type Stranger } from './counters.ts';
import { Duplicates } from './duplicates.ts';
import { Code, type Outgoing, type Packet, parsePacket } from './packet.ts';

/** Requests that are worked on at once, on both ports together; more are dropped, and the router asks again. */
const MAX_IN_FLIGHT = 500;
/** Datagrams that the system may hold for us while we are busy, bytes (a wish). */
const RECEIVE_BUFFER_BYTES = 1 << 20;

/** Who asks, as far as the server needs it. */
export interface Peer {
  readonly secret: Uint8Array;
  /** May its Access-Request come without Message-Authenticator? */
  readonly mayBeUnsigned: boolean;
}

/** A packet and where it came from. */
export interface Seen {
  readonly packet: Packet;
  readonly address: string;
  readonly port: number;
}

/** A packet whose sender has proved that it knows the peer's secret. */
export interface Proved<P extends Peer> extends Seen {
  readonly peer: P;
  /** It carried a Message-Authenticator; when not, only the peer's address speaks for it. */
  readonly signed: boolean;
}

export interface Answer {
  readonly code: number;
  readonly attributes: readonly Outgoing[];
}

export interface RadiusHandlers<P extends Peer> {
  peerOf(seen: Seen): P | Stranger;
  /** Null, like an error, is silence: the router asks again or asks its next server. */
  onAccess(request: Proved<P>): Promise<Answer | null>;
  /** Settled only when the record is durable (RFC 2866 §4.1). */
  onAccounting(request: Proved<P>): Promise<Answer | null>;
  /** Told of each drop; `error` where something failed. Must not throw. */
  onDrop?(reason: DropReason, seen: Seen | { address: string }, peer?: P, error?: unknown): void;
}

export interface RadiusServer extends AsyncDisposable {
  readonly authPort: number;
  readonly acctPort: number;
  readonly auth: RadiusCounters;
  readonly acct: RadiusCounters;
  /** Takes no more, waits for what is under way, closes. */
  close(): Promise<void>;
}

export interface RadiusListen {
  readonly host: string;
  /** 0 = any free port. */
  readonly authPort: number;
  readonly acctPort: number;
  readonly maxInFlight?: number;
}

/** Listens on both ports. Rejects with the system's error (`EADDRINUSE` with `port`) when one is taken. */
export async function startRadiusServer<P extends Peer>(
  { host, authPort, acctPort, maxInFlight = MAX_IN_FLIGHT }: RadiusListen,
  handlers: RadiusHandlers<P>,
): Promise<RadiusServer> {
  const underWay = new Set<Promise<void>>();
  const auth = new Door('auth', handlers, underWay, maxInFlight);
  const acct = new Door('acct', handlers, underWay, maxInFlight);
  const close = async () => {
    auth.deafen();
    acct.deafen();
    await Promise.all(underWay);
    await Promise.all([auth.close(), acct.close()]);
  };
  try {
    await auth.bind(host, authPort);
    await acct.bind(host, acctPort);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    authPort: auth.port,
    acctPort: acct.port,
    auth: auth.counters,
    acct: acct.counters,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** One socket. Nothing that comes in by it throws. */
class Door<P extends Peer> {
  readonly counters = new RadiusCounters();
  readonly #duplicates = new Duplicates();
  readonly #serves: 'auth' | 'acct';
  readonly #handlers: RadiusHandlers<P>;
  readonly #underWay: Set<Promise<void>>;
  readonly #maxInFlight: number;
  #socket: Socket | null = null;

  constructor(
    serves: 'auth' | 'acct',
    handlers: RadiusHandlers<P>,
    underWay: Set<Promise<void>>,
    maxInFlight: number,
  ) {
    this.#serves = serves;
    this.#handlers = handlers;
    this.#underWay = underWay;
    this.#maxInFlight = maxInFlight;
  }

  get port(): number {
    return this.#socket!.address().port;
  }

  async bind(host: string, port: number): Promise<void> {
    const socket = createSocket({
      type: isIPv6(host) ? 'udp6' : 'udp4',
      recvBufferSize: RECEIVE_BUFFER_BYTES,
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once('error', reject).bind({ address: host, port, exclusive: true }, resolve);
    try {
      await promise;
    } catch (error) {
      socket.close();
      throw error;
    }
    socket.removeAllListeners('error');
    socket.on('error', (error) => this.#drop('failed', { address: host }, undefined, error));
    socket.on('message', (datagram, from) => this.#take(datagram, from));
    this.#socket = socket;
  }

  /** Takes no more. */
  deafen(): void {
    this.#socket?.removeAllListeners('message');
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) await new Promise<void>((resolve) => socket.close(resolve));
  }

  #drop(reason: DropReason, seen: Seen | { address: string }, peer?: P, error?: unknown): void {
    this.counters.drop(reason, seen.address);
    this.#handlers.onDrop?.(reason, seen, peer, error);
  }

  #take(datagram: Buffer, from: RemoteInfo): void {
    this.counters.received += 1;
    const address = from.address.replace(/^::ffff:/, '');
    const packet = parsePacket(datagram);
    if (typeof packet === 'string') this.#drop(packet, { address });
    else this.#takePacket({ packet, address, port: from.port });
  }

  #takePacket(seen: Seen): void {
    const { packet } = seen;
    const now = performance.now();
    const key = `${seen.address} ${seen.port} ${packet.code} ${packet.identifier}`;
    const known = this.#duplicates.find(key, packet.authenticator, now);
    if (known?.answer) {
      this.counters.repeated += 1;
      void this.#send(known.answer, seen);
      return;
    }
    const reason = known ? 'under-way' : this.#refusal(packet);
    const request = reason === null ? this.#prove(seen) : null;
    if (reason !== null) this.#drop(reason, seen);
    if (!request) return;
    const work = this.#work(request, key, now).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  #refusal({ code }: Packet): DropReason | null {
    const asks = this.#serves === 'auth' ? Code.accessRequest : Code.accountingRequest;
    if (code !== asks && code !== Code.statusServer) return 'wrong-code';
    return this.#underWay.size >= this.#maxInFlight ? 'busy' : null;
  }

  /** Null: dropped. */
  #prove(seen: Seen): Proved<P> | null {
    let peer: P | Stranger;
    try {
      peer = this.#handlers.peerOf(seen);
    } catch (error) {
      this.#drop('failed', seen, undefined, error);
      return null;
    }
    if (typeof peer === 'string') {
      this.#drop(peer, seen);
      return null;
    }
    const fault = proofFault(seen.packet, peer.secret);
    const { code } = seen.packet;
    // A request that a proxy touched is never believed unsigned (CVE-2024-3596); a Status-Server must be signed (RFC 5997 §3).
    const forgiven =
      fault === 'unsigned' &&
      code === Code.accessRequest &&
      peer.mayBeUnsigned &&
      count(seen.packet, Attr.proxyState) === 0;
    if (fault !== null && !forgiven) {
      this.#drop(fault, seen, peer);
      return null;
    }
    return { ...seen, peer, signed: count(seen.packet, Attr.messageAuthenticator) === 1 };
  }

  async #work(request: Proved<P>, key: string, now: number): Promise<void> {
    const { packet, peer } = request;
    const taken = this.#duplicates.take(key, packet.authenticator, now);
    let reason: DropReason = 'no-answer';
    let failure: unknown;
    try {
      const answer = await this.#answer(request);
      if (answer) {
        reason = 'answer-too-long';
        const bytes = encodeAnswer(packet, peer.secret, answer.code, answer.attributes);
        if (this.#duplicates.isCurrent(key, taken, performance.now())) {
          taken.answer = bytes;
          this.counters.answered += 1;
          await this.#send(bytes, request);
          return;
        }
        reason = 'abandoned';
      }
    } catch (error) {
      failure = error;
      if (reason === 'no-answer') reason = 'failed';
    }
    this.#duplicates.forget(key, taken);
    this.#drop(reason, request, peer, failure);
  }

  #answer(request: Proved<P>): Promise<Answer | null> {
    if (request.packet.code === Code.statusServer) {
      const code = this.#serves === 'auth' ? Code.accessAccept : Code.accountingResponse;
      return Promise.resolve({ code, attributes: [] });
    }
    return this.#serves === 'auth' ? this.#handlers.onAccess(request) : this.#handlers.onAccounting(request);
  }

  /** Settled when it is out, or given up. */
  #send(bytes: Buffer, to: Seen): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = this.#socket;
    if (!socket) resolve();
    socket?.send(bytes, to.port, to.address, (error) => {
      if (error) this.#drop('send-failed', to, undefined, error);
      resolve();
    });
    return promise;
  }
}
