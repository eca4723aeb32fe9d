import { useMutation } from '@tanstack/react-query';
import { type FeedMapping, mappedFields, type SampleColumns } from '#contract/feeds.ts';
import { request } from '../api/client.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import { Problem } from './problem.tsx';
import { words } from './words.ts';

/** Which column of a table, or path of a list, fills which field; found in a sample file. */
export function MappingFields({
  mapping,
  sample,
  onMapping,
  onSample,
}: {
  mapping: FeedMapping;
  sample: string | null;
  onMapping: (mapping: FeedMapping) => void;
  onSample: (sample: string) => void;
}) {
  const w = useWords(words);
  const looking = useMutation({
    mutationFn: (ask: Pick<FeedMapping, 'shape' | 'rows'> & { sample: string }) =>
      request<SampleColumns>('/api/feeds/columns', { method: 'POST', body: ask }),
  });
  const look = (text: string | null, { shape, rows }: FeedMapping) => {
    if (text !== null) looking.mutate({ shape, rows, sample: text });
  };
  const found = looking.data?.columns ?? [];
  const chosen = Object.values(mapping.columns).filter((name) => !found.some((one) => one.name === name));
  return (
    <fieldset className="grid gap-3 rounded-control border border-line p-3">
      <legend className="px-1 font-semibold">{w.mappingTitle}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={w.shape}
          value={mapping.shape}
          onChange={({ target }) => {
            const changed = { ...mapping, shape: target.value as FeedMapping['shape'] };
            onMapping(changed);
            look(sample, changed);
          }}
        >
          <option value="csv">CSV</option>
          <option value="json">JSON</option>
        </SelectField>
        <SelectField
          label={w.kindLabel}
          value={mapping.kind}
          onChange={({ target }) => onMapping({ ...mapping, kind: target.value as FeedMapping['kind'] })}
        >
          {Object.entries(w.kind).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </SelectField>
      </div>
      {mapping.shape === 'json' && (
        <TextField
          label={w.rows}
          hint={w.rowsHint}
          value={mapping.rows}
          onChange={({ target }) => onMapping({ ...mapping, rows: target.value })}
          onBlur={() => look(sample, mapping)}
        />
      )}
      <TextField
        label={w.sample}
        hint={w.sampleHint}
        type="file"
        accept=".csv,.json,text/csv,application/json"
        onChange={({ target }) => {
          void target.files?.[0]?.text().then((text) => {
            onSample(text);
            look(text, mapping);
          });
        }}
      />
      <Problem error={looking.error} />
      <div className="grid gap-3 sm:grid-cols-2">
        {mappedFields.map((field) => (
          <SelectField
            key={field}
            label={w.field[field]}
            value={mapping.columns[field] ?? ''}
            onChange={({ target }) => {
              const { [field]: _was, ...others } = mapping.columns;
              onMapping({
                ...mapping,
                columns: target.value === '' ? others : { ...others, [field]: target.value },
              });
            }}
          >
            <option value="">{w.noColumn}</option>
            {[...new Set(chosen)].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
            {found.map(({ name, example }) => (
              <option key={name} value={name}>
                {example === '' ? name : `${name} (${example})`}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </fieldset>
  );
}
