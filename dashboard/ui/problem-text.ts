import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';

interface Fault {
  readonly code?: string;
  readonly problem?: { readonly retryAfterSeconds?: number | undefined } | null;
}

/** What a person is told of a failed request. */
export function problemText(error: unknown, t: Messages, f: Format): string {
  const { code = 'internal', problem } = (error ?? {}) as Fault;
  const known: Readonly<Record<string, string>> = t.shell.problems;
  const sentence = code === 'unreachable' ? t.shell.unreachable : (known[code] ?? t.shell.problems.internal);
  const wait = problem?.retryAfterSeconds;
  return wait === undefined
    ? sentence
    : `${sentence} ${t.shell.retryIn({ duration: f.duration(wait * 1000) })}`;
}
