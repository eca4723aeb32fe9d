import {
  type Asks,
  ask,
  type DeviceMode,
  deviceMode,
  groupOf,
  groupPolicies,
  identity,
  licence,
  loginHosts,
  radiusIds,
  serial,
} from '../routeros/index.ts';
import { optional } from './optional.ts';

/** What changes seldom: asked after each connection and every few minutes. Null = the router does not say. */
export interface Facts {
  readonly serial: string | null;
  /** Level of the licence: `4`, `free`. */
  readonly licence: string | null;
  readonly identity: string | null;
  readonly loginHosts: readonly string[];
  readonly deviceMode: DeviceMode | null;
  readonly radiusIds: readonly string[];
  /** The polling account is wider than it should be. */
  readonly mayReboot: boolean | null;
}

export const NO_FACTS: Facts = {
  serial: null,
  licence: null,
  identity: null,
  loginHosts: [],
  deviceMode: null,
  radiusIds: [],
  mayReboot: null,
};

/** Asks for all of it at once, `ms` for all. Rejects only when the connection dies. */
export async function askFacts(link: Asks, username: string, ms: number): Promise<Facts> {
  const [number, level, name, hosts, mode, ids, group, policies] = await Promise.all([
    optional(ask(link, serial, ms)),
    optional(ask(link, licence, ms)),
    optional(ask(link, identity, ms)),
    optional(ask(link, loginHosts, ms)),
    optional(ask(link, deviceMode, ms)),
    optional(ask(link, radiusIds, ms)),
    optional(ask(link, groupOf(username), ms)),
    optional(ask(link, groupPolicies, ms)),
  ]);
  return {
    serial: number,
    licence: level,
    identity: name,
    loginHosts: hosts ?? [],
    deviceMode: mode,
    radiusIds: ids ?? [],
    mayReboot: policies?.get(group ?? '')?.has('reboot') ?? null,
  };
}
