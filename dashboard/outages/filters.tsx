import { Search } from 'lucide-react';
import type { State } from '#contract/status.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useTexts } from '../ui/text.tsx';
import type { OverviewSearch } from './search.ts';
import type { Counts } from './sort.ts';

const ORDER: readonly State[] = ['down', 'degraded', 'unknown', 'up'];

/** Counters of each state, which filter; and a search. Both live in the address. */
export function Filters({
  counts,
  search,
  onSearch,
}: {
  counts: Counts;
  search: OverviewSearch;
  onSearch: (next: OverviewSearch) => void;
}) {
  const { t, f } = useTexts();
  const total = ORDER.reduce((sum, state) => sum + counts[state], 0);
  const pill = (on: boolean) =>
    `inline-flex min-h-11 shrink-0 items-center gap-2 rounded-full border px-3.5 text-[15px] whitespace-nowrap md:min-h-9 ${on ? 'border-accent bg-accent-tint font-semibold' : 'border-line bg-raised hover:bg-surface'}`;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-3">
      <fieldset className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 py-0.5 sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0">
        <legend className="sr-only">{t.status.filterState}</legend>
        <button
          type="button"
          aria-pressed={search.state === undefined}
          className={pill(search.state === undefined)}
          onClick={() => onSearch({ ...search, state: undefined })}
        >
          {t.status.all} <b>{f.number(total)}</b>
        </button>
        {ORDER.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={search.state === state}
            className={pill(search.state === state)}
            onClick={() => onSearch({ ...search, state: search.state === state ? undefined : state })}
          >
            <StateMark state={state} size={15} />
            {t.status.state[state]} <b>{f.number(counts[state])}</b>
          </button>
        ))}
      </fieldset>
      <label className="relative ml-auto w-full sm:w-64">
        <span className="sr-only">{t.status.search}</span>
        <Search
          aria-hidden="true"
          size={18}
          className="absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <input
          type="search"
          data-search
          aria-keyshortcuts="/"
          placeholder={t.status.searchShort}
          value={search.q ?? ''}
          onChange={(event) => onSearch({ ...search, q: event.target.value || undefined })}
          className="min-h-11 w-full rounded-control border border-control bg-raised pr-3 pl-10 md:min-h-10"
        />
      </label>
    </div>
  );
}
