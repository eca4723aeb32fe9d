import type { Row } from '../api/sentence.ts';
import type { RadiusClient } from '../radius/client.ts';
import type { RouterState } from '../router-state.ts';
import { activeRow } from './active-row.ts';
import { accountingAttributes, type Status } from './attributes.ts';
import { Phone } from './phone.ts';
import { settingsOf } from './profiles.ts';
import { type Cause, endOf, type Limits, parseRate, type Session } from './session.ts';

/** Phones that one router knows at most; the one unheard of for longest makes room. */
const MOST_PHONES = 100;

export interface NewSession {
  readonly user: string;
  readonly domain: string;
  readonly by: string;
  readonly radius: boolean;
  readonly limits: Limits;
  readonly acctId: string;
  readonly nasPort: number;
  readonly classes?: readonly Buffer[];
  readonly message?: string | undefined;
  readonly localUser?: string | undefined;
}

/** The played part of a hotspot: its phones, their sessions and what ends them. Residents of the physics are not in it. */
export class Hotspot {
  readonly state: RouterState;
  readonly radius: RadiusClient;
  /** ms of trial used per MAC, and since when. */
  readonly trials = new Map<string, { used: number; since: number }>();
  readonly #phones = new Map<string, Phone>();
  readonly #timers = new Map<Phone, NodeJS.Timeout>();
  #next = 0;
  #counter = 0;
  #boots = 1;
  /** Bytes of sessions that have ended since boot. */
  #past = { down: 0, up: 0 };

  constructor(state: RouterState, radius: RadiusClient) {
    this.state = state;
    this.radius = radius;
    state.phones = (at) => {
      this.settle(at);
      let { down, up } = this.#past;
      let online = 0;
      for (const { session } of this.#phones.values()) {
        if (!session) continue;
        online++;
        down += session.down;
        up += session.up;
      }
      return { down, up, online };
    };
  }

  get phones(): Iterable<Phone> {
    return this.#phones.values();
  }

