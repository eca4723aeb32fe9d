import type { Server as HttpServer } from 'node:http';
import { fromWire, toWire } from './api/codec.ts';
import type { ApiService } from './api/service.ts';
import { Console } from './console/console.ts';
import { type PasteOptions, type PasteResult, paste } from './console/terminal.ts';
import { Watchers } from './console/watchers.ts';
import type { FaultDetails, FaultKind } from './fault-kinds.ts';
import type {
  PhoneOptions,
  Policy,
  RouterEvents,
  RouterNow,
  RouterSettings,
  SimPhone,
  SimRouter,
} from './handle.ts';
import type { ServletDoor } from './hotspot/doors.ts';
import { PhoneHandle, simPhone } from './hotspot/phone-handle.ts';
import { Population } from './hotspot/population.ts';
import { ALL_POLICIES, policyText } from './initial-rows.ts';
import { MENUS } from './menus/all.ts';
import type { Router } from './router.ts';
import { featuresOf } from './version.ts';
import { randomMac } from './world/chance.ts';

/** What listens for one router. */
export interface Services {
  readonly api: ApiService;
  readonly tls: ApiService | undefined;
  readonly servlet: ServletDoor | undefined;
  readonly http: HttpServer;
}

/** The typed handle of one router for tests, the control port and the fleet. */
export class RouterHandle implements SimRouter {
  readonly router: Router;
  readonly #api: ApiService;
  readonly #tls: ApiService | undefined;

  /** Its name at the start, by which the control port knows it whatever its identity becomes. */
  readonly label: string;
  readonly #servlet: ServletDoor | undefined;
  readonly #http: HttpServer;
  readonly #console: Console;
  readonly #watchers: Watchers;
  readonly #phones = new Map<PhoneHandle, SimPhone>();
  #made = 0;
  #population: Population | undefined;

  constructor(router: Router, services: Services, netwatchSeconds?: number) {
    this.router = router;
    this.#console = new Console(router);
    this.#watchers = new Watchers(this.#console, netwatchSeconds);
    router.runScript = (source) => this.#console.script(source);
    this.label = fromWire(router.state.name);
    this.#api = services.api;
    this.#tls = services.tls;
    this.#servlet = services.servlet;
    this.#http = services.http;
  }

  get index(): number {
    return this.router.state.index;
  }
  get name(): string {
    return fromWire(this.router.state.name);
  }
  get serial(): string {
    return this.router.state.serial;
  }
  get version(): string {
    return this.router.state.features.version;
  }
  get address(): string {
    return this.router.state.address;
  }
  get tunnelAddress(): string {
    return this.router.state.tunnelAddress;
  }
  get port(): number {
    return this.#api.port;
  }
  get tlsPort(): number | undefined {
    return this.#tls?.port;
  }
  get httpPort(): number | undefined {
    return this.#servlet?.port;
  }
  get reboots(): number {
    return this.router.state.reboots;
  }
  get bytes(): { readonly in: number; readonly out: number } {
    return this.router.bytes;
  }
  get connections(): number {
    return this.#api.open + (this.#tls?.open ?? 0);
  }
  get faults(): readonly FaultKind[] {
    return [...this.router.state.faults.keys()];
  }

  get now(): RouterNow {
    const { state } = this.router;
    const at = state.clock();
    const body = state.body(at);
    const uplink = state.uplink(at);
    return {
      at: new Date(at),
      reachable: state.gone === undefined,
      uptimeSeconds: Math.floor(state.uptimeSeconds(at)),
      bootedAt: new Date(state.timeline.bootAt(at)),
      users: body.users,
      rxBytes: BigInt(uplink.down),
      txBytes: BigInt(uplink.up),
      cpuPercent: body.cpu,
      freeMemoryBytes: body.freeMemory,
      temperatureCelsius: body.celsius,
      voltage: body.volts,
      hotspotOk: state.hotspotOk(at),
      accessPointRunning: state.accessPointRunning(at),
      clock: new Date(state.routerClock(at)),
    };
  }

  fault(kind: FaultKind, details?: FaultDetails): void {
    this.router.fault(kind, details);
  }

  mend(kind?: FaultKind): void {
    this.router.mend(kind);
  }

