import type { FaultDetails, FaultKind } from './fault-kinds.ts';
import { Hotspot } from './hotspot/hotspot.ts';
import { settingsOf } from './hotspot/profiles.ts';
import { initialRows } from './initial-rows.ts';
import { RadiusClient } from './radius/client.ts';
import { type RouterOptions, RouterState } from './router-state.ts';
import { ACCESS_POINT } from './world/board.ts';
import type { Span } from './world/timeline.ts';

/** One logged-in API session as `/user/active` shows it. */
export interface ApiCaller {
  readonly user: string;
  readonly group: string;
  readonly from: string;
  readonly whenClock: number;
}

/** What listens on behalf of a router and must be told what befalls it. */
export interface Door {
  /** Nobody is answered any more, nothing is closed. */
  hold(): void;
  /** Answers again; connections from before a reboot are reset. */
  release(rebooted: boolean): void;
  /** Open connections never answer again. */
  mute(): void;
  kick(how: 'fin' | 'rst'): void;
  /** The listener itself. */
  shut(closed: boolean): void;
}

type Period = 'off' | 'away' | 'accessPointDead' | 'hotspotDead';

/** A simulated router at work: state, faults and reboots, apart from its sockets. */
export class Router {
  readonly state: RouterState;
  readonly radius: RadiusClient;
  readonly hotspot: Hotspot;
  readonly callers = new Set<ApiCaller>();
  readonly doors = new Set<Door>();
  readonly bytes = { in: 0, out: 0 };
  /** Whoever keeps something in RAM for it, told after each boot. */
  booted: (() => void) | undefined;
  /** Told when rows of a menu that runs scripts have changed. */
  scriptsChanged: (() => void) | undefined;
  /** Carries out the source of a script, as `/system/script/run` asks for it over the API. */
  runScript: ((source: string) => Promise<void>) | undefined;
  /** Booted since anybody last heard it. */
  #restarted = false;
  readonly #timers = new Map<FaultKind | 'reboot', NodeJS.Timeout>();
  readonly #spans = new Map<FaultKind | 'reboot' | 'hotspot', Span>();

  constructor(options: RouterOptions) {
    this.state = new RouterState(options, initialRows);
    this.radius = new RadiusClient(this.state);
    this.hotspot = new Hotspot(this.state, this.radius);
    this.#bootLog(this.state.clock(), this.state.timeline.boots.length > 1 ? null : undefined);
    this.hotspotChanged();
  }

  fault(kind: FaultKind, details: FaultDetails = {}): void {
    const { state } = this;
    if (state.has(kind)) this.mend(kind);
    const now = state.clock();
    const wasGone = state.gone;
    this.hotspot.settle(now);
    state.faults.set(kind, { ...details, since: now });
    const period = PERIOD[kind];
    if (period) this.#spans.set(kind, state.timeline.open(period, now));
    if (details.seconds !== undefined)
      this.#timers.set(kind, setTimeout(() => this.mend(kind), details.seconds * 1_000).unref());
    if (kind === 'power-cut') this.hotspot.endAll('lost-service', true);
    if (period === 'hotspotDead') this.hotspot.endAll('lost-service');
    if (kind === 'access-point-dead') this.hotspot.lostCarrier();
    this.hotspot.watchAll();
    if (state.gone && !wasGone) this.#gone(state.gone);
    if (kind === 'half-open') for (const door of this.doors) door.mute();
    if (kind === 'rst') this.#kick('rst');
    if (kind === 'wrong-password' || kind === 'session-limit') this.#kick('fin');
    if (kind === 'refused') {
      this.#kick('rst');
      for (const door of this.doors) door.shut(true);
    }
  }

