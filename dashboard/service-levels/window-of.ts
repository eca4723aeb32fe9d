import type { NewPlannedWindow, PlannedKind, PlannedWindow } from '#contract/service-levels.ts';

export interface WindowForm {
  readonly kind: PlannedKind;
  readonly reference: string;
  readonly reason: string;
  /** Null = all. */
  readonly villages: readonly string[] | null;
  /** `2026-11-25T08:00`, in WIB whatever the device's zone. */
  readonly from: string;
  readonly until: string;
}

export type WindowFault = 'reference' | 'reason' | 'villages' | 'from' | 'until' | 'tooLong';

const LONGEST_MS = 366 * 86_400_000;
const SHORTEST_REASON = 3;

/** ms of a typed WIB time; null when it is none. */
export function instantOf(typed: string): number | null {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? Date.parse(`${typed}:00+07:00`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** What may be sent, or which fields are wrong. */
export function windowOf(
  form: WindowForm,
):
  | { readonly ok: true; readonly window: NewPlannedWindow }
  | { readonly ok: false; readonly faults: ReadonlySet<WindowFault> } {
  const faults = new Set<WindowFault>();
  const reference = form.reference.trim();
  const reason = form.reason.trim();
  const [from, until] = [instantOf(form.from), instantOf(form.until)];
  if (reference === '') faults.add('reference');
  if (reason.length < SHORTEST_REASON) faults.add('reason');
  if (form.villages !== null && form.villages.length === 0) faults.add('villages');
  if (from === null) faults.add('from');
  if (until === null || (from !== null && until <= from)) faults.add('until');
  else if (from !== null && until - from > LONGEST_MS) faults.add('tooLong');
  if (faults.size > 0 || from === null || until === null) return { ok: false, faults };
  return {
    ok: true,
    window: {
      kind: form.kind,
      reference,
      reason,
      villages: [...(form.villages ?? [])],
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
    },
  };
}

/** Its time leaves both figures (`counts`), waits for a second person, or was taken back. */
export function standingOfWindow({
  withdrawn,
  counts,
}: Pick<PlannedWindow, 'withdrawn' | 'counts'>): 'withdrawn' | 'counts' | 'waits' {
  if (withdrawn) return 'withdrawn';
  return counts ? 'counts' : 'waits';
}
