import type { Row } from '../api/sentence.ts';
import { parseDuration } from '../ros-format.ts';
import type { RouterState } from '../router-state.ts';
import type { Limits } from './session.ts';

/** Settings of the hotspot server, looked up when needed: what was set through the API holds from the next request on. */
export interface Settings {
  readonly server: string;
  readonly profile: Row;
  readonly loginBy: ReadonlySet<string>;
  readonly useRadius: boolean;
  readonly accounting: boolean;
}

export function settingsOf(state: RouterState): Settings | undefined {
  const server = state.table('/ip/hotspot').rows.find((row) => row.disabled !== 'true');
  if (!server || (state.features.deviceMode && !state.deviceMode.allows('hotspot'))) return undefined;
  const profile =
    state.table('/ip/hotspot/profile').find(server.profile ?? '') ??
    state.table('/ip/hotspot/profile').single;
  return {
    server: server.name ?? 'hotspot1',
    profile,
    loginBy: new Set((profile['login-by'] ?? '').split(',')),
    useRadius: profile['use-radius'] === 'true',
    accounting: profile['use-radius'] === 'true' && profile['radius-accounting'] !== 'false',
  };
}

/** Seconds, or nothing for `none` and 0. */
export const secondsIn = (text: string | undefined): number | undefined =>
  parseDuration(text ?? '') || undefined;

/** Limits of a user profile by name. */
export function profileLimits(
  state: RouterState,
  name: string | undefined,
): Limits & { sharedUsers: number | undefined } {
  const profiles = state.table('/ip/hotspot/user/profile');
  const row = profiles.find(name ?? 'default') ?? profiles.single;
  return {
    sessionSeconds: secondsIn(row['session-timeout']),
    idleSeconds: secondsIn(row['idle-timeout']),
    keepaliveSeconds: secondsIn(row['keepalive-timeout']),
    rate: row['rate-limit'] || undefined,
    sharedUsers: row['shared-users'] === 'unlimited' ? undefined : Number(row['shared-users'] ?? 1),
  };
}

/** A MAC address as `radius-mac-format` writes it: each X or x takes one digit. */
export function macText(mac: string, format: string | undefined): string {
  const digits = mac.replace(/:/g, '');
  let i = 0;
  return (format ?? 'XX:XX:XX:XX:XX:XX').replace(/[Xx]/g, (x) =>
    x === 'X' ? digits[i++]! : digits[i++]!.toLowerCase(),
  );
}
