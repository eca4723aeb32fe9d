import type { PasteOptions, PasteResult } from './console/terminal.ts';
import type { DeviceMode } from './device-mode.ts';
import type { FaultDetails, FaultKind } from './fault-kinds.ts';

/** The rights a RouterOS group can give (manual, page User). A group holds those named; all others are denied. */
export type Policy =
  | 'local'
  | 'telnet'
  | 'ssh'
  | 'ftp'
  | 'reboot'
  | 'read'
  | 'write'
  | 'policy'
  | 'test'
  | 'winbox'
  | 'password'
  | 'web'
  | 'sniff'
  | 'sensitive'
  | 'api'
  | 'romon'
  | 'rest-api';

/** How a router takes leave when `/system/reboot` is accepted: versions differ, clients must take all four for a yes. */
export type RebootManner = 'done' | 'fin' | 'rst' | 'silence';

export interface FleetOptions {
  /** How many routers; default 1. */
  routers?: number;
  /** Address all listen on; `own` gives the API of router i its own loopback address 127.44.x.y (pages stay on 127.0.0.1).
   *  Default 127.0.0.1. */
  host?: string;
  /** API port of the first router, the others follow; 0 (default) = a free port each. */
  basePort?: number;
  /** The same for api-ssl; without it there is no api-ssl. The certificate is self-signed: `fleet.certificate`. */
  tlsPort?: number;
  /** The same for the hotspot's web servlet; 0 (default) = a free port each, `false` = no servlet. */
  hotspotPort?: number | false;
  /** Name of the hotspot in its links (`dns-name`), by number of the router from 1; default `desaNN.localhost`. */
  hotspotHost?: (i: number) => string;
  /** RouterOS version, for all or by number from 1; default 7.20. Decides wording, dates, health rows, wifi menus, `!empty`, RADIUS signing. */
  version?: string | ((i: number) => string);
  /** Routers as they come out of their box: identity `MikroTik`, the vendor's bridge and firewall, no hotspot, all services
   *  open. For all or by number from 1; default false, a village's hotspot at work. */
  factory?: boolean | ((i: number) => boolean);
  /** `/system device-mode` (7.17 and later); default `advanced`. */
  deviceMode?: DeviceMode;
  /** `/system license` nlevel, 0..6; default 4. */
  licenceLevel?: number;
  /** Bytes of flash and of them free; default by the board, a fifth free. */
  flash?: { total: number; free: number };
  /** Serial numbers in order; default made from the seed. */
  serials?: readonly string[];
  /** Seconds between a host's change and the run of its netwatch script; default the row's `interval`. */
  netwatchSeconds?: number;
  /** Accounts on every router; default `[{ name: 'admin', password: 'simulator' }]` with all rights. */
  users?: readonly FleetUser[];
  /** Same seed, same fleet: serials, residents, traffic. Default 1. */
  seed?: number;
  /** How long a commanded reboot takes; default 20. */
  rebootSeconds?: number;
  /** After a boot the clock stands in 1970 for so long; default 12. */
  ntpSeconds?: number;
  /** Puts a `/radius` row and `use-radius=yes` on every router. */
  radius?: { host: string; authPort: number; acctPort: number; secret: string; timeoutMs?: number };
  /** Identities in order; default `desa-01`, … */
  names?: readonly string[];
  /** Most residents that ever come to one router; default 40. 0 = nobody but the phones you open. */
  residents?: number;
  /** Residents are played with phones that log in by RADIUS with their MAC (profile `login-by` with `mac`).
   *  Default false: they appear as local users and ask nobody. */
  residentsUseRadius?: boolean;
  /** Past troubles (power cut, uplink cut, dead access point) in the 24 h before the start. Default true. */
  past?: boolean;
  /** Canaries and hub of the agent's own world; default true. */
  links?: boolean;
  /** Ports of canary-a, canary-b, hub; default free ones. */
  linkPorts?: readonly [number, number, number];
  /** The clock of the physics, ms since the epoch; default `Date.now`. */
  now?: () => number;
}

export interface FleetUser {
  name: string;
  password: string;
  /** Rights; default all. */
  policies?: readonly Policy[];
  /** Prefixes the account may come from, as `/user address=`; default everywhere. */
  address?: string;
}

/** A running fleet. `await using fleet = await startFleet({ routers: 3 })` closes it by itself. */
export interface Fleet extends AsyncDisposable {
  readonly routers: readonly SimRouter[];
  /** The agent's own world: two canaries of different owners and the VPN hub. Empty when `links: false`. */
  readonly links: readonly SimLink[];
  link(name: LinkName): SimLink;
  /** PEM of the self-signed certificate of all api-ssl services. */
  readonly certificate: string;
}

export type LinkName = 'canary-a' | 'canary-b' | 'hub';

/** A TCP listener that only accepts: proof from beyond the agent's uplink, or of the tunnel's hub. */
export interface SimLink {
  readonly name: LinkName;
  readonly host: string;
  readonly port: number;
  readonly up: boolean;
  /** Closes the listener: connections are refused, which counts as no answer. */
  cut(details?: { seconds?: number }): Promise<void>;
  mend(): Promise<void>;
}

/** What the physics say of a router at this moment. */
export interface RouterNow {
  readonly at: Date;
  /** Somebody outside would get an answer. */
  readonly reachable: boolean;
  readonly uptimeSeconds: number;
  readonly bootedAt: Date;
  /** Rows of `/ip/hotspot/active`. */
  readonly users: number;
  /** Counters of the uplink interface since boot: rx = residents' downloads. */
  readonly rxBytes: bigint;
  readonly txBytes: bigint;
  readonly cpuPercent: number;
  readonly freeMemoryBytes: number;
  readonly temperatureCelsius: number;
  readonly voltage: number;
  readonly hotspotOk: boolean;
  readonly accessPointRunning: boolean;
  /** What the router's own clock shows, as if it were UTC. */
  readonly clock: Date;
}

