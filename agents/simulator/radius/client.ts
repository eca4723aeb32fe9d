import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { Row } from '../api/sentence.ts';
import { parseDuration } from '../ros-format.ts';
import type { RouterState } from '../router-state.ts';
import { chance } from '../world/chance.ts';
import { Counters } from './counters.ts';
import {
  ATTR,
  type Attribute,
  accessRequest,
  accountingRequest,
  CODE,
  hidePassword,
  integer,
  type Reply,
  readReply,
} from './packet.ts';

/** Sends of one Access-Request: the first and two more (how often RouterOS resends is not documented). */
const ACCESS_SENDS = 3;
const ACCOUNTING_SENDS = 6;
/** While nobody is heard, one unplayed resident tries in so many ms. */
const RESIDENT_TRIES = 6_000;

interface Pending {
  readonly packet: Buffer;
  readonly secret: string;
  readonly demandSignature: boolean;
  readonly counters: Counters;
  readonly sentAt: number;
  readonly resolve: (reply: Reply | undefined) => void;
}

/** The RADIUS client of one router. It goes by the rows of `/radius` and by what befalls the uplink. */
export class RadiusClient {
  readonly #state: RouterState;
  readonly #sockets = new Map<string, Promise<Socket>>();
  readonly #pending = new Map<number, Pending>();
  readonly #counters = new Map<string, Counters>();
  /** Attempts lost in troubles that are over. */
  #lost = 0;
  #nextId = 0;
  #packets = 0;

  constructor(state: RouterState) {
    this.#state = state;
    this.#nextId = state.seed & 0xff;
  }

  /** Enabled servers for hotspot logins, in order. */
  get servers(): Row[] {
    return this.#state
      .table('/radius')
      .rows.filter((row) => row.disabled !== 'true' && (row.service ?? '').split(',').includes('hotspot'));
  }

