import { createSecureContext, type SecureContext } from 'node:tls';
import { toWire } from './api/codec.ts';
import { ApiService } from './api/service.ts';
import { type Certificate, selfSigned } from './certificate.ts';
import type { Fleet, FleetOptions, LinkName, SimLink } from './handle.ts';
import { ServletDoor, servletServer } from './hotspot/doors.ts';
import { type Link, startLinks } from './links.ts';
import { writePast } from './past.ts';
import { Router } from './router.ts';
import { RouterHandle } from './sim-router.ts';

/** Router i's own loopback address. */
export const tunnelAddressOf = (i: number): string => `127.44.${i >> 8}.${i & 0xff}`;

const twoDigits = (i: number): string => String(i).padStart(2, '0');
const follow = (base: number, i: number): number => (base === 0 ? 0 : base + i - 1);

/** Starts routers, each on its own ports, all in this process. Rejects with the system's error when a port is taken. */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const fleet = new FleetRun(options);
  try {
    await fleet.start();
  } catch (error) {
    await fleet[Symbol.asyncDispose]();
    throw error;
  }
  return fleet;
}

/** A fleet while it starts, runs and ends. */
export class FleetRun implements Fleet {
  readonly handles: RouterHandle[] = [];
  readonly #secure: SecureContext | undefined;
  readonly #own: Certificate | undefined;
  readonly #http = servletServer();
  #links: readonly Link[] = [];
  readonly #options: FleetOptions;

  constructor(options: FleetOptions) {
    this.#options = options;
    if (options.tlsPort !== undefined) this.#own = selfSigned('router.simulated', Date.now());
    if (this.#own) this.#secure = createSecureContext({ ...this.#own, minVersion: 'TLSv1.2' });
  }

  get certificate(): string {
    return this.#own?.cert ?? '';
  }

  get routers(): readonly RouterHandle[] {
    return this.handles;
  }

  get links(): readonly SimLink[] {
    return this.#links;
  }

  link(name: LinkName): SimLink {
    const link = this.#links.find((one) => one.name === name);
    if (!link) throw new RangeError(`there is no link ${name}`);
    return link;
  }

  async start(): Promise<void> {
    const { routers = 1, links = true, linkPorts = [0, 0, 0] } = this.#options;
    for (let i = 1; i <= routers; i++) await this.#startRouter(i);
    if (links) this.#links = await startLinks('127.0.0.1', linkPorts);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([
      ...this.handles.map((handle) => handle.close()),
      ...this.#links.map((link) => link.cut()),
    ]);
  }

  async #startRouter(i: number): Promise<void> {
    const options = this.#options;
    const {
      version = '7.20',
      host = '127.0.0.1',
      users = [{ name: 'admin', password: 'simulator' }],
    } = options;
    const tunnelAddress = tunnelAddressOf(i);
    const address = host === 'own' ? tunnelAddress : host;
    const factory = typeof options.factory === 'function' ? options.factory(i) : (options.factory ?? false);
    const clock = options.now ?? Date.now;
    const router = new Router({
      index: i,
      seed: options.seed ?? 1,
      name: toWire(options.names?.[i - 1] ?? (factory ? 'MikroTik' : `desa-${twoDigits(i)}`)),
      factory,
      ...(options.deviceMode ? { deviceMode: options.deviceMode } : {}),
      ...(options.licenceLevel === undefined ? {} : { licenceLevel: options.licenceLevel }),
      ...(options.flash ? { flash: options.flash } : {}),
      ...(options.serials?.[i - 1] ? { serial: options.serials[i - 1]! } : {}),
      version: typeof version === 'string' ? version : version(i),
      residents: options.residentsUseRadius ? 0 : (options.residents ?? 40),
      rebootSeconds: options.rebootSeconds ?? 20,
      ntpSeconds: options.ntpSeconds ?? 12,
      address,
      tunnelAddress,
      // a browser takes every name below .localhost for 127.0.0.1
      servletHost: host === 'own' ? '127.0.0.1' : host,
      hotspotHost: options.hotspotHost?.(i) ?? `desa${twoDigits(i)}.localhost`,
      clock,
      ...(options.past === false
        ? {}
        : { past: (timeline, now) => writePast(timeline, i, options.routers ?? 1, now) }),
    });
    const api = new ApiService(router, 'api', address, follow(options.basePort ?? 0, i));
    const servlet =
      options.hotspotPort === false ? undefined : new ServletDoor(this.#http, router.hotspot, undefined);
    const tls =
      this.#secure &&
      new ApiService(router, 'api-ssl', address, follow(options.tlsPort ?? 0, i), this.#secure);
    const handle = new RouterHandle(router, { api, tls, servlet, http: this.#http }, options.netwatchSeconds);
    this.handles.push(handle);
    for (const user of users) handle.addUser(user.name, user.password, user.policies, user.address);
    if (options.radius) setUpRadius(handle, options.radius);
    await api.listen();
    await tls?.listen();
    if (options.residentsUseRadius) handle.populate(options.residents ?? 40);
    await servlet?.listen(follow(options.hotspotPort || 0, i), router.state.servletHost);
  }
}

function setUpRadius(
  handle: RouterHandle,
  { host, authPort, acctPort, secret, timeoutMs = 3_000 }: NonNullable<FleetOptions['radius']>,
): void {
  handle.add('/radius', {
    service: 'hotspot',
    address: host,
    secret,
    'authentication-port': String(authPort),
    'accounting-port': String(acctPort),
    timeout: `${timeoutMs}ms`,
    'src-address': '0.0.0.0',
    protocol: 'udp',
  });
  handle.change(
    '/ip/hotspot/profile',
    { 'use-radius': 'true', 'login-by': 'http-pap,mac,trial' },
    (row) => row.name !== 'default',
  );
}
