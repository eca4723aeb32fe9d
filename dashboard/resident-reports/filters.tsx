import { useQuery } from '@tanstack/react-query';
import type { ReportKind, ReportQuery } from '#contract/resident-reports.ts';
import { useMe } from '../api/session.ts';
import { villagesQuery } from '../api/villages.ts';
import { SelectField } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import { words } from './words.ts';

const kinds = Object.keys(words.id.kinds) as ReportKind[];

export function Filters({ query, onQuery }: { query: ReportQuery; onQuery: (query: ReportQuery) => void }) {
  const w = useWords(words);
  const own = useMe()?.villages ?? null;
  const villages = useQuery(villagesQuery).data ?? [];
  const put = (change: { [Key in keyof ReportQuery]?: ReportQuery[Key] | undefined }) =>
    onQuery({ ...query, ...change } as ReportQuery);
  return (
    <fieldset className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <legend className="sr-only">{w.filter}</legend>
      <SelectField
        label={w.state}
        value={query.state}
        onChange={({ target }) => put({ state: target.value as ReportQuery['state'] })}
      >
        {(['open', 'closed', 'all'] as const).map((state) => (
          <option key={state} value={state}>
            {w.states[state]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={w.kind}
        value={query.kind ?? ''}
        onChange={({ target }) => put({ kind: kinds.find((kind) => kind === target.value) })}
      >
        <option value="">{w.anyKind}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {w.kinds[kind]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={w.village}
        value={query.village ?? ''}
        onChange={({ target }) => put({ village: target.value === '' ? undefined : target.value })}
      >
        <option value="">{w.anyVillage}</option>
        {villages
          .filter(({ code }) => own === null || own.includes(code))
          .map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
      </SelectField>
      <label className="flex min-h-11 items-center gap-2">
        <input
          type="checkbox"
          className="size-5"
          checked={query.overdue === 'true'}
          onChange={({ target }) => put({ overdue: target.checked ? 'true' : undefined })}
        />
        {w.overdueOnly}
      </label>
    </fieldset>
  );
}
