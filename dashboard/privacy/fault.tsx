import { RequestFailed } from '../api/client.ts';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

export function Fault({ error }: { error: Error | null }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  if (error === null) return null;
  const code = error instanceof RequestFailed ? error.code : null;
  const text =
    code === 'second-person' ? w.secondPerson : code === 'invalid' ? w.wrong : problemText(error, t, f);
  return (
    <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
      {text}
    </p>
  );
}
