import { ApiService } from './api/service.ts';
import type { Fleet, FleetOptions, LinkName, SimLink, SimRouter } from './handle.ts';
import { Router } from './router.ts';
import { RouterHandle } from './sim-router.ts';

/** Router i's own loopback address. */
export const tunnelAddressOf = (i: number): string => `127.44.${i >> 8}.${i & 0xff}`;

const twoDigits = (i: number): string => String(i).padStart(2, '0');

/** Starts routers, each on its own ports, all in this process. Rejects with the system's error when a port is taken. */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const handles: RouterHandle[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(handles.map((handle) => handle.close()));
  };
  try {
    for (let i = 1; i <= (options.routers ?? 1); i++) handles.push(await startRouter(i, options));
  } catch (error) {
    await close();
    throw error;
  }
  const links: SimLink[] = [];
  return {
    routers: handles as readonly SimRouter[],
    links,
    link: (name: LinkName) => {
      const link = links.find((one) => one.name === name);
      if (!link) throw new RangeError(`there is no link ${name}`);
      return link;
    },
    certificate: '',
    [Symbol.asyncDispose]: close,
  };
}

const follow = (base: number, i: number): number => (base === 0 ? 0 : base + i - 1);

async function startRouter(i: number, options: FleetOptions): Promise<RouterHandle> {
  const {
    version = '7.20',
    host = '127.0.0.1',
    users = [{ name: 'admin', password: 'simulator' }],
  } = options;
  const tunnelAddress = tunnelAddressOf(i);
  const address = host === 'own' ? tunnelAddress : host;
  const router = new Router({
    index: i,
    seed: options.seed ?? 1,
    name: options.names?.[i - 1] ?? `desa-${twoDigits(i)}`,
    version: typeof version === 'string' ? version : version(i),
    residents: options.residents ?? 40,
    rebootSeconds: options.rebootSeconds ?? 20,
    ntpSeconds: options.ntpSeconds ?? 12,
    address,
    tunnelAddress,
    hotspotHost: options.hotspotHost?.(i) ?? `desa${twoDigits(i)}.localhost`,
    clock: options.now ?? Date.now,
  });
  const api = new ApiService(router, 'api', address, follow(options.basePort ?? 0, i));
  await api.listen();
  const handle = new RouterHandle(router, api, undefined);
  for (const user of users) handle.addUser(user.name, user.password, user.policies, user.address);
  return handle;
}
