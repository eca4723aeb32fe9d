import type { ActionState } from '#contract/actions.ts';

/** Not sent within this: expired. */
export const SEND_DEADLINE_MS = 600_000;
/** Not back with a smaller uptime within this after it was sent: failed. A later return is still noted. */
export const RETURN_DEADLINE_MS = 300_000;

export interface Question {
  readonly confirmation: string;
  readonly villageName: string;
  /** An action of this router that has not ended. */
  readonly underWay: boolean;
  readonly hasActionAccount: boolean;
  /** The polling account may reboot (wider than it should be). Null: not known. */
  readonly pollingAccountMayReboot: boolean | null;
}

export type Refused = 'confirmation-wrong' | 'action-under-way' | 'action-account-missing';

const plain = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('id');

/** May this reboot be asked? Null = yes. Whether she may is decided by her right before. */
export function refusalOf(question: Question): Refused | null {
  if (!question.hasActionAccount && question.pollingAccountMayReboot !== true)
    return 'action-account-missing';
  if (plain(question.confirmation) !== plain(question.villageName)) return 'confirmation-wrong';
  return question.underWay ? 'action-under-way' : null;
}

/** What is stored of an action, times in ms. */
export interface Progress {
  readonly state: ActionState;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly sentAt: number | null;
  readonly acknowledgedAt: number | null;
  /** Uptime just before it was sent, seconds. */
  readonly uptimeSeconds: number | null;
  readonly goneAt: number | null;
  readonly backAt: number | null;
  readonly endedAt: number | null;
  readonly failure: string | null;
}

export interface Report {
  readonly event: 'sent' | 'acknowledged' | 'failed' | 'expired';
  readonly at: number;
  readonly uptimeSeconds: number | null;
  readonly detail: string | null;
}

/** What the agent says became of it. Truth that comes late overrules an expiry: it was sent in time after all. */
export function afterReport(is: Progress, { event, at, uptimeSeconds, detail }: Report): Progress {
  if (is.state === 'verified' || is.state === 'refused') return is;
  switch (event) {
    case 'sent':
      if (is.sentAt !== null) return is;
      return { ...is, state: 'sent', sentAt: at, uptimeSeconds, endedAt: null, failure: null };
    case 'acknowledged':
      if (is.acknowledgedAt !== null || is.state === 'failed') return is;
      return { ...is, state: 'acknowledged', sentAt: is.sentAt ?? at, acknowledgedAt: at };
    case 'failed':
      return is.endedAt !== null
        ? is
        : { ...is, state: 'failed', endedAt: at, failure: detail ?? 'router-refused' };
    case 'expired':
      return is.endedAt !== null ? is : { ...is, state: 'expired', endedAt: at, failure: 'not-sent' };
  }
}

/** Of a disconnect. The agent looked whether the session is gone before it acknowledged: nothing is waited for. */
export function afterDisconnect(is: Progress, report: Report): Progress {
  const next = afterReport(is, report);
  return next.state === 'acknowledged'
    ? { ...next, state: 'verified', endedAt: report.at, failure: null }
    : next;
}

/** A boot time is blurred by whole seconds and the way of the answer, ms. */
const BOOT_BLUR_MS = 10_000;

export interface Seen {
  readonly at: number;
  readonly outcome: string;
  readonly uptimeSeconds: number | null;
}

/** A look after it was sent: gone, or back. Only an uptime that restarts after the sending proves the reboot. */
export function afterLook(is: Progress, { at, outcome, uptimeSeconds }: Seen): Progress {
  if (is.sentAt === null || at < is.sentAt || is.backAt !== null) return is;
  if (outcome === 'timeout' || outcome === 'unreachable' || outcome === 'refused') {
    return is.goneAt === null ? { ...is, goneAt: at } : is;
  }
  if (outcome !== 'answered' || uptimeSeconds === null) return is;
  if (!restartedAfter(is.sentAt, is.uptimeSeconds, at, uptimeSeconds)) return is;
  const failed = is.state === 'failed' || is.state === 'expired';
  return failed
    ? { ...is, backAt: at }
    : { ...is, state: 'verified', backAt: at, endedAt: at, failure: null };
}

/** Did the router start anew after the sending? Both clocks are the agent's. */
function restartedAfter(sentAt: number, uptimeBefore: number | null, at: number, uptime: number): boolean {
  const bootedAt = at - uptime * 1000;
  if (uptimeBefore === null) return bootedAt >= sentAt - BOOT_BLUR_MS;
  const ranOn = uptimeBefore + (at - sentAt) / 1000;
  if (uptime < ranOn - BOOT_BLUR_MS / 1000) return bootedAt >= sentAt - BOOT_BLUR_MS;
  // It had hardly started when it was sent: only a start that is later than the sending itself tells the two apart.
  return uptimeBefore >= 2 && bootedAt >= sentAt;
}

/** Deadlines, as of `now`. */
export function afterTime(is: Progress, now: number): Progress {
  if (is.endedAt !== null) return is;
  if (is.state === 'asked' && now >= is.expiresAt)
    return { ...is, state: 'expired', endedAt: now, failure: 'not-sent' };
  if (is.sentAt !== null && now >= is.sentAt + RETURN_DEADLINE_MS) {
    return { ...is, state: 'failed', endedAt: now, failure: 'not-back' };
  }
  return is;
}