  /** The phone with this MAC; it gets an address when it is new here. */
  phone(mac: string, hostName = ''): Phone {
    const known = this.#phones.get(mac);
    if (known) return known;
    if (this.#phones.size >= MOST_PHONES) this.#forgetOldest();
    const now = this.state.clock();
    const taken = new Set([...this.#phones.values()].map(({ ip }) => ip));
    let last = 150;
    while (taken.has(`10.5.50.${last}`)) last++;
    const phone = new Phone(
      `*${(0x100 + ++this.#next).toString(16).toUpperCase()}`,
      mac,
      `10.5.50.${last}`,
      hostName,
      now,
    );
    this.#phones.set(mac, phone);
    return phone;
  }

  byMac(mac: string): Phone | undefined {
    return this.#phones.get(mac);
  }

  forget(phone: Phone): void {
    if (phone.session) this.end(phone, 'lost-service');
    this.#phones.delete(phone.mac);
  }

  /** Acct-Session-Id: service, a symbol that each reboot raises, a counter; and a port with the top bit set. */
  nextIds(): { acctId: string; nasPort: number } {
    this.#counter++;
    const boot = (this.#boots % 16).toString(16);
    return {
      acctId: `80${boot}${this.#counter.toString(16).padStart(5, '0')}`,
      nasPort: 0x8060_0000 + this.#counter,
    };
  }

  /** Sessions of one user name on this router. */
  sessionsOf(user: string): number {
    return [...this.#phones.values()].filter(({ session }) => session?.user === user).length;
  }

  begin(phone: Phone, fresh: NewSession): Session {
    const now = this.state.clock();
    this.settle(now);
    const rate = parseRate(fresh.limits.rate);
    const session: Session = {
      ...fresh,
      id: `*${(0x0a00_0000 + this.#counter).toString(16).toUpperCase()}`,
      classes: fresh.classes ?? [],
      message: fresh.message,
      localUser: fresh.localUser,
      started: now,
      reported: now,
      mostDown: rate.down,
      mostUp: rate.up,
      down: 0,
      up: 0,
    };
    phone.session = session;
    phone.lastActive = now;
    this.state.note('hotspot,info,account', `->: ${session.user} (${phone.ip}): logged in`);
    this.state.events.emit('session-start', { user: session.user, mac: phone.mac, by: session.by });
    this.#account(phone, session, 'start', undefined);
    this.watch(phone);
    return session;
  }

  /** Ends a session. `silently`: the power failed, nobody is told. */
  end(phone: Phone, cause: Cause, silently = false): void {
    const { session } = phone;
    if (!session) return;
    const now = this.state.clock();
    phone.settle(this.state, now);
    clearTimeout(this.#timers.get(phone));
    this.#timers.delete(phone);
    phone.session = undefined;
    this.#past.down += session.down;
    this.#past.up += session.up;
    this.#count(phone, session, now);
    if (!silently) {
      this.state.note(
        'hotspot,info,account',
        `->: ${session.user} (${phone.ip}): logged out: ${cause.replace('-', ' ')}`,
      );
      this.#account(phone, session, 'stop', cause);
    }
    this.state.events.emit('session-stop', { user: session.user, mac: phone.mac, cause });
  }

  /** The access point is dead: nobody has a signal, the router notices by its timeouts. */
  lostCarrier(): void {
    for (const phone of this.#phones.values()) phone.joined = false;
  }

  endAll(cause: Cause, silently = false): void {
    for (const phone of this.#phones.values()) this.end(phone, cause, silently);
  }

  /** Everything in RAM is gone. */
  rebooted(): void {
    this.#past = { down: 0, up: 0 };
    this.#counter = 0;
    this.#boots++;
    this.#phones.clear();
    this.radius.reset();
  }

  /** Counters of all sessions up to now. */
  settle(at: number): void {
    for (const phone of this.#phones.values()) phone.settle(this.state, at);
  }

  /** Sets the alarm for what comes first: end of the session or the next interim update. Called again whenever the flow changes. */
  watch(phone: Phone): void {
    const { session } = phone;
    clearTimeout(this.#timers.get(phone));
    if (!session) return;
    const now = this.state.clock();
    phone.settle(this.state, now);
    const end = endOf(session, phone.flow(this.state, now), now, phone.lastActive, phone.joined, phone.awake);
    if (end.at <= now) {
      this.end(phone, end.cause);
      return;
    }
    const { interimSeconds } = session.limits;
    const interim =
      interimSeconds === undefined ? Number.POSITIVE_INFINITY : session.reported + interimSeconds * 1_000;
    const first = Math.min(end.at, interim);
    if (first === Number.POSITIVE_INFINITY) return;
    const ring = (): void => {
      if (this.state.clock() >= interim) {
        session.reported = this.state.clock();
        phone.settle(this.state, session.reported);
        this.#account(phone, session, 'interim', undefined);
      }
      this.watch(phone);
    };
    this.#timers.set(phone, setTimeout(ring, Math.min(Math.max(1, first - now), 0x7fff_ffff)).unref());
  }

  watchAll(): void {
    for (const phone of this.#phones.values()) this.watch(phone);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  activeRows(now: number): Row[] {
    this.settle(now);
    return [...this.#phones.values()]
      .filter(({ session }) => session)
      .map((phone) => activeRow(phone, phone.session!, settingsOf(this.state)?.server ?? 'hotspot1', now));
  }

  bySessionId(id: string): Phone | undefined {
    return [...this.#phones.values()].find(({ session }) => session?.id === id);
  }

  #account(phone: Phone, session: Session, status: Status, cause: Cause | undefined): void {
    const settings = settingsOf(this.state);
    if (!settings?.accounting || this.radius.servers.length === 0) return;
    const at = this.state.clock();
    const frozen = { ...session };
    void this.radius
      .account((server) =>
        accountingAttributes(this.state, settings, phone, frozen, status, at, cause, server),
      )
      .then((answered) =>
        this.state.events.emit('radius', {
          what: status,
          outcome: answered ? 'answered' : 'timeout',
          user: session.user,
        }),
      );
  }

  /** Totals of a local user, and of a trial. */
  #count(phone: Phone, session: Session, now: number): void {
    if (session.by === 'trial') {
      const trial = this.trials.get(phone.mac);
      if (trial) trial.used += now - session.started;
    }
    const row =
      session.localUser === undefined
        ? undefined
        : this.state.table('/ip/hotspot/user').find(session.localUser);
    if (!row) return;
    row['bytes-in'] = String(Math.floor(Number(row['bytes-in'] ?? 0) + session.up));
    row['bytes-out'] = String(Math.floor(Number(row['bytes-out'] ?? 0) + session.down));
  }

  #forgetOldest(): void {
    const idle = [...this.#phones.values()].filter(({ session }) => !session);
    const oldest = (idle.length > 0 ? idle : [...this.#phones.values()]).reduce((a, b) =>
      a.lastActive <= b.lastActive ? a : b,
    );
    this.forget(oldest);
  }
}
