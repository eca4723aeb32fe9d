import { RequestFailed } from '../api/client.ts';
import type { Messages } from '../text/catalogue.ts';

/** What is missing on the server, when that is why there is no script. */
export function hindranceText(error: unknown, t: Messages): string | null {
  const why = error instanceof RequestFailed ? error.problem?.fields?.script : undefined;
  const known: Readonly<Record<string, string>> = t.script.hindrances;
  return why === undefined ? null : (known[why] ?? null);
}
