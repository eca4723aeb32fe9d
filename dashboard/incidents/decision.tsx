import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Incident, IncidentDecision, IncidentLink } from '#contract/incidents.ts';
import type { Cause } from '#contract/outages.ts';
import { request } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** One decision: it is so, it is otherwise, or it is none. */
export function Decision({ incident }: { incident: Incident }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const [link, setLink] = useState<IncidentLink>(incident.link);
  const [name, setName] = useState(incident.name ?? '');
  const [cause, setCause] = useState<Cause>(incident.cause);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const deciding = useMutation({
    mutationFn: (state: IncidentDecision['state']) =>
      request<Incident>(`/api/incidents/${incident.id}/decision`, {
        method: 'POST',
        body: {
          state,
          link,
          name: name.trim() || null,
          cause,
          reason: reason.trim() || null,
        } satisfies IncidentDecision,
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['incidents'] }),
  });
  const nameless = link !== 'unknown' && name.trim() === '';
  return (
    <Section title={w.decide}>
      <form
        className="grid max-w-xl gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!nameless) deciding.mutate('confirmed');
        }}
      >
        <SelectField
          label={w.linkField}
          value={link}
          onChange={({ target }) => setLink(target.value as IncidentLink)}
        >
          {(Object.keys(w.link) as IncidentLink[]).map((one) => (
            <option key={one} value={one}>
              {w.link[one]}
            </option>
          ))}
        </SelectField>
        {link !== 'unknown' && (
          <TextField
            label={w.nameField}
            hint={w.nameHint}
            fault={tried && nameless ? w.nameNeeded : undefined}
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
        <SelectField
          label={w.causeField}
          value={cause}
          onChange={({ target }) => setCause(target.value as Cause)}
        >
          {(Object.keys(t.router.causes) as Cause[]).map((one) => (
            <option key={one} value={one}>
              {t.router.causes[one]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={w.reasonField}
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <p className="text-muted text-sm">{w.remember}</p>
        {deciding.isError && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {problemText(deciding.error, t, f)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={deciding.isPending}>
            {w.confirm}
          </Button>
          <Button disabled={deciding.isPending} onClick={() => deciding.mutate('rejected')}>
            {w.reject}
          </Button>
        </div>
      </form>
    </Section>
  );
}