/** What can be awaited. The value is what `next` resolves with. */
export interface RouterEvents {
  connection: { from: string };
  login: { user: string; from: string };
  'login-refused': { user: string; from: string };
  command: { command: string; words: readonly string[]; user: string };
  reboot: { by: string; manner: RebootManner };
  /** Unreachable from now on. */
  gone: { why: FaultKind | 'reboot' | 'shutdown' };
  /** Reachable again; `rebooted` when uptime restarted. */
  back: { rebooted: boolean };
  /** A RADIUS exchange came to its end. */
  radius: {
    what: 'access' | 'start' | 'interim' | 'stop';
    outcome: 'accept' | 'reject' | 'timeout' | 'answered';
    user: string;
  };
  'session-start': { user: string; mac: string; by: string };
  'session-stop': { user: string; mac: string; cause: string };
}

/** One simulated router. Numbers in URLs and names start at 1, `fleet.routers[0].index` is 1. */
export interface SimRouter {
  readonly index: number;
  /** `/system/identity` name: the NAS-Identifier. */
  readonly name: string;
  readonly serial: string;
  readonly version: string;
  readonly address: string;
  readonly port: number;
  readonly tlsPort: number | undefined;
  /** Port of the hotspot servlet; every source address that asks there is one phone. */
  readonly httpPort: number | undefined;
  /** A loopback address of its own (127.44.x.y), fit for `/radius src-address=`. */
  readonly tunnelAddress: string;
  readonly now: RouterNow;
  /** Boots since the fleet started, commanded or not. */
  readonly reboots: number;
  /** Bytes over API connections, as the router sees them. */
  readonly bytes: { readonly in: number; readonly out: number };
  /** API connections open now. */
  readonly connections: number;
  readonly faults: readonly FaultKind[];

  fault(kind: FaultKind, details?: FaultDetails): void;
  /** Ends one fault, or all. */
  mend(kind?: FaultKind): void;
  /** An account; default with all rights. Replaces one of the same name; acts on new logins. */
  addUser(name: string, password: string, policies?: readonly Policy[], address?: string): void;
  set(settings: RouterSettings): void;
  /** Rows of a menu as the API prints them, e.g. `rows('/radius')`, as text (UTF-8); secrets included, passwords of `/user` not. */
  rows(path: string): Readonly<Record<string, string>>[];
  /** Adds a row to a table, returns its `.id`. */
  add(path: string, row: Readonly<Record<string, string>>): string;
  /** Changes the rows of a table or a single-row menu that `where` accepts (all by default). */
  change(
    path: string,
    values: Readonly<Record<string, string>>,
    where?: (row: Readonly<Record<string, string>>) => boolean,
  ): void;
  /** Writes a file of the router, as `/file add contents=` would. */
  writeFile(name: string, contents: string): void;

  /** Pastes a text into the router's console, as a technician does; resolves when all of it has been read. */
  paste(text: string, options?: PasteOptions): Promise<PasteResult>;

  /** Presses the button that a change of device-mode waits for; the router reboots if one did. */
  pressButton(): boolean;
  /** Resolves when no script of netwatch, scheduler or `/system script run` is at work. */
  scriptsDone(): Promise<void>;

  /** Resolves as soon as the command has been carried out `times` (1) since the start, however long ago.
   *  Rejects after `withinMs` (10 000) with a sentence that says what was awaited. */
  seen(command: string, options?: { times?: number; withinMs?: number }): Promise<void>;
  /** How often the command was carried out. */
  count(command: string): number;
  /** The next such event from now on, optionally only one that `where` accepts. */
  next<E extends keyof RouterEvents>(
    event: E,
    options?: { where?: (value: RouterEvents[E]) => boolean; withinMs?: number },
  ): Promise<RouterEvents[E]>;

  /** A resident's phone with an HTTP port of its own: what a browser opens there, this phone opened. */
  phone(options?: PhoneOptions): Promise<SimPhone>;
  /** Phones opened and not closed. */
  readonly phones: readonly SimPhone[];
}

export interface RouterSettings {
  rebootManner?: RebootManner;
  rebootSeconds?: number;
  ntpSeconds?: number;
  version?: string;
  /** `max-sessions` of service api. */
  maxSessions?: number;
  name?: string;
}

export interface PhoneOptions {
  /** Upper case with colons; default a random-looking, locally administered one. */
  mac?: string;
  /** 0 (default) = a free port. */
  port?: number;
  hostName?: string;
}

/** A resident's phone on a router's hotspot. */
export interface SimPhone extends AsyncDisposable {
  readonly mac: string;
  /** Address the router gave it. */
  readonly ip: string;
  readonly port: number;
  /** `http://desa01.localhost:PORT`: the servlet as this phone sees it. A request with any other Host is captured. */
  readonly url: string;
  readonly online: boolean;
  /** How it logged in: http-pap, mac, trial, … or nothing. */
  readonly loginBy: string | undefined;
  /** Joins the access point: MAC login by RADIUS is tried when the profile holds `mac`. Resolves with: is it online? */
  associate(): Promise<boolean>;
  /** Leaves the access point; the router notices by idle or keepalive timeout. */
  disconnect(): void;
  /** Moves to another router's hotspot with the same MAC. This phone is closed, the new one returned. */
  roam(to: SimRouter): Promise<SimPhone>;
  /** Traffic while online, bytes per second; default 12 000 down, 1 500 up. 0 and 0: asleep. */
  use(rate: { down: number; up: number }): void;
  close(): Promise<void>;
}
