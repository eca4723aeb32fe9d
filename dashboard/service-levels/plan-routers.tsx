import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServicePlan } from '#contract/villages.ts';
import { request } from '../api/client.ts';
import { routerEntriesQuery } from '../api/villages.ts';
import { SelectField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { plansQuery } from './queries.ts';
import { RouterPicker } from './router-picker.tsx';
import { SaveRow } from './save-row.tsx';
import { words } from './words.ts';

/** Gives routers another plan, one after the other; what is done stays done when one fails. */
export function PlanRouters({ plans }: { plans: readonly ServicePlan[] }) {
  const { f } = useTexts();
  const w = useWords(words).thresholds;
  const cache = useQueryClient();
  const [plan, setPlan] = useState(plans[0]?.name ?? '');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [none, setNone] = useState(false);
  const [done, setDone] = useState(0);
  const moving = useMutation({
    mutationFn: async (ids: readonly number[]) => {
      setDone(0);
      for (const id of ids) {
        await request<unknown>(`/api/routers/${id}`, { method: 'PATCH', body: { servicePlan: plan } });
        setDone((count) => count + 1);
        setChosen((is) => is.filter((one) => one !== id));
      }
    },
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: plansQuery.queryKey }),
        cache.invalidateQueries({ queryKey: routerEntriesQuery.queryKey }),
      ]),
  });
  return (
    <Section title={w.moveTitle} note={w.moveNote}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setNone(chosen.length === 0);
          if (chosen.length > 0) moving.mutate(chosen);
        }}
      >
        <SelectField label={w.movePlan} value={plan} onChange={({ target }) => setPlan(target.value)}>
          {plans.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
        <RouterPicker
          chosen={chosen}
          fault={none ? w.moveNone : undefined}
          about={({ servicePlan }) => servicePlan}
          onChange={(ids) => {
            setChosen(ids);
            setNone(false);
          }}
        />
        {moving.isPending && (
          <p role="status">{w.moving({ done: f.number(done), of: f.number(done + chosen.length) })}</p>
        )}
        <SaveRow saving={moving} word={w.move} />
      </form>
    </Section>
  );
}
