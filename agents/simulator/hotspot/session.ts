/** Why a session ended: Acct-Terminate-Cause (RFC 2866 §5.10). */
export const CAUSE = {
  'user-request': 1,
  'lost-carrier': 2,
  'lost-service': 3,
  'idle-timeout': 4,
  'session-timeout': 5,
  'admin-reset': 6,
  'admin-reboot': 7,
  'nas-request': 10,
} as const;

export type Cause = keyof typeof CAUSE;

/** What a session may use, seconds and bytes; absent = no limit. */
export interface Limits {
  readonly sessionSeconds?: number | undefined;
  readonly idleSeconds?: number | undefined;
  readonly keepaliveSeconds?: number | undefined;
  readonly totalBytes?: number | undefined;
  readonly upBytes?: number | undefined;
  readonly downBytes?: number | undefined;
  /** `rx/tx`, e.g. `512k/2M`: rx is what the resident sends. */
  readonly rate?: string | undefined;
  readonly interimSeconds?: number | undefined;
}

/** One resident online through the played hotspot: a row of `/ip/hotspot/active`. Times in ms, `down` and `up` in bytes. */
export interface Session {
  readonly id: string;
  readonly user: string;
  readonly domain: string;
  readonly by: string;
  readonly radius: boolean;
  readonly started: number;
  readonly limits: Limits;
  /** Bytes per second that the rate limit lets through. */
  readonly mostDown: number;
  readonly mostUp: number;
  readonly acctId: string;
  readonly nasPort: number;
  readonly classes: readonly Buffer[];
  /** Reply-Message of the Accept, readable as `$(radius18)`. */
  readonly message: string | undefined;
  down: number;
  up: number;
  /** Last interim update, ms. */
  reported: number;
  /** A row of `/ip/hotspot/user` this session counts for. */
  readonly localUser: string | undefined;
}

/** Bytes per second of `64k/1M …`: the first pair, decimal bits, 0 or nothing = unlimited. */
export function parseRate(rate: string | undefined): { up: number; down: number } {
  const [rx, tx] = (rate ?? '').trim().split(/[\s/]+/);
  const bytes = (text: string | undefined): number => {
    const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([kMG]?)$/.exec(text ?? '') ?? [];
    const bits = Number(digits ?? 0) * ({ '': 1, k: 1e3, M: 1e6, G: 1e9 }[unit] ?? 1);
    return bits > 0 ? bits / 8 : Number.POSITIVE_INFINITY;
  };
  return { up: bytes(rx), down: bytes(tx ?? rx) };
}

/** When, and for what reason, the session must end if traffic goes on as now; Infinity when by nothing. */
export function endOf(
  session: Session,
  flow: { down: number; up: number },
  now: number,
  silentSince: number,
  joined: boolean,
  awake: boolean,
): { at: number; cause: Cause } {
  const { limits } = session;
  const ends: { at: number; cause: Cause }[] = [{ at: Number.POSITIVE_INFINITY, cause: 'lost-service' }];
  if (limits.sessionSeconds !== undefined)
    ends.push({ at: session.started + limits.sessionSeconds * 1_000, cause: 'session-timeout' });
  const full = (limit: number | undefined, used: number, rate: number): void => {
    if (limit === undefined) return;
    const left = limit - used;
    if (left <= 0) ends.push({ at: now, cause: 'nas-request' });
    else if (rate > 0) ends.push({ at: now + Math.ceil((left / rate) * 1_000), cause: 'nas-request' });
  };
  full(limits.totalBytes, session.down + session.up, flow.down + flow.up);
  full(limits.upBytes, session.up, flow.up);
  full(limits.downBytes, session.down, flow.down);
  if (limits.idleSeconds !== undefined && !awake)
    ends.push({ at: silentSince + limits.idleSeconds * 1_000, cause: 'idle-timeout' });
  if (limits.keepaliveSeconds !== undefined && !joined)
    ends.push({ at: silentSince + limits.keepaliveSeconds * 1_000, cause: 'lost-service' });
  return ends.reduce((first, one) => (one.at < first.at ? one : first));
}
