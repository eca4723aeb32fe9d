import { RequestFailed } from '../api/client.ts';
import type { words } from './words.ts';

/** What is missing on the server, when that is why there is no script. */
export function hindranceText(error: unknown, w: (typeof words)['id']): string | null {
  const why = error instanceof RequestFailed ? error.problem?.fields?.script : undefined;
  const known: Readonly<Record<string, string>> = w.hindrances;
  return why === undefined ? null : (known[why] ?? null);
}