  addUser(name: string, password: string, policies: readonly Policy[] = ALL_POLICIES, address = ''): void {
    const { state } = this.router;
    const user = toWire(name);
    const group = policies === ALL_POLICIES ? 'full' : `group-of-${user}`;
    const groups = state.table('/user/group');
    if (group !== 'full') {
      const policy = policyText(new Set<string>(policies));
      const known = groups.find(group);
      if (known) known.policy = policy;
      else groups.add({ name: group, policy, skin: 'default' });
    }
    const users = state.table('/user');
    const known = users.rows.find((row) => row.name === user);
    const row = { name: user, group, password: toWire(password), address, disabled: 'false' };
    if (known) Object.assign(known, row);
    else users.add(row);
  }

  set(settings: RouterSettings): void {
    const { state } = this.router;
    if (settings.rebootManner !== undefined) state.rebootManner = settings.rebootManner;
    if (settings.rebootSeconds !== undefined) state.rebootSeconds = settings.rebootSeconds;
    if (settings.ntpSeconds !== undefined) state.ntpSeconds = settings.ntpSeconds;
    if (settings.version !== undefined) state.features = featuresOf(settings.version);
    if (settings.name !== undefined) state.table('/system/identity').single.name = toWire(settings.name);
    if (settings.maxSessions !== undefined)
      state.table('/ip/service').find('api')!['max-sessions'] = String(settings.maxSessions);
  }

  rows(path: string): Readonly<Record<string, string>>[] {
    const menu = MENUS[path];
    if (!menu) throw new RangeError(`there is no menu ${path}`);
    const rows = menu.rows?.(this.router, this.router.state.clock()) ?? this.router.state.table(path).rows;
    return rows.map((row) => mapValues(row, fromWire));
  }

  add(path: string, row: Readonly<Record<string, string>>): string {
    return this.router.state.table(path).add({ disabled: 'false', ...mapValues(row, toWire) });
  }

  change(
    path: string,
    values: Readonly<Record<string, string>>,
    where: (row: Readonly<Record<string, string>>) => boolean = () => true,
  ): void {
    for (const row of this.router.state.table(path).rows)
      if (where(row)) Object.assign(row, mapValues(values, toWire));
  }

  writeFile(name: string, contents: string): void {
    const files = this.router.state.table('/file');
    const known = files.find(name);
    if (known) known.contents = toWire(contents);
    else files.add({ name, contents: toWire(contents) });
  }

  async paste(text: string, options: PasteOptions = {}): Promise<PasteResult> {
    const end = new AbortController();
    // without power nobody reads on, and what was not yet read is lost
    const off = this.router.state.events.on('gone', () => this.router.state.dead && end.abort());
    const stop = options.stop ? AbortSignal.any([options.stop, end.signal]) : end.signal;
    try {
      return await paste(this.#console, text, { ...options, stop });
    } finally {
      off();
    }
  }

  pressButton(): boolean {
    return this.router.pressButton();
  }

  scriptsDone(): Promise<void> {
    return this.#watchers.idle();
  }

  seen(command: string, options?: { times?: number; withinMs?: number }): Promise<void> {
    return this.router.state.events.seen(command, options);
  }

  count(command: string): number {
    return this.router.state.events.count(command);
  }

  next<E extends keyof RouterEvents>(
    event: E,
    options?: { where?: (value: RouterEvents[E]) => boolean; withinMs?: number },
  ): Promise<RouterEvents[E]> {
    return this.router.state.events.next(event, options);
  }

  async phone({ mac, port = 0, hostName = '' }: PhoneOptions = {}): Promise<SimPhone> {
    const own = mac ?? randomMac(this.router.state.seed, ++this.#made, 91);
    const handle = await new PhoneHandle(this.#http, this.router.hotspot, own, hostName).open(port);
    const closed = (): void => void this.#phones.delete(handle);
    const roam = async (to: SimRouter): Promise<SimPhone> => {
      closed();
      await handle.close();
      const moved = await to.phone({ mac: own, hostName });
      await moved.associate();
      return moved;
    };
    const phone = simPhone(handle, roam, closed);
    this.#phones.set(handle, phone);
    return phone;
  }

  /** Phones opened and not closed. */
  get phones(): readonly SimPhone[] {
    return [...this.#phones.values()];
  }

  /** Plays residents with phones of their own from now on. */
  populate(residents: number): void {
    this.#population = new Population(this.router.hotspot, residents);
    this.#population.start();
  }

  async close(): Promise<void> {
    this.#population?.stop();
    this.#watchers.close();
    await Promise.all([...this.#phones.keys()].map((phone) => phone.close()));
    await Promise.all([this.#servlet?.close(), this.#api.close(), this.#tls?.close()]);
    await this.router.close();
  }
}

const mapValues = (
  row: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));
