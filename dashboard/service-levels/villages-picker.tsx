import { useId } from 'react';
import { useServedVillages } from '../live/served-villages.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** All villages (null), or some. */
export function VillagesPicker({
  chosen,
  allText,
  fault,
  onChange,
}: {
  chosen: readonly string[] | null;
  allText: string;
  fault: string | undefined;
  onChange: (codes: readonly string[] | null) => void;
}) {
  const { f } = useTexts();
  const w = useWords(words).villages;
  const name = useId();
  const villages = useServedVillages();
  const radio = (text: string, checked: boolean, next: readonly string[] | null) => (
    <label className="inline-flex min-h-11 items-center gap-2">
      <input
        type="radio"
        name={name}
        className="size-5 shrink-0 accent-accent"
        checked={checked}
        onChange={() => onChange(next)}
      />
      {text}
    </label>
  );
  return (
    <fieldset className="grid">
      <legend className="font-semibold text-sm">{w.title}</legend>
      {radio(allText, chosen === null, null)}
      {radio(
        chosen === null ? w.some : w.someChosen({ count: f.number(chosen.length) }),
        chosen !== null,
        chosen ?? [],
      )}
      {chosen !== null && (
        <div className="grid max-h-60 overflow-auto rounded-control border border-line px-3 sm:grid-cols-2">
          {villages.map(({ code, name: village, kecamatan }) => (
            <label key={code} className="flex min-h-11 min-w-0 items-center gap-2">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-accent"
                checked={chosen.includes(code)}
                onChange={({ target }) =>
                  onChange(target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
                }
              />
              <span className="min-w-0">
                {village} <span className="text-muted text-sm">{kecamatan}</span>
              </span>
            </label>
          ))}
        </div>
      )}
      {fault !== undefined && <p className="text-down-text text-sm">{fault}</p>}
    </fieldset>
  );
}

/** Names of villages by their codes; `all` when there are none. */
export function useVillageNames(): (codes: readonly string[], all: string) => string {
  const villages = useServedVillages();
  return (codes, all) =>
    codes.length === 0
      ? all
      : codes.map((code) => villages.find((one) => one.code === code)?.name ?? code).join(', ');
}
