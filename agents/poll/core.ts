import {
  type Asks,
  ask,
  clock,
  type Health,
  type HotspotServer,
  health,
  hotspotServers,
  hotspotUsers,
  type Interface,
  interfaces,
  type Netwatch,
  netwatch,
  type RadiusCounters,
  type Resource,
  radiusCounters,
  resource,
} from '../routeros/index.ts';
import { ifPresent, optional } from './optional.ts';

/** What every look asks: with one RADIUS row eight commands, one round trip. */
export interface Core {
  readonly resource: Resource;
  readonly interfaces: readonly Interface[];
  readonly servers: readonly HotspotServer[];
  readonly people: { readonly users: number; readonly trialUsers: number };
  readonly health: Health | null;
  /** Router's clock and the agent's at that time, ms since the epoch. */
  readonly clock: { readonly router: number; readonly agent: number } | null;
  readonly netwatch: readonly Netwatch[];
  readonly radius: readonly RadiusCounters[];
}

/** Sends all of it at once, `ms` for all. `known` is told of the board before the rest has come. */
export async function askCore(
  link: Asks,
  radiusIds: readonly string[],
  ms: number,
  known: (board: Resource) => void,
): Promise<Core> {
  const begun = Date.now();
  // first, so that the load it tells is not that of answering us
  const board = ask(link, resource, ms).then((answer) => {
    known(answer);
    return answer;
  });
  const [system, servers, people, ports, time, watches, sensors, radius] = await Promise.all([
    board,
    ifPresent(ask(link, hotspotServers, ms), []),
    ifPresent(ask(link, hotspotUsers, ms), { users: 0, trialUsers: 0 }),
    ask(link, interfaces, ms),
    optional(ask(link, clock, ms)).then((router) =>
      router === null ? null : { router, agent: (begun + Date.now()) / 2 },
    ),
    optional(ask(link, netwatch, ms)),
    optional(ask(link, health, ms)),
    askRadius(link, radiusIds, ms),
  ]);
  return {
    resource: system,
    interfaces: ports,
    servers,
    people,
    health: sensors,
    clock: time,
    netwatch: watches ?? [],
    radius,
  };
}

/** Counters of each RADIUS client; one that was removed since is left out. */
export async function askRadius(link: Asks, ids: readonly string[], ms: number): Promise<RadiusCounters[]> {
  const counters = await Promise.all(ids.map((id) => optional(ask(link, radiusCounters(id), ms))));
  return counters.filter((row) => row !== null);
}
