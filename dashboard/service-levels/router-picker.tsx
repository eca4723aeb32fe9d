import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RouterEntry } from '#contract/villages.ts';
import { routerEntriesQuery } from '../api/villages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Boxes on screen at once: of thousands, a word narrows them down. */
const MOST_SHOWN = 200;

/** Routers that a contract is about, found by name, village or provider. */
export function RouterPicker({
  chosen,
  fault,
  about = ({ provider }) => provider,
  onChange,
}: {
  chosen: readonly number[];
  fault: string | undefined;
  /** What stands beside its village. */
  about?: (router: RouterEntry) => string | null;
  onChange: (ids: readonly number[]) => void;
}) {
  const { t, f } = useTexts();
  const w = useWords(words).contracts;
  const routers = useQuery(routerEntriesQuery);
  const [sought, setSought] = useState('');
  if (routers.data === undefined)
    return routers.isError ? (
      <Failed why={problemText(routers.error, t, f)} onRetry={routers.refetch} />
    ) : (
      <Loading rows={2} height="h-11" />
    );
  const word = sought.trim().toLowerCase();
  const found = routers.data.filter((one) =>
    `${one.name} ${one.village.name} ${one.provider ?? ''}`.toLowerCase().includes(word),
  );
  const ids = new Set(chosen);
  const all = found.length > 0 && found.every(({ id }) => ids.has(id));
  const toggle = (some: readonly number[], on: boolean) =>
    onChange(on ? [...new Set([...chosen, ...some])] : chosen.filter((id) => !some.includes(id)));
  return (
    <fieldset className="grid gap-2">
      <legend className="font-semibold text-sm">
        {w.routers} ({f.number(chosen.length)})
      </legend>
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          className="flex-1 basis-56"
          label={w.seek}
          type="search"
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
        <Button
          disabled={found.length === 0}
          onClick={() =>
            toggle(
              found.map(({ id }) => id),
              !all,
            )
          }
        >
          {all ? w.chooseNone : w.chooseAll({ count: f.number(found.length) })}
        </Button>
      </div>
      <div className="grid max-h-72 overflow-auto rounded-control border border-line px-3 sm:grid-cols-2">
        {found.slice(0, MOST_SHOWN).map((router) => (
          <label key={router.id} className="flex min-h-11 min-w-0 items-center gap-2">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-accent"
              checked={ids.has(router.id)}
              onChange={({ target }) => toggle([router.id], target.checked)}
            />
            <span className="min-w-0 break-words">
              {router.name}{' '}
              <span className="text-muted text-sm">
                {[router.village.name, about(router)].filter(Boolean).join(' · ')}
              </span>
            </span>
          </label>
        ))}
        {found.length === 0 && <p className="py-3 text-muted">{w.routersNone}</p>}
        {found.length > MOST_SHOWN && (
          <p className="py-3 text-muted">{w.routersMore({ count: f.number(found.length - MOST_SHOWN) })}</p>
        )}
      </div>
      {fault !== undefined && <p className="text-down-text text-sm">{fault}</p>}
    </fieldset>
  );
}
