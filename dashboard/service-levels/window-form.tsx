import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewPlannedWindow, PlannedWindow } from '#contract/service-levels.ts';
import { request } from '../api/client.ts';
import { serverNow } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import { windowsQuery } from './queries.ts';
import { SaveRow } from './save-row.tsx';
import { dayOf } from './today.ts';
import { VillagesPicker } from './villages-picker.tsx';
import { type WindowForm as Form, instantOf, type WindowFault, windowOf } from './window-of.ts';
import { words } from './words.ts';

const DAY_MS = 86_400_000;

/** A decree, or maintenance that is announced. */
export function WindowForm({ onClose }: { onClose: () => void }) {
  const all = useWords(words);
  const w = all.windows;
  const cache = useQueryClient();
  const [form, setForm] = useState<Form>(() => {
    const tomorrow = dayOf(serverNow() + DAY_MS);
    return {
      kind: 'maintenance',
      reference: '',
      reason: '',
      villages: null,
      from: `${tomorrow}T08:00`,
      until: `${tomorrow}T12:00`,
    };
  });
  const [faults, setFaults] = useState<ReadonlySet<WindowFault>>(new Set());
  const put = (change: Partial<Form>) => setForm((is) => ({ ...is, ...change }));
  const saving = useMutation({
    mutationFn: (body: NewPlannedWindow) =>
      request<PlannedWindow>('/api/planned-windows', { method: 'POST', body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: windowsQuery.queryKey });
      onClose();
    },
  });
  const fault = (name: WindowFault, text: string) => (faults.has(name) ? text : undefined);
  const from = instantOf(form.from);
  const late = from !== null && from < serverNow();
  return (
    <form
      className="mb-3 grid gap-3 rounded-control border border-accent p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const checked = windowOf(form);
        setFaults(checked.ok ? new Set() : checked.faults);
        if (checked.ok) saving.mutate(checked.window);
      }}
    >
      <h3 className="font-semibold">{w.add}</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={w.kind}
          value={form.kind}
          onChange={({ target }) => put({ kind: target.value as Form['kind'] })}
        >
          {(['maintenance', 'decree'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {w.kinds[kind]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={form.kind === 'decree' ? w.decreeNumber : w.orderNumber}
          fault={fault('reference', all.letterhead.needed)}
          maxLength={100}
          autoComplete="off"
          value={form.reference}
          onChange={({ target }) => put({ reference: target.value })}
        />
        <TextField
          label={w.from}
          type="datetime-local"
          fault={fault('from', all.dayNeeded)}
          value={form.from}
          onChange={({ target }) => put({ from: target.value })}
        />
        <TextField
          label={w.until}
          type="datetime-local"
          fault={
            fault('until', all.refusals['ends-before-it-begins']) ??
            fault('tooLong', all.refusals['longer-than-a-year'])
          }
          value={form.until}
          onChange={({ target }) => put({ until: target.value })}
        />
      </div>
      <TextField
        label={w.reason}
        hint={w.reasonHint}
        fault={fault('reason', w.reasonWrong)}
        maxLength={300}
        autoComplete="off"
        value={form.reason}
        onChange={({ target }) => put({ reason: target.value })}
      />
      <VillagesPicker
        chosen={form.villages}
        allText={w.allVillages}
        fault={fault('villages', all.villages.none)}
        onChange={(villages) => put({ villages })}
      />
      {late && (
        <p role="status" className="rounded-control bg-degraded-tint px-3 py-2 text-degraded-text">
          {w.lateWarning}
        </p>
      )}
      <SaveRow saving={saving}>
        <Button look="quiet" onClick={onClose}>
          {all.cancel}
        </Button>
      </SaveRow>
    </form>
  );
}
