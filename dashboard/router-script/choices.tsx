import { ScrollText } from 'lucide-react';
import type { ScriptForm } from '#contract/router-script.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/text.tsx';
import { words } from './words.ts';

interface Chosen {
  readonly form: ScriptForm;
  readonly undo: boolean;
  /** As the router last told it. */
  readonly known: string | null;
  readonly busy: boolean;
  readonly onForm: (form: ScriptForm) => void;
  readonly onUndo: (undo: boolean) => void;
  readonly onShow: () => void;
}

export function Choices({ form, undo, known, busy, onForm, onUndo, onShow }: Chosen) {
  const w = useWords(words);
  return (
    <div className="grid gap-4">
      <div role="tablist" aria-label={w.title} className="flex flex-wrap gap-2">
        {[false, true].map((one) => (
          <Button
            key={String(one)}
            role="tab"
            aria-selected={undo === one}
            look={undo === one ? 'primary' : 'plain'}
            onClick={() => onUndo(one)}
          >
            {one ? w.undo : w.install}
          </Button>
        ))}
      </div>
      <fieldset className="grid gap-1">
        <legend className="font-semibold text-sm">{w.version}</legend>
        <div className="flex flex-wrap gap-x-6">
          {([7, 6] as const).map((one) => (
            <label key={one} className="inline-flex min-h-11 items-center gap-2 pr-2">
              <input
                type="radio"
                name="form"
                className="size-5 accent-accent"
                checked={form === one}
                onChange={() => onForm(one)}
              />
              RouterOS {one}
            </label>
          ))}
        </div>
        <p className="text-muted text-sm">
          {known === null ? w.versionHint : w.versionKnown({ version: known })}
        </p>
      </fieldset>
      <Button look="primary" className="justify-self-start" disabled={busy} onClick={onShow}>
        <ScrollText aria-hidden="true" size={18} />
        {busy ? w.making : w.show}
      </Button>
    </div>
  );
}
