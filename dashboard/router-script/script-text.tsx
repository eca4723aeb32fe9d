import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import type { RouterScript } from '#contract/router-script.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/text.tsx';
import { words } from './words.ts';

export function ScriptText({ script }: { script: RouterScript }) {
  const w = useWords(words);
  const box = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => setCopied(await copyText(box.current));
  return (
    <div className="mt-4 grid min-w-0 gap-3">
      {script.movedTo !== null && (
        <p className="rounded-control bg-degraded-tint px-3 py-2 text-degraded-text">
          {w.moved({ address: script.movedTo })}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" onClick={() => void copy()}>
          {copied ? <Check aria-hidden="true" size={18} /> : <Copy aria-hidden="true" size={18} />}
          {w.copy}
        </Button>
        <span role="status" className="text-muted">
          {copied ? w.copied : ''}
        </span>
      </div>
      <textarea
        ref={box}
        aria-label={w.text}
        readOnly
        spellCheck={false}
        wrap="off"
        value={script.text}
        onFocus={({ target }) => target.select()}
        className="h-96 w-full min-w-0 rounded-control border border-control bg-surface p-3 font-mono text-[13px] leading-snug"
      />
    </div>
  );
}

/** Browsers give the clipboard to https only; a dashboard on a local network is often http. */
async function copyText(box: HTMLTextAreaElement | null): Promise<boolean> {
  if (box === null) return false;
  if (navigator.clipboard !== undefined) {
    const written = await navigator.clipboard.writeText(box.value).then(
      () => true,
      () => false,
    );
    if (written) return true;
  }
  box.focus();
  box.select();
  return document.execCommand('copy');
}
