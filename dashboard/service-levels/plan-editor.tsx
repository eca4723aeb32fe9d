import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServicePlan } from '#contract/villages.ts';
import { request } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { plansQuery } from './queries.ts';
import { SaveRow } from './save-row.tsx';
import {
  bounds,
  formOfPlan,
  isPlanName,
  type Threshold,
  type ThresholdForm,
  thresholds,
  thresholdsOf,
} from './thresholds-of.ts';
import { words } from './words.ts';

/** Of a plan that is told nothing else; the same as the controller's. */
const usual: ServicePlan = {
  name: '',
  routers: 0,
  lookIntervalMs: 30_000,
  lookDeadlineMs: 10_000,
  graceLooks: 3,
  graceMs: 60_000,
  flapChanges: 4,
  flapWindowMs: 900_000,
  qualityLooks: 5,
  lossPercent: 20,
  slowMs: 2_000,
};

/** Thresholds of a plan, or a new plan (null). */
export function PlanEditor({
  plan,
  known,
  onClose,
}: {
  plan: ServicePlan | null;
  known: readonly ServicePlan[];
  onClose: () => void;
}) {
  const { f } = useTexts();
  const all = useWords(words);
  const w = all.thresholds;
  const cache = useQueryClient();
  const [name, setName] = useState(plan?.name ?? '');
  const [form, setForm] = useState<ThresholdForm>(() => formOfPlan(plan ?? usual));
  const [faults, setFaults] = useState<ReadonlySet<Threshold | 'name'>>(new Set());
  const saving = useMutation({
    mutationFn: (change: Readonly<Record<Threshold, number>>) =>
      request<ServicePlan>(`/api/service-plans/${name}`, { method: 'PUT', body: change }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: plansQuery.queryKey });
      onClose();
    },
  });
  const taken = plan === null && known.some((one) => one.name === name);
  const rangeOf = (one: Threshold) =>
    w.range({ least: f.number(bounds[one].least), most: f.number(bounds[one].most) });
  return (
    <form
      className="mb-3 grid gap-3 rounded-control border border-accent p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const checked = thresholdsOf(form);
        const wrong = new Set<Threshold | 'name'>(checked.ok ? [] : checked.faults);
        if (!isPlanName(name) || taken) wrong.add('name');
        setFaults(wrong);
        if (checked.ok && wrong.size === 0) saving.mutate(checked.change);
      }}
    >
      {plan ? (
        <h3 className="break-words font-semibold">{w.changeTitle({ plan: plan.name })}</h3>
      ) : (
        <TextField
          label={w.name}
          hint={w.nameHint}
          fault={faults.has('name') ? (taken ? w.nameTaken : w.nameWrong) : undefined}
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        {thresholds.map((one) => (
          <TextField
            key={one}
            label={w.fields[one]}
            hint={rangeOf(one)}
            fault={faults.has(one) ? (one === 'lookDeadlineMs' ? w.deadlineWrong : rangeOf(one)) : undefined}
            inputMode="decimal"
            maxLength={10}
            autoComplete="off"
            value={form[one]}
            onChange={({ target }) => setForm((is) => ({ ...is, [one]: target.value }))}
          />
        ))}
      </div>
      <p className="text-muted text-sm">{w.fromNow}</p>
      {faults.size > 0 && (
        <p role="alert" className="text-down-text">
          {all.lookAtFields}
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
