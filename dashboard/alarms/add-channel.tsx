import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlarmChannel, NewAlarmChannel } from '#contract/alarms.ts';
import { RequestFailed, request } from '../api/client.ts';
import { useServedVillages } from '../live/served-villages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { channelOf, emptyForm, type Form, type FormFault } from './form.ts';
import { TelegramFields } from './telegram-fields.tsx';
import { WebhookFields } from './webhook-fields.tsx';
import { words } from './words.ts';

/** A new channel: its name, the way, what it is told. */
export function AddChannel() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const villages = useServedVillages();
  const [form, setForm] = useState(emptyForm);
  const [faults, setFaults] = useState<ReadonlySet<FormFault>>(new Set());
  const put = (change: Partial<Form>) => setForm((is) => ({ ...is, ...change }));
  const adding = useMutation({
    mutationFn: (channel: NewAlarmChannel) =>
      request<AlarmChannel>('/api/alarms/channels', { method: 'POST', body: channel }),
    onSuccess: () => {
      setForm(emptyForm);
      return cache.invalidateQueries({ queryKey: ['alarms'] });
    },
  });
  const taken = adding.error instanceof RequestFailed && adding.error.status === 409;
  return (
    <Section title={w.addTitle}>
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const checked = channelOf(form);
          setFaults(checked.ok ? new Set() : checked.faults);
          if (checked.ok) adding.mutate(checked.channel);
        }}
      >
        <TextField
          label={w.name}
          hint={w.nameHint}
          fault={faults.has('name') ? t.settings.required : taken ? w.nameTaken : undefined}
          maxLength={60}
          autoComplete="off"
          value={form.name}
          onChange={({ target }) => put({ name: target.value })}
        />
        <SelectField
          label={w.via}
          value={form.kind}
          onChange={({ target }) => put({ kind: target.value as Form['kind'] })}
        >
          {(['telegram', 'mail', 'webhook'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {w.kind[kind]}
            </option>
          ))}
        </SelectField>
        {form.kind === 'telegram' ? (
          <TelegramFields form={form} faults={faults} onChange={put} />
        ) : form.kind === 'mail' ? (
          <TextField
            label={w.mailTo}
            hint={w.mailHint}
            fault={faults.has('to') ? w.mailWrong : undefined}
            type="email"
            maxLength={254}
            autoComplete="off"
            value={form.to}
            onChange={({ target }) => put({ to: target.value })}
          />
        ) : (
          <WebhookFields form={form} faults={faults} onChange={put} />
        )}
        <label className="inline-flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={form.witness}
            onChange={({ target }) => put({ witness: target.checked })}
          />
          {w.witness}
        </label>
        {form.witness && <p className="text-muted text-sm">{w.witnessHint}</p>}
        {!form.witness && (
          <>
            <label className="inline-flex min-h-11 items-center gap-2">
              <input
                type="checkbox"
                className="size-5 accent-accent"
                checked={form.office}
                onChange={({ target }) => put({ office: target.checked })}
              />
              {w.office}
            </label>
            <details>
              <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent">
                {w.onlyVillages}
              </summary>
              <div className="grid max-h-60 overflow-auto sm:grid-cols-2">
                {villages.map(({ code, name }) => (
                  <label key={code} className="inline-flex min-h-11 items-center gap-2">
                    <input
                      type="checkbox"
                      className="size-5 accent-accent"
                      checked={form.villages.includes(code)}
                      onChange={({ target }) =>
                        put({
                          villages: target.checked
                            ? [...form.villages, code]
                            : form.villages.filter((one) => one !== code),
                        })
                      }
                    />
                    {name}
                  </label>
                ))}
              </div>
            </details>
          </>
        )}
        {adding.isError && !taken && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {problemText(adding.error, t, f)}
          </p>
        )}
        <Button type="submit" look="primary" disabled={adding.isPending}>
          {w.add}
        </Button>
      </form>
    </Section>
  );
}