  /** Asks one server after the other. Resolves with the first verified answer, or nothing: RADIUS is not responding. */
  async access(attributes: (server: Row) => Attribute[], password: string): Promise<Reply | undefined> {
    for (const server of this.servers) {
      const authenticator = randomBytes(16);
      const secret = server.secret ?? '';
      const signs = this.#state.features.messageAuthenticator && server['require-message-auth'] !== 'no';
      const userPassword = { type: ATTR.userPassword, value: hidePassword(password, secret, authenticator) };
      const counters = this.#countersOf(server);
      counters.requests++;
      const id = this.#takeId();
      if (id === undefined) return undefined;
      const packet = accessRequest(id, authenticator, [...attributes(server), userPassword], secret, signs);
      for (let send = 1; send <= ACCESS_SENDS; send++) {
        if (send > 1) counters.resends++;
        const reply = await this.#exchange(
          id,
          packet,
          server,
          'authentication-port',
          '1812',
          signs,
          counters,
        );
        if (!reply) continue;
        if (reply.code === CODE.accessAccept) counters.accepts++;
        else counters.rejects++;
        return reply;
      }
      counters.timeouts++;
    }
    return undefined;
  }

  /** Sends an accounting packet until it is answered. A retry tells its delay, so it has a new id and authenticator (RFC 2866 §5.2). */
  async account(attributes: (server: Row) => Attribute[]): Promise<boolean> {
    const begun = this.#state.clock();
    for (const server of this.servers) {
      const secret = server.secret ?? '';
      const counters = this.#countersOf(server);
      counters.requests++;
      for (let send = 1; send <= ACCOUNTING_SENDS; send++) {
        if (send > 1) counters.resends++;
        const delay = Math.round((this.#state.clock() - begun) / 1_000);
        const id = this.#takeId();
        if (id === undefined) return false;
        const packet = accountingRequest(
          id,
          [...attributes(server), integer(ATTR.acctDelayTime, delay)],
          secret,
        );
        if (await this.#exchange(id, packet, server, 'accounting-port', '1813', false, counters)) {
          counters.accepts++;
          return true;
        }
        if (this.#state.dead) return false;
      }
      counters.timeouts++;
    }
    return false;
  }

  counters(id: string, now: number): Row | undefined {
    const server = this.#state.table('/radius').find(id);
    return server && this.#countersOf(server).row(this.#lostBy(now));
  }

  resetCounters(): void {
    this.#counters.clear();
    this.#lost = 0;
  }

  /** Called before fault `radius-unanswered` ends: what it cost stays counted. */
  keepLost(now: number): void {
    this.#lost = this.#lostBy(now);
  }

  /** After a boot nothing is awaited and everything counts from 0. */
  reset(): void {
    for (const pending of this.#pending.values()) pending.resolve(undefined);
    this.resetCounters();
  }

  async close(): Promise<void> {
    this.reset();
    for (const opening of this.#sockets.values())
      await opening.then(
        (socket) => socket.close(),
        () => undefined,
      );
    this.#sockets.clear();
  }

  #lostBy(now: number): number {
    const fault = this.#state.faults.get('radius-unanswered');
    return this.#lost + (fault ? 1 + Math.floor((now - fault.since) / RESIDENT_TRIES) : 0);
  }

  #countersOf(server: Row): Counters {
    const known = this.#counters.get(server['.id']!) ?? new Counters();
    this.#counters.set(server['.id']!, known);
    return known;
  }

  #takeId(): number | undefined {
    if (this.#pending.size >= 250) return undefined;
    do this.#nextId = (this.#nextId + 1) & 0xff;
    while (this.#pending.has(this.#nextId));
    return this.#nextId;
  }

  async #exchange(
    id: number,
    packet: Buffer,
    server: Row,
    portName: string,
    portDefault: string,
    demandSignature: boolean,
    counters: Counters,
  ): Promise<Reply | undefined> {
    // decided now: the last words before a reboot still leave
    const carries = this.#carries();
    const timeoutMs = (parseDuration(server.timeout ?? '') ?? 1.1) * 1_000;
    const waiting = Promise.withResolvers<Reply | undefined>();
    const pending: Pending = {
      packet,
      secret: server.secret ?? '',
      demandSignature,
      counters,
      sentAt: performance.now(),
      resolve: waiting.resolve,
    };
    this.#pending.set(id, pending);
    counters.pending++;
    const timer = setTimeout(() => waiting.resolve(undefined), timeoutMs);
    try {
      const socket = await this.#socket(sourceOf(server, this.#state));
      if (carries) socket.send(packet, Number(server[portName] ?? portDefault), server.address ?? '');
      return await waiting.promise;
    } catch {
      // no such source address, or no way to the server: as silent as a lost packet
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      counters.pending--;
      if (this.#pending.get(id) === pending) this.#pending.delete(id);
    }
  }

  /** Does the next packet get through? */
  #carries(): boolean {
    const { faults } = this.#state;
    const lossy = faults.get('high-loss');
    const lost = lossy !== undefined && chance(this.#state.seed, this.#packets++, 71) < (lossy.loss ?? 0.3);
    return this.#state.uplinkUp && !faults.has('radius-unanswered') && !lost;
  }

  #socket(source: string): Promise<Socket> {
    let opening = this.#sockets.get(source);
    if (!opening) {
      opening = new Promise((resolve, reject) => {
        const socket = createSocket('udp4');
        socket.once('error', reject);
        socket.bind(0, source, () => {
          socket.off('error', reject).on('error', () => undefined);
          resolve(socket.unref());
        });
        socket.on('message', (datagram) => this.#heard(datagram));
      });
      this.#sockets.set(source, opening);
    }
    return opening;
  }

  #heard(datagram: Buffer): void {
    if (!this.#carries()) return;
    const slow = this.#state.faults.get('slow-link');
    if (slow) setTimeout(() => this.#take(datagram), slow.latencyMs ?? 2_500).unref();
    else this.#take(datagram);
  }

  #take(datagram: Buffer): void {
    const pending = this.#pending.get(datagram[1] ?? -1);
    if (!pending) return;
    const reply = readReply(datagram, pending.packet, pending.secret, pending.demandSignature);
    const asked = pending.packet[0] === CODE.accountingRequest;
    if (!reply || (reply.code === CODE.accountingResponse) !== asked) {
      pending.counters.badReplies++;
      return;
    }
    pending.counters.lastRtt = performance.now() - pending.sentAt;
    pending.resolve(reply);
  }
}

/** `src-address`, else the address that the router is reached by. */
export function sourceOf(server: Row, state: RouterState): string {
  const source = server['src-address'];
  return source && source !== '0.0.0.0' ? source : state.address;
}
