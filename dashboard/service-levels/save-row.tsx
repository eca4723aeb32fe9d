import type { ReactNode } from 'react';
import { RequestFailed } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

export interface Saving {
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly error: Error | null;
}

/** What went wrong in words of ours: a fault of a field (path → code), a code, or what any request may meet. */
export function useProblem(): (error: Error) => string {
  const { t, f } = useTexts();
  const refusals: Readonly<Record<string, string>> = useWords(words).refusals;
  return (error) => {
    if (error instanceof RequestFailed) {
      const codes = [error.code, ...Object.values(error.problem?.fields ?? {})];
      const said = codes.map((code) => refusals[code]).filter((text) => text !== undefined);
      if (said.length > 0) return said.join(' ');
    }
    return problemText(error, t, f);
  };
}

export function Problem({ error }: { error: Error | null }) {
  const say = useProblem();
  return (
    error && (
      <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
        {say(error)}
      </p>
    )
  );
}

/** The end of a form: what failed, the button, and that it is stored. */
export function SaveRow({ saving, word, children }: { saving: Saving; word?: string; children?: ReactNode }) {
  const w = useWords(words);
  return (
    <div className="grid gap-2">
      <Problem error={saving.error} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={saving.isPending}>
          {saving.isPending ? w.saving : (word ?? w.save)}
        </Button>
        {children}
        {saving.isSuccess && (
          <p role="status" className="text-up-text">
            {w.saved}
          </p>
        )}
      </div>
    </div>
  );
}
