import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** A token that nobody will see again. */
export function TokenOnce({ token }: { token: string }) {
  const { t } = useTexts();
  const w = useWords(words);
  const [copied, setCopied] = useState(false);
  return (
    <div role="status" className="mt-4 grid gap-2 rounded-control border border-accent bg-accent-tint p-4">
      <p className="font-semibold">{w.token}</p>
      <p className="text-sm">{w.tokenOnce}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 select-all break-all rounded-control border border-control bg-raised px-3 py-2 font-sans">
          {token}
        </code>
        {navigator.clipboard !== undefined && (
          <Button onClick={() => void navigator.clipboard.writeText(token).then(() => setCopied(true))}>
            <Copy aria-hidden="true" size={17} />
            {copied ? t.settings.copied : t.settings.copy}
          </Button>
        )}
      </div>
    </div>
  );
}
