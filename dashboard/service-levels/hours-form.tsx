import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewServiceHours } from '#contract/service-levels.ts';
import { request } from '../api/client.ts';
import { serverNow } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import { hoursQuery } from './queries.ts';
import { SaveRow } from './save-row.tsx';
import { dayOf, startOfDay } from './today.ts';
import { VillagesPicker } from './villages-picker.tsx';
import { WeekFields } from './week-fields.tsx';
import { type DayForm, everyDay, weekOf } from './week-of.ts';
import { words } from './words.ts';

const DAY_MS = 86_400_000;

/** New hours, from a day on. `first`: none were entered before, so that they may hold from a day that has begun. */
export function HoursForm({ first, onClose }: { first: boolean; onClose: () => void }) {
  const all = useWords(words);
  const w = all.hours;
  const cache = useQueryClient();
  const tomorrow = dayOf(serverNow() + DAY_MS);
  const [villages, setVillages] = useState<readonly string[] | null>(null);
  const [validFrom, setValidFrom] = useState(tomorrow);
  const [reference, setReference] = useState('');
  const [days, setDays] = useState<readonly DayForm[]>(() =>
    everyDay({ open: true, from: '05:00', until: '22:00' }),
  );
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: (body: NewServiceHours) => request<void>('/api/service-hours', { method: 'POST', body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: hoursQuery.queryKey });
      onClose();
    },
  });
  const checked = weekOf(days);
  const noDay = !/^\d{4}-\d\d-\d\d$/.test(validFrom);
  const begun = !noDay && !first && startOfDay(validFrom) < serverNow();
  const noVillage = villages !== null && villages.length === 0;
  const noReference = reference.trim() === '';
  return (
    <form
      className="mb-3 grid gap-3 rounded-control border border-accent p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (checked.ok && !noDay && !begun && !noVillage && !noReference)
          saving.mutate({
            villages: [...(villages ?? [])],
            validFrom,
            reference: reference.trim(),
            week: checked.week,
          });
      }}
    >
      <h3 className="font-semibold">{w.add}</h3>
      <VillagesPicker
        chosen={villages}
        allText={w.allWithoutOwn}
        fault={tried && noVillage ? all.villages.none : undefined}
        onChange={setVillages}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={w.validFrom}
          hint={first ? w.validFromFirst : w.validFromHint}
          fault={tried && noDay ? all.dayNeeded : begun ? all.refusals['has-begun'] : undefined}
          type="date"
          {...(first ? {} : { min: tomorrow })}
          value={validFrom}
          onChange={({ target }) => setValidFrom(target.value)}
        />
        <TextField
          label={w.reference}
          hint={w.referenceHint}
          fault={tried && noReference ? all.letterhead.needed : undefined}
          maxLength={100}
          autoComplete="off"
          value={reference}
          onChange={({ target }) => setReference(target.value)}
        />
      </div>
      <WeekFields days={days} wrong={!tried || checked.ok ? new Set() : checked.days} onChange={setDays} />
      <SaveRow saving={saving}>
        <Button look="quiet" onClick={onClose}>
          {all.cancel}
        </Button>
      </SaveRow>
    </form>
  );
}
