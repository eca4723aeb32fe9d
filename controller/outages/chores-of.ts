import type { Outcome, Reading } from '#contract/looks.ts';
import type { ChoreKind, State } from '#contract/status.ts';

/** The router's clock may be off by this, s, before certificates and schedules suffer. */
const CLOCK_LIMIT_SECONDS = 300;
/** After a start the clock stands in 1970 until NTP has set it: that needs no person, s. */
const CLOCK_PATIENCE_SECONDS = 600;
/** What a router is called when nobody has set it up. */
const FACTORY_IDENTITY = 'MikroTik';

/** The chores that looks open and close; others belong to whoever opens them. */
export const lookChores = [
  'wrong-password',
  'refused',
  'protocol-error',
  'factory-identity',
  'clock-wrong',
  'device-mode',
  'device-flagged',
  'polling-account-too-wide',
  'no-action-account',
] as const satisfies readonly ChoreKind[];

export interface ChoreFacts {
  readonly outcome: Outcome;
  readonly state: State;
  /** Of this look, when it was answered. */
  readonly reading: Reading | null;
  readonly hasActionAccount: boolean;
}

/** Which chores are open after a look, given those that were. What the look does not tell stays as it was. */
export function choresAfter(
  open: readonly ChoreKind[],
  { outcome, state, reading, hasActionAccount }: ChoreFacts,
): ChoreKind[] {
  const chores = new Set(open);
  const set = (kind: ChoreKind, is: boolean) => (is ? chores.add(kind) : chores.delete(kind));
  if (outcome === 'auth-failed') chores.add('wrong-password');
  if (state === 'unknown' && (outcome === 'refused' || outcome === 'protocol-error')) chores.add(outcome);
  if (outcome === 'answered') {
    for (const kind of ['wrong-password', 'refused', 'protocol-error'] as const) chores.delete(kind);
  }
  if (reading) {
    if (reading.identity !== null) set('factory-identity', reading.identity === FACTORY_IDENTITY);
    if (reading.clockSkewSeconds !== null && reading.uptimeSeconds > CLOCK_PATIENCE_SECONDS) {
      set('clock-wrong', Math.abs(reading.clockSkewSeconds) > CLOCK_LIMIT_SECONDS);
    }
    set('device-mode', reading.deviceMode?.hotspotAllowed === false);
    set('device-flagged', reading.deviceMode?.flagged === true);
    const mayReboot = reading.pollingAccountMayReboot === true;
    if (reading.pollingAccountMayReboot !== null) set('polling-account-too-wide', mayReboot);
    set('no-action-account', !hasActionAccount && !mayReboot);
  }
  return [...chores].toSorted();
}
