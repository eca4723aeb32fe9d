import { type DeviceMode, DeviceModeState } from './device-mode.ts';
import { Events } from './events.ts';
import type { FaultDetails, FaultKind } from './fault-kinds.ts';
import type { RebootManner } from './handle.ts';
import { Log } from './log.ts';
import { Table } from './table.ts';
import { type Features, featuresOf } from './version.ts';
import { type Board, boardOf } from './world/board.ts';
import { between, hash } from './world/chance.ts';
import { celsius, cpuPercent, freeMemory, volts } from './world/climate.ts';
import { Meter } from './world/meter.ts';
import { Physics } from './world/physics.ts';
import { DAY, WIB } from './world/residents.ts';
import { Timeline, within } from './world/timeline.ts';

export interface RouterOptions {
  readonly index: number;
  readonly seed: number;
  readonly name: string;
  readonly version: string;
  readonly residents: number;
  readonly rebootSeconds: number;
  readonly ntpSeconds: number;
  /** Where its services listen and, without `src-address`, its RADIUS packets come from. */
  readonly address: string;
  readonly tunnelAddress: string;
  /** Where the hotspot's pages listen. */
  readonly servletHost: string;
  readonly hotspotHost: string;
  readonly clock: () => number;
  /** As it comes out of its box. */
  readonly factory?: boolean;
  readonly deviceMode?: DeviceMode;
  readonly licenceLevel?: number;
  readonly serial?: string;
  /** Bytes of flash, and how many of them are free. */
  readonly flash?: { readonly total: number; readonly free: number };
  /** Adds what happened before the start. */
  readonly past?: (timeline: Timeline, now: number) => void;
}

/** Downloads and uploads of played phones since boot: the physics know only residents. */
export type PhoneTraffic = (at: number) => { down: number; up: number; online: number };

/** All that one router is at a moment, without any socket. */
export class RouterState {
  /** What came of the last probe of netwatch rows that ask a port, by their id. */
  readonly probes = new Map<string, boolean>();
  readonly index: number;
  readonly seed: number;
  readonly serial: string;
  readonly address: string;
  readonly tunnelAddress: string;
  readonly servletHost: string;
  readonly hotspotHost: string;
  readonly board: Board;
  readonly factory: boolean;
  readonly deviceMode: DeviceModeState;
  readonly licenceLevel: number;
  readonly freeFlash: number;
  readonly clock: () => number;
  readonly timeline: Timeline;
  readonly physics: Physics;
  readonly events: Events;
  readonly log = new Log();
  readonly tables = new Map<string, Table>();
  readonly faults = new Map<FaultKind, FaultDetails & { since: number }>();
  features: Features;
  rebootManner: RebootManner = 'done';
  rebootSeconds: number;
  ntpSeconds: number;
  reboots = 0;
  /** Rebooting or shut down: nobody is answered. */
  down: 'reboot' | 'shutdown' | undefined;
  phones: PhoneTraffic = () => ({ down: 0, up: 0, online: 0 });
  readonly #meter: Meter;
  readonly #initialRows: (path: string, state: RouterState) => readonly Readonly<Record<string, string>>[];

  constructor(
    options: RouterOptions,
    initialRows: (path: string, state: RouterState) => readonly Readonly<Record<string, string>>[],
  ) {
    this.index = options.index;
    this.seed = hash(options.seed, options.index);
    this.address = options.address;
    this.tunnelAddress = options.tunnelAddress;
    this.servletHost = options.servletHost;
    this.hotspotHost = options.hotspotHost;
    this.features = featuresOf(options.version);
    const board = boardOf(this.features, this.seed);
    this.board = options.flash ? { ...board, flash: options.flash.total } : board;
    this.freeFlash = options.flash?.free ?? Math.floor(board.flash * 0.22);
    this.factory = options.factory ?? false;
    this.deviceMode = new DeviceModeState(options.deviceMode ?? 'advanced');
    this.licenceLevel = options.licenceLevel ?? 4;
    this.serial =
      options.serial ??
      `H${hash(this.seed, 5).toString(36).toUpperCase().padStart(7, '0')}${options.index.toString(36).toUpperCase().padStart(3, '0')}`;
    this.clock = options.clock;
    this.rebootSeconds = options.rebootSeconds;
    this.ntpSeconds = options.ntpSeconds;
    this.#initialRows = initialRows;
    const now = options.clock();
    this.timeline = new Timeline(Math.floor(now - between(2.5, 20, this.seed, 6) * DAY));
    this.physics = new Physics(this.seed, options.residents, this.timeline);
    options.past?.(this.timeline, now);
    this.#meter = new Meter(this.physics, now);
    this.events = new Events(options.name);
    this.table('/system/identity').single.name = options.name;
  }

