import type { Reason, State } from '#contract/status.ts';

/** A period in one state; the last of a timeline is open. */
export interface FoldSpan {
  readonly state: State;
  readonly reason: Reason | null;
  readonly from: number;
  readonly to: number | null;
  /** The true change lies between this and `from`; null when nothing is known. */
  readonly notBefore: number | null;
  /** Only of `down`. */
  readonly down: DownFacts | null;
}

export interface DownFacts {
  readonly lastGoodAt: number | null;
  readonly lastFailedAt: number;
  readonly firstGoodAt: number | null;
  /** Uptime in the last good look before, and in the first after; seconds. */
  readonly uptimeBefore: number | null;
  readonly uptimeAfter: number | null;
  /** Of the supply, V: in the last good look before, and as it usually was. */
  readonly voltage: { readonly last: number; readonly usual: number } | null;
  /** Restarts in the half hour before the last good look. */
  readonly restartsBefore: number;
}

/** A change to a timeline. */
export type Move = Pick<FoldSpan, 'state' | 'reason' | 'from' | 'notBefore'> & { down?: DownFacts };

export interface Timeline {
  open(): FoldSpan;
  spans(): FoldSpan[];
  /** From `from` on it is so; what stood there is replaced. The same state and reason goes on as one span. */
  move(to: Move): void;
  stillDown(at: number): void;
  endDown(look: { readonly at: number; readonly uptimeSeconds: number | null }): void;
}

/** The timeline from the start of its last span on. */
export function timelineFrom(first: FoldSpan): Timeline {
  const spans: FoldSpan[] = [first];
  const open = () => spans[spans.length - 1] as FoldSpan;
  const change = (facts: Partial<DownFacts>) => {
    const last = open();
    if (last.down) spans[spans.length - 1] = { ...last, down: { ...last.down, ...facts } };
  };
  return {
    open,
    spans: () => spans,
    move({ state, reason, from, notBefore, down = null }) {
      const last = open();
      if (last.state === state && last.reason === reason && from >= last.from) return;
      while (spans.length > 0 && open().from >= from) spans.pop();
      const kept = spans.at(-1);
      if (kept?.state === state && kept.reason === reason) {
        spans[spans.length - 1] = { ...kept, to: null };
        return;
      }
      if (kept) spans[spans.length - 1] = { ...kept, to: from };
      spans.push({ state, reason, from, to: null, notBefore, down });
    },
    stillDown: (at) => change({ lastFailedAt: at }),
    endDown: (look) => change({ firstGoodAt: look.at, uptimeAfter: look.uptimeSeconds }),
  };
}

/** Half the width of what is known of a span's start, ms; at most what 32 bits hold (25 days): more is the same. */
export const uncertaintyMs = ({ from, notBefore }: Pick<FoldSpan, 'from' | 'notBefore'>): number =>
  notBefore === null ? 0 : Math.min(2_147_483_647, Math.round((from - notBefore) / 2));
