/** What differs between RouterOS versions as far as a poller, a portal or a RADIUS server can see it. */
export interface Features {
  readonly version: string;
  readonly major: number;
  /** `!empty` before the `!done` of a command without data (7.18+). */
  readonly empty: boolean;
  /** Challenge login beside the plain one. */
  readonly challengeLogin: boolean;
  /** `2024-11-25 13:14:28` (7.10+), else `nov/25/2024 13:14:28`. */
  readonly isoDates: boolean;
  /** `/system/health` as rows of name, value, type (v7), else one row. */
  readonly healthRows: boolean;
  /** Menu of the wifi driver: `/interface/wifi` from 7.13, else the older `wireless` package. */
  readonly wifi: 'wifi' | 'wireless';
  /** Signs Access-Request and demands signed answers (7.15+). */
  readonly messageAuthenticator: boolean;
  /** `/system/device-mode` with hotspot in it (7.17+). */
  readonly deviceMode: boolean;
  /** `max-sessions` and dynamic rows in `/ip/service` (recent v7). */
  readonly serviceSessions: boolean;
  /** Words of the trap for a path that does not exist. */
  readonly noSuchCommand: string;
}

/** Default is the newest of the three families that are played: 6.49, 7.12 and 7.20. Any x.y[.z] is taken. */
export function featuresOf(version: string): Features {
  const found = /^(\d+)\.(\d+)/.exec(version);
  if (!found) throw new RangeError(`${version} is no RouterOS version, e.g. 7.20`);
  const major = Number(found[1]);
  const since = (minor: number): boolean => major > 7 || (major === 7 && Number(found[2]) >= minor);
  return {
    version,
    major,
    empty: since(18),
    challengeLogin: major < 7,
    isoDates: since(10),
    healthRows: major >= 7,
    wifi: since(13) ? 'wifi' : 'wireless',
    messageAuthenticator: since(15),
    deviceMode: since(17),
    serviceSessions: since(17),
    noSuchCommand: major < 7 ? 'no such command prefix' : 'no such command',
  };
}