  /** The changeable rows of a menu, made with the factory's when first touched. */
  table(path: string): Table {
    let table = this.tables.get(path);
    if (!table) {
      table = new Table();
      this.tables.set(path, table);
      for (const row of this.#initialRows(path, this)) table.add(row);
    }
    return table;
  }

  get name(): string {
    return this.table('/system/identity').single.name ?? '';
  }

  has(kind: FaultKind): boolean {
    return this.faults.has(kind);
  }

  get gone(): FaultKind | 'reboot' | 'shutdown' | undefined {
    if (this.down) return this.down;
    for (const kind of ['power-cut', 'uplink-cut', 'uplink-cut-plug-pulled'] as const)
      if (this.faults.has(kind)) return kind;
    return undefined;
  }

  /** Neither power nor a running system: not even the hotspot page answers. */
  get dead(): boolean {
    return this.down !== undefined || this.faults.has('power-cut');
  }

  get uplinkUp(): boolean {
    return !this.gone;
  }

  uptimeSeconds(at: number): number {
    return Math.max(0, (at - this.timeline.bootAt(at)) / 1_000);
  }

  /** The router's own clock, ms, to be read as UTC: 1970 until NTP has answered through a working uplink. */
  routerClock(at: number): number {
    const boot = this.timeline.bootAt(at);
    let synced = boot + this.ntpSeconds * 1_000;
    for (const span of this.timeline.away)
      if (span.from <= synced && synced < span.to) synced = span.to + 2_000;
    const wrong = this.has('clock-wrong');
    return at < synced || wrong ? DAY + (at - boot) : at + WIB;
  }

  note(topics: string, message: string): void {
    this.noteAt(this.routerClock(this.clock()), topics, message);
  }

  /** A line of the log, stamped with the router's own clock. */
  noteAt(clock: number, topics: string, message: string): void {
    const [rules, actions] = [this.table('/system/logging').rows, this.table('/system/logging/action').rows];
    this.log.add({ clock, topics, message }, rules, actions);
  }

  /** Does device-mode let this be used? Before 7.17 it knows no such question. */
  allows(feature: string): boolean {
    if (!this.features.deviceMode) return true;
    if (this.has('device-mode-blocked') && ['hotspot', 'fetch', 'scheduler', 'proxy'].includes(feature))
      return false;
    return this.deviceMode.allows(feature);
  }

  accessPointRunning(at: number): boolean {
    return !within(this.timeline.accessPointDead, at);
  }

  hotspotOk(at: number): boolean {
    return !within(this.timeline.hotspotDead, at);
  }

  /** Uplink counters since boot, bytes. */
  uplink(at: number): { down: number; up: number } {
    const residents = this.#meter.advance(at);
    const phones = this.phones(at);
    return { down: residents.down + Math.floor(phones.down), up: residents.up + Math.floor(phones.up) };
  }

  users(at: number): number {
    return this.physics.present(at).length + this.phones(at).online;
  }

  /** Processor, heat, volts, memory: what follows from the users and the bytes. */
  body(at: number): { cpu: number; celsius: number; volts: number; freeMemory: number; users: number } {
    const users = this.users(at);
    const rate = this.physics.rate(at);
    const cpu = cpuPercent(this.board, this.seed, at, { users, bytesPerSecond: rate.down + rate.up });
    return {
      cpu,
      users,
      celsius: celsius(this.seed, at, cpu),
      volts: volts(this.board, this.seed, at),
      freeMemory: freeMemory(this.board, this.seed, at, this.uptimeSeconds(at), users),
    };
  }
}
