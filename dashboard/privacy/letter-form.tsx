import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api/client.ts';
import { villagesQuery } from '../api/villages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../ui/field.tsx';
import { useWords } from '../ui/text.tsx';
import { Fault } from './fault.tsx';
import { instantOf } from './queries.ts';
import { words } from './words.ts';

const empty = {
  letterNumber: '',
  agency: '',
  villageCode: '',
  insideAddress: '',
  from: '',
  until: '',
  why: '',
};

/** A letter of an authority: a request, or a hold (that has no address and may speak for every village). */
export function LetterForm({ kind, onClose }: { kind: 'requests' | 'holds'; onClose: () => void }) {
  const w = useWords(words);
  const cache = useQueryClient();
  const villages = useQuery(villagesQuery).data ?? [];
  const [form, setForm] = useState(empty);
  const [wrong, setWrong] = useState(false);
  const isRequest = kind === 'requests';
  const sending = useMutation({
    mutationFn: (body: object) => request<unknown>(`/api/privacy/${kind}`, { method: 'POST', body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['privacy', kind] });
      onClose();
    },
  });
  const field = (name: Exclude<keyof typeof form, 'villageCode' | 'why'>) => ({
    value: form[name],
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) =>
      setForm((is) => ({ ...is, [name]: target.value })),
  });
  return (
    <form
      className="mb-3 grid gap-3 rounded-control border border-accent p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const { letterNumber, agency, villageCode, insideAddress, why } = form;
        const [from, until] = [instantOf(form.from), instantOf(form.until)];
        const good =
          letterNumber.trim().length >= 3 &&
          agency.trim().length >= 3 &&
          why.trim().length >= 10 &&
          from !== null &&
          until !== null &&
          from < until &&
          (!isRequest || (villageCode !== '' && insideAddress !== ''));
        setWrong(!good);
        const letter = { letterNumber, agency, from, until };
        if (good)
          sending.mutate(
            isRequest
              ? { ...letter, villageCode, insideAddress: insideAddress.trim(), purpose: why }
              : { ...letter, villageCode: villageCode === '' ? null : villageCode, reason: why },
          );
      }}
    >
      <h3 className="font-semibold">{isRequest ? w.add : w.addHold}</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label={w.letter} maxLength={100} {...field('letterNumber')} />
        <TextField label={w.agency} maxLength={150} {...field('agency')} />
        <SelectField
          label={w.village}
          value={form.villageCode}
          onChange={({ target }) => setForm((is) => ({ ...is, villageCode: target.value }))}
        >
          <option value="">{isRequest ? '–' : w.everyVillage}</option>
          {villages.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        {isRequest && (
          <TextField label={w.address} inputMode="decimal" maxLength={45} {...field('insideAddress')} />
        )}
        <TextField label={w.from} type="datetime-local" {...field('from')} />
        <TextField
          label={w.until}
          type="datetime-local"
          {...(isRequest ? { hint: w.span } : {})}
          {...field('until')}
        />
      </div>
      <TextArea
        label={isRequest ? w.purpose : w.reason}
        rows={2}
        maxLength={500}
        value={form.why}
        onChange={({ target }) => setForm((is) => ({ ...is, why: target.value }))}
      />
      {wrong && (
        <p role="alert" className="text-down-text">
          {w.wrong}
        </p>
      )}
      <Fault error={sending.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={sending.isPending}>
          {w.send}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {w.cancel}
        </Button>
      </div>
    </form>
  );
}
