import type { RouterStatus, Span } from '#contract/status.ts';

export interface Window {
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Of what comes after it nobody can know: it stays empty. */
  readonly known?: number;
}

/** What was read a while ago, made true to the present state that the live stream told since. */
export function withPresent(
  spans: readonly Span[],
  row: Pick<RouterStatus, 'state' | 'reason' | 'since'> | undefined,
): Span[] {
  const last = spans.at(-1);
  if (row === undefined || (last?.state === row.state && last.reason === row.reason)) return [...spans];
  const since = Date.parse(row.since);
  return [
    ...spans
      .filter((span) => Date.parse(span.from) < since)
      .map((span) => (span.to === null || Date.parse(span.to) > since ? { ...span, to: row.since } : span)),
    { state: row.state, reason: row.reason, from: row.since, to: null },
  ];
}

/** Spans as shares (0..1) of the window; what lies outside of it is cut. */
export function piecesOf(spans: readonly Span[], { from, to, known = to }: Window) {
  const end = Math.min(to, known);
  return spans
    .map((span) => ({
      state: span.state,
      from: Math.max(Date.parse(span.from), from),
      to: Math.min(span.to === null ? end : Date.parse(span.to), end),
    }))
    .filter((piece) => piece.to > piece.from)
    .map((piece) => ({
      state: piece.state,
      from: (piece.from - from) / (to - from),
      to: (piece.to - from) / (to - from),
    }));
}
