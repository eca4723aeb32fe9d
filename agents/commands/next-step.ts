/** Logins that a router may refuse before we believe that the password is wrong: each stands in its log as an attack. */
const MOST_REFUSED_LOGINS = 3;
const FIRST_PAUSE = 2_000;
const MOST_PAUSE = 15_000;

export type NextStep =
  | { readonly step: 'retry'; readonly inMs: number }
  | { readonly step: 'give-up'; readonly event: 'failed' | 'expired' };

/** Before anything was sent, after `tries` failed tries. `leftMs` is the time until the command expires. */
export function nextStep(
  { tries, refusedLogins }: { readonly tries: number; readonly refusedLogins: number },
  leftMs: number,
): NextStep {
  if (leftMs <= 0) return { step: 'give-up', event: 'expired' };
  if (refusedLogins >= MOST_REFUSED_LOGINS) return { step: 'give-up', event: 'failed' };
  const pause = tries === 0 ? 0 : FIRST_PAUSE * 2 ** Math.min(10, tries - 1);
  return { step: 'retry', inMs: Math.min(leftMs, MOST_PAUSE, pause) };
}
