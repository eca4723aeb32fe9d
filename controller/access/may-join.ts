import { nextReset } from './day.ts';
import { leftOf, type Plan, type UsedToday } from './plan.ts';

/** Why a phone is not let in, as Reply-Message: the portal turns it into a sentence. */
export const rejectCodes = [
  'SD-ODD',
  'SD-CHAP',
  'SD-UNKNOWN',
  'SD-OTHER',
  'SD-EXPIRED',
  'SD-USED',
  'SD-QUOTA',
] as const;
export type RejectCode = (typeof rejectCodes)[number];

/** A ticket as the database knows it. */
export interface KnownTicket {
  readonly routerId: number;
  readonly mac: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** Acct-Session-Id of the request that used it. */
  readonly usedBySession: string | null;
}

/** What the router asks for a phone. */
export interface Asked {
  readonly routerId: number;
  /** Calling-Station-Id, upper case with colons. */
  readonly mac: string;
  readonly acctSessionId: string | null;
  readonly by: Credential;
}

export type Credential =
  | { readonly kind: 'ticket'; readonly ticket: KnownTicket | null }
  /** MAC login. Null: not let in today. */
  | { readonly kind: 'mac'; readonly rememberedUntil: Date | null }
  /** An answer to a challenge; tickets are stored as hashes, so it can be neither right nor wrong. */
  | { readonly kind: 'chap' };

export interface Grant {
  readonly sessionSeconds: number;
  /** Null: no limit. */
  readonly totalBytes: bigint | null;
  readonly idleSeconds: number;
}

/** `code` null: refused without a word, so that the login page opens without an error on it. */
export type Verdict =
  | { readonly join: true; readonly grant: Grant }
  | { readonly join: false; readonly code: RejectCode | null };

/** The shortest session that is worth its login, s: just before 04:00 WIB it may run past it. */
const LEAST_SESSION_SECONDS = 60;

/** May this phone join, and for how long? `plan` null: nothing is known of the credential, which is refused in any case. */
export function mayJoin(asked: Asked, plan: Plan | null, used: UsedToday, now: Date): Verdict {
  const fault = credentialFault(asked, now);
  if (fault !== undefined || plan === null) return { join: false, code: fault ?? null };
  const left = leftOf(plan, used);
  if (left.usedUp) return { join: false, code: 'SD-QUOTA' };
  const untilReset = Math.ceil((nextReset(now).getTime() - now.getTime()) / 1_000);
  const sessionSeconds = Math.min(Math.max(untilReset, LEAST_SESSION_SECONDS), left.seconds ?? untilReset);
  return {
    join: true,
    grant: { sessionSeconds, totalBytes: left.bytes, idleSeconds: plan.idleMinutes * 60 },
  };
}

/** Undefined: none. */
function credentialFault(
  { by, routerId, mac, acctSessionId }: Asked,
  now: Date,
): RejectCode | null | undefined {
  if (by.kind === 'chap') return 'SD-CHAP';
  if (by.kind === 'mac') return by.rememberedUntil && by.rememberedUntil > now ? undefined : null;
  const { ticket } = by;
  if (!ticket) return 'SD-UNKNOWN';
  if (ticket.routerId !== routerId || ticket.mac !== mac) return 'SD-OTHER';
  // The same login, asked again after a lost answer, from a new port perhaps.
  const again = ticket.usedAt !== null && acctSessionId !== null && ticket.usedBySession === acctSessionId;
  if (ticket.usedAt !== null && !again) return 'SD-USED';
  return ticket.expiresAt > now ? undefined : 'SD-EXPIRED';
}
