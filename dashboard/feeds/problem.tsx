import type { FeedFailure } from '#contract/feeds.ts';
import { RequestFailed } from '../api/client.ts';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** What was refused, in words of this page where it has them. */
export function Problem({ error }: { error: Error | null }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  if (!error) return null;
  const fields = error instanceof RequestFailed ? (error.problem?.fields ?? {}) : {};
  const why = fields.file as FeedFailure | undefined;
  const said = fields.name === 'taken' ? w.taken : why && w.why[why];
  return (
    <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
      {said ?? problemText(error, t, f)}
    </p>
  );
}
