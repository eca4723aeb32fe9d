import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Deadlines } from '#contract/resident-reports.ts';
import { request } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { deadlinesQuery } from './queries.ts';
import { words } from './words.ts';

const isGood = ({ answerHours, closeHours }: Deadlines) =>
  Number.isInteger(answerHours) &&
  Number.isInteger(closeHours) &&
  answerHours >= 1 &&
  answerHours <= 240 &&
  closeHours >= answerHours &&
  closeHours <= 2_160;

/** Hours to answer and to close, for reports to come. */
export function DeadlinesForm() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const stored = useQuery(deadlinesQuery).data;
  const [typed, setTyped] = useState<{ answerHours?: string; closeHours?: string }>({});
  const [wrong, setWrong] = useState(false);
  const saving = useMutation({
    mutationFn: (body: Deadlines) =>
      request<Deadlines>('/api/resident-reports/deadlines', { method: 'PUT', body }),
    onSuccess: (kept) => {
      setTyped({});
      cache.setQueryData(deadlinesQuery.queryKey, kept);
    },
  });
  if (stored === undefined) return null;
  const shown = {
    answerHours: typed.answerHours ?? String(stored.answerHours),
    closeHours: typed.closeHours ?? String(stored.closeHours),
  };
  return (
    <Section title={w.deadlines} note={w.deadlinesNote} className="mt-6">
      <form
        className="grid items-end gap-3 sm:grid-cols-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const body = { answerHours: Number(shown.answerHours), closeHours: Number(shown.closeHours) };
          const good = isGood(body);
          setWrong(!good);
          if (good) saving.mutate(body);
        }}
      >
        {(['answerHours', 'closeHours'] as const).map((name) => (
          <TextField
            key={name}
            label={w[name]}
            inputMode="numeric"
            value={shown[name]}
            onChange={({ target }) => setTyped((is) => ({ ...is, [name]: target.value }))}
          />
        ))}
        <Button type="submit" look="primary" disabled={saving.isPending}>
          {w.save}
        </Button>
        {(wrong || saving.isError) && (
          <p role="alert" className="text-down-text sm:col-span-3">
            {wrong || saving.error === null ? w.deadlinesWrong : problemText(saving.error, t, f)}
          </p>
        )}
        {saving.isSuccess && (
          <p role="status" className="text-up-text sm:col-span-3">
            {w.saved}
          </p>
        )}
      </form>
    </Section>
  );
}
