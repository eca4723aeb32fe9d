import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type DryRun,
  type Feed,
  type FeedDraft,
  type FeedFormat,
  type FeedSystem,
  feedFormats,
  feedSystems,
} from '#contract/feeds.ts';
import { request } from '../api/client.ts';
import { villagesQuery } from '../api/villages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { useWords } from '../ui/text.tsx';
import { draftOf, type FeedForm as Form, type FormFault, formOf, usualFormat, usualUrl } from './form-of.ts';
import { MappingFields } from './mapping-fields.tsx';
import { Problem } from './problem.tsx';
import { feedsQuery } from './queries.ts';
import { DryResult } from './results.tsx';
import { words } from './words.ts';

/** A feed, new or changed; what it would give is seen before it is saved. */
export function FeedForm({ feed, onDone }: { feed: Feed | null; onDone: () => void }) {
  const w = useWords(words);
  const cache = useQueryClient();
  const [form, setForm] = useState<Form>(() => formOf(feed));
  const [sample, setSample] = useState<string | null>(null);
  const [fault, setFault] = useState<FormFault | null>(null);
  const saving = useMutation({
    mutationFn: (body: FeedDraft) =>
      request<Feed>(feed ? `/api/feeds/${feed.id}` : '/api/feeds', { method: feed ? 'PUT' : 'POST', body }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: feedsQuery.queryKey });
      onDone();
    },
  });
  const trying = useMutation({
    mutationFn: (draft: FeedDraft) =>
      request<DryRun>('/api/feeds/dry-run', {
        method: 'POST',
        body: { feed: draft, id: feed?.id ?? null, sample },
      }),
  });
  const set = (more: Partial<Form>) => {
    setForm((is) => ({ ...is, ...more }));
    setFault(null);
    trying.reset();
  };
  const send = (by: { mutate: (draft: FeedDraft) => void }) => {
    const checked = draftOf(form);
    setFault(checked.ok ? null : checked.fault);
    if (checked.ok) by.mutate(checked.draft);
  };
  return (
    <Section title={feed ? w.editTitle({ name: feed.name }) : w.newTitle} className="mb-4">
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send(saving);
        }}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={w.systemLabel}
            value={form.system}
            onChange={({ target }) => {
              const system = target.value as FeedSystem;
              set({
                system,
                format: usualFormat[system],
                url: form.url || (usualUrl[system] ?? ''),
                name: form.name || w.system[system],
              });
            }}
          >
            {feedSystems.map((system) => (
              <option key={system} value={system}>
                {w.system[system]}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={w.formatLabel}
            value={form.format}
            onChange={({ target }) => set({ format: target.value as FeedFormat })}
          >
            {feedFormats.map((format) => (
              <option key={format} value={format}>
                {w.format[format]}
              </option>
            ))}
          </SelectField>
          <TextField
            label={w.name}
            value={form.name}
            maxLength={60}
            fault={fault === 'needName' ? w.needName : undefined}
            onChange={({ target }) => set({ name: target.value })}
          />
          <TextField
            label={w.address}
            hint={w.addressHint}
            type="url"
            inputMode="url"
            value={form.url}
            maxLength={500}
            onChange={({ target }) => set({ url: target.value })}
          />
          {form.url !== '' && (
            <TextField
              label={w.bearer}
              hint={feed?.hasToken ? w.bearerKept : undefined}
              autoComplete="off"
              value={form.token}
              maxLength={500}
              onChange={({ target }) => set({ token: target.value })}
            />
          )}
        </div>
        {form.format === 'mapped' && (
          <MappingFields
            mapping={form.mapping}
            sample={sample}
            onMapping={(mapping) => set({ mapping })}
            onSample={setSample}
          />
        )}
        {fault === 'needTitle' && <p className="text-down-text">{w.needTitle}</p>}
        <Audience
          codes={form.codes}
          onCodes={(codes) => set({ codes, kept: null })}
          fault={fault === 'needVillage' ? w.needVillage : null}
        />
        <label className="inline-flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={form.enabled}
            onChange={({ target }) => set({ enabled: target.checked })}
          />
          {w.enabled}
        </label>
        <Problem error={saving.error ?? trying.error} />
        {trying.data && <DryResult dry={trying.data} />}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={saving.isPending}>
            {saving.isPending ? w.saving : w.save}
          </Button>
          <Button
            disabled={trying.isPending || (form.url === '' && sample === null)}
            onClick={() => send(trying)}
          >
            {trying.isPending ? w.trying : w.dryRun}
          </Button>
          <Button look="quiet" onClick={onDone}>
            {w.cancel}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Audience({
  codes,
  onCodes,
  fault,
}: {
  codes: readonly string[] | null;
  onCodes: (codes: readonly string[] | null) => void;
  fault: string | null;
}) {
  const w = useWords(words);
  const villages = useQuery(villagesQuery).data ?? [];
  return (
    <fieldset>
      <legend className="font-semibold text-sm">{w.audienceLabel}</legend>
      <div className="flex flex-wrap gap-x-5">
        {([null, []] as const).map((choice) => (
          <label key={choice === null ? 'all' : 'some'} className="inline-flex min-h-11 items-center gap-2">
            <input
              type="radio"
              name="feed-audience"
              className="size-5 accent-accent"
              checked={(codes === null) === (choice === null)}
              onChange={() => onCodes(choice)}
            />
            {choice === null ? w.all : w.some}
          </label>
        ))}
      </div>
      {codes !== null && (
        <div className="grid grid-cols-2 gap-x-4 rounded-control border border-line px-3 py-1 sm:grid-cols-3">
          {villages.map(({ code, name }) => (
            <label key={code} className="inline-flex min-h-11 items-center gap-2">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-accent"
                checked={codes.includes(code)}
                onChange={({ target }) =>
                  onCodes(target.checked ? [...codes, code] : codes.filter((one) => one !== code))
                }
              />
              {name}
            </label>
          ))}
        </div>
      )}
      {fault !== null && <p className="mt-1 text-down-text text-sm">{fault}</p>}
    </fieldset>
  );
}