  mend(kind?: FaultKind): void {
    const { state } = this;
    if (kind === undefined) {
      for (const each of [...state.faults.keys()]) this.mend(each);
      return;
    }
    const fault = state.faults.get(kind);
    if (!fault) return;
    const now = state.clock();
    clearTimeout(this.#timers.get(kind));
    this.hotspot.settle(now);
    if (kind === 'radius-unanswered') this.radius.keepLost(now);
    state.faults.delete(kind);
    const span = this.#spans.get(kind);
    if (span) span.to = now;
    this.#spans.delete(kind);
    if (kind === 'power-cut' && state.down === 'shutdown') this.#up(now);
    if (kind === 'power-cut' && !state.down) {
      this.#boot(now, undefined);
    }
    if (kind === 'uplink-cut-plug-pulled' && !state.down) {
      this.hotspot.endAll('lost-service', true);
      // the plug was out for a moment, late in the silence
      const boot = now - Math.min(90_000, (now - fault.since) / 2);
      state.timeline.open('off', boot - Math.min(8_000, (now - fault.since) / 10), boot);
      this.#boot(boot, undefined);
    }
    if (kind === 'refused') for (const door of this.doors) door.shut(false);
    this.hotspot.watchAll();
    if (GONE_KINDS.has(kind) && !state.gone) this.#back();
  }

  /** `/system/reboot`, asked by `by`. */
  reboot(by: string): void {
    const { state } = this;
    if (state.down) return;
    state.events.emit('reboot', { by, manner: state.rebootManner });
    this.hotspot.endAll('admin-reboot');
    this.#goDown('reboot');
    const back = (): void => {
      const now = state.clock();
      this.#up(now);
      // without power it boots when the power returns
      if (state.has('power-cut')) return;
      this.#boot(now, by);
      if (!state.gone) this.#back();
    };
    this.#timers.set('reboot', setTimeout(back, state.rebootSeconds * 1_000).unref());
  }

  /** Only a power cut that ends brings it back. */
  shutdown(): void {
    this.#goDown('shutdown');
  }

  async close(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.hotspot.close();
    await this.radius.close();
  }

  #goDown(why: 'reboot' | 'shutdown'): void {
    const { state } = this;
    const wasGone = state.gone;
    state.down = why;
    this.#spans.set('reboot', state.timeline.open('off', state.clock()));
    if (!wasGone) this.#gone(why);
  }

  #up(now: number): void {
    this.#spans.get('reboot')!.to = now;
    this.#spans.delete('reboot');
    this.state.down = undefined;
  }

  #gone(why: FaultKind | 'reboot' | 'shutdown'): void {
    for (const door of this.doors) door.hold();
    this.state.events.emit('gone', { why });
  }

  #back(): void {
    const rebooted = this.#restarted;
    this.#restarted = false;
    for (const door of this.doors) door.release(rebooted);
    this.state.events.emit('back', { rebooted });
  }

  #kick(how: 'fin' | 'rst'): void {
    for (const door of this.doors) door.kick(how);
  }

  /** Everything in RAM starts anew. */
  #boot(at: number, by: string | undefined): void {
    const { state } = this;
    state.timeline.boot(at);
    if (by === undefined) state.deviceMode.activate(at);
    state.reboots++;
    this.#restarted = true;
    this.hotspot.rebooted();
    const files = state.table('/file');
    for (const row of files.rows)
      if (row.name !== 'flash' && !row.name!.startsWith('flash/')) files.remove(row['.id']!);
    this.#bootLog(at, by ?? null);
    this.hotspotChanged();
    this.booted?.();
  }

  /** Somebody at the device presses its button: a change of device-mode that waits for it is made, by a reboot. */
  pressButton(): boolean {
    const activated = this.state.deviceMode.activate(this.state.clock());
    if (activated) this.reboot('device-mode');
    return activated;
  }

  /** First lines after a boot, stamped in 1970: a commanded one names who asked, any other had no proper shutdown. */
  #bootLog(at: number, by: string | null | undefined): void {
    const { state } = this;
    const boot = state.timeline.bootAt(at);
    const line = (seconds: number, topics: string, message: string): void =>
      state.noteAt(state.routerClock(boot + seconds * 1_000), topics, message);
    state.log.reboot(state.table('/system/logging/action').rows);
    if (by === null) line(1, 'system,error,critical', 'router was rebooted without proper shutdown');
    else line(1, 'system,info', by === undefined ? 'router rebooted' : `router rebooted by ${by}`);
    line(2, 'interface,info', `${state.board.uplink} link up`);
    line(3, 'interface,info', `${ACCESS_POINT} link up`);
  }

  /** The hotspot server was enabled, disabled, added or removed through the API. */
  hotspotChanged(): void {
    const served = settingsOf(this.state) !== undefined;
    const span = this.#spans.get('hotspot');
    const now = this.state.clock();
    if (!served && !span) {
      this.hotspot.endAll('lost-service');
      this.#spans.set('hotspot', this.state.timeline.open('hotspotDead', now));
    } else if (served && span) {
      span.to = now;
      this.#spans.delete('hotspot');
    }
  }
}

const PERIOD: Partial<Record<FaultKind, Period>> = {
  'power-cut': 'off',
  'uplink-cut': 'away',
  'uplink-cut-plug-pulled': 'away',
  'access-point-dead': 'accessPointDead',
  'hotspot-invalid': 'hotspotDead',
  'device-mode-blocked': 'hotspotDead',
};
const GONE_KINDS: ReadonlySet<FaultKind> = new Set(['power-cut', 'uplink-cut', 'uplink-cut-plug-pulled']);
