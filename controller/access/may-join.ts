import { nextReset } from './day.ts';
import type { Gate } from './opening.ts';
import { leftOf, type Plan, type UsedToday } from './plan.ts';
import type { VoucherFault } from './voucher.ts';

/** Why a phone is not let in, as Reply-Message: the portal turns it into a sentence. */
export const rejectCodes = [
  'SD-ODD',
  'SD-CHAP',
  'SD-UNKNOWN',
  'SD-OTHER',
  'SD-EXPIRED',
  'SD-USED',
  'SD-QUOTA',
  'SD-CLOSED',
  'SD-DEVICES',
  'SD-REVOKED',
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
  /**
   * MAC login. Null: not let in by itself. `warned`: a warning is in force that its people have not seen: they see the
   * village's page first.
   */
  | { readonly kind: 'mac'; readonly rememberedUntil: Date | null; readonly warned?: boolean }
  /** An answer to a challenge; tickets are stored as hashes, so it can be neither right nor wrong. */
  | { readonly kind: 'chap' };

/** What else decides: the village's door, and the voucher behind the credential. */
export interface Circumstances {
  readonly gate: Pick<Gate, 'open' | 'until'>;
  /** Null: none is needed. */
  readonly voucher: { readonly fault: VoucherFault | null; readonly until: Date | null } | null;
}

export interface Grant {
  readonly sessionSeconds: number;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  /** Null: no limit. */
  readonly totalBytes: bigint | null;
  readonly idleSeconds: number;
}

/** `code` null: refused without a word, so that the login page opens without an error on it. */
export type Verdict =
  | { readonly join: true; readonly grant: Grant }
  | { readonly join: false; readonly code: RejectCode | null };

/** The shortest session that is worth its login, s: just before 04:00 WIB it may run past it, never past closing. */
const LEAST_SESSION_SECONDS = 60;

const FAULTS: Readonly<Record<VoucherFault, RejectCode>> = {
  revoked: 'SD-REVOKED',
  expired: 'SD-EXPIRED',
  'used-up': 'SD-EXPIRED',
  'other-village': 'SD-OTHER',
  'too-many-devices': 'SD-DEVICES',
};
const ALWAYS: Circumstances = { gate: { open: true, until: null }, voucher: null };

/** May this phone join, and for how long? `plan` null: nothing is known of the credential, which is refused in any case. */
export function mayJoin(
  asked: Asked,
  plan: Plan | null,
  used: UsedToday,
  now: Date,
  { gate, voucher }: Circumstances = ALWAYS,
): Verdict {
  const refused = (code: RejectCode | null): Verdict => ({ join: false, code });
  const fault = credentialFault(asked, now);
  if (fault !== undefined || plan === null) return refused(fault ?? null);
  const byItself = asked.by.kind === 'mac';
  // Nobody typed anything just now: what has ended is no error, the page opens and offers what there is.
  if (plan.retiredAt !== null) return refused(byItself ? null : 'SD-EXPIRED');
  if (voucher?.fault) {
    const quiet = byItself && voucher.fault !== 'revoked' && voucher.fault !== 'too-many-devices';
    return refused(quiet ? null : FAULTS[voucher.fault]);
  }
  const untilClosing = secondsUntil(gate.until, now);
  if (!gate.open || untilClosing < LEAST_SESSION_SECONDS) return refused('SD-CLOSED');
  const left = leftOf(plan, used);
  if (left.usedUp) return refused('SD-QUOTA');
  const untilReset = Math.max(secondsUntil(nextReset(now), now), LEAST_SESSION_SECONDS);
  const ends = [
    untilReset,
    untilClosing,
    secondsUntil(voucher?.until ?? null, now),
    left.seconds ?? untilReset,
  ];
  const rates = left.slow && plan.fair ? plan.fair : plan;
  return {
    join: true,
    grant: {
      sessionSeconds: Math.max(1, Math.min(...ends)),
      downloadKbps: rates.downloadKbps,
      uploadKbps: rates.uploadKbps,
      // What is left: the router ends the session at it, and MAC login lets the phone in again, slowly.
      totalBytes: left.slow ? null : left.bytes,
      idleSeconds: plan.idleMinutes * 60,
    },
  };
}

const secondsUntil = (at: Date | null, now: Date) =>
  at === null ? Number.POSITIVE_INFINITY : Math.ceil((at.getTime() - now.getTime()) / 1_000);

/** Undefined: none. */
function credentialFault(
  { by, routerId, mac, acctSessionId }: Asked,
  now: Date,
): RejectCode | null | undefined {
  if (by.kind === 'chap') return 'SD-CHAP';
  if (by.kind === 'mac') {
    const known = by.rememberedUntil !== null && by.rememberedUntil > now;
    return known && !by.warned ? undefined : null;
  }
  const { ticket } = by;
  if (!ticket) return 'SD-UNKNOWN';
  if (ticket.routerId !== routerId || ticket.mac !== mac) return 'SD-OTHER';
  // The same login, asked again after a lost answer, from a new port perhaps.
  const again = ticket.usedAt !== null && acctSessionId !== null && ticket.usedBySession === acctSessionId;
  if (ticket.usedAt !== null && !again) return 'SD-USED';
  return ticket.expiresAt > now ? undefined : 'SD-EXPIRED';
}
