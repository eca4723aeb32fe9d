import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Cause, NewOutageNote, NewRuling, Outage } from '#contract/outages.ts';
import { request } from '../api/client.ts';
import { serverNow } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextArea } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { causes } from './causes.ts';
import { words } from './evidence-words.ts';

const SHORTEST = 5;

/** Staff's own judgement, with its reason; what was judged stays beside it. */
export function Overrule({ outage }: { outage: Outage }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const [cause, setCause] = useState<Cause>(outage.cause);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const ruling = useMutation({
    mutationFn: (body: NewRuling) =>
      request<void>(`/api/routers/${outage.routerId}/outages/rulings`, { method: 'POST', body }),
    onSuccess: () => {
      setReason('');
      setTried(false);
      return cache.invalidateQueries({
        predicate: ({ queryKey }) => ['outages', 'strips', 'report'].includes(String(queryKey[0])),
      });
    },
  });
  const short = reason.trim().length < SHORTEST;
  const send = (next: Cause | null) => {
    setTried(true);
    if (!short) ruling.mutate({ firstFailedAt: outage.firstFailedAt, cause: next, reason: reason.trim() });
  };
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-sm">
        {w.overrule}
      </summary>
      <form
        className="grid max-w-xl gap-3 pb-2"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send(cause);
        }}
      >
        <p className="text-muted text-sm">{w.overruleText}</p>
        <SelectField
          label={w.newCause}
          value={cause}
          onChange={({ target }) => setCause(target.value as Cause)}
        >
          {causes.map((one) => (
            <option key={one} value={one}>
              {t.router.causes[one]}
            </option>
          ))}
        </SelectField>
        <TextArea
          label={w.reason}
          hint={w.reasonHint}
          fault={tried && short ? w.reasonShort : undefined}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {ruling.isError && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {problemText(ruling.error, t, f)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={ruling.isPending}>
            {w.rule}
          </Button>
          {outage.ruling !== null && (
            <Button disabled={ruling.isPending} onClick={() => send(null)}>
              {w.takeBack}
            </Button>
          )}
        </div>
      </form>
    </details>
  );
}

/** What staff wrote beside an outage, and room for more. */
export function Notes({ outage, may }: { outage: Outage; may: boolean }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const [note, setNote] = useState('');
  const adding = useMutation({
    mutationFn: (body: NewOutageNote) =>
      request<void>(`/api/routers/${outage.routerId}/outages/notes`, { method: 'POST', body }),
    onSuccess: () => {
      setNote('');
      return cache.invalidateQueries({ queryKey: ['outages'] });
    },
  });
  if (!may && outage.notes.length === 0) return null;
  return (
    <details open={outage.notes.length > 0}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-sm">
        {w.notes} {outage.notes.length > 0 && `(${f.number(outage.notes.length)})`}
      </summary>
      <ul className="grid gap-1">
        {outage.notes.map(({ at, by, note: text }) => (
          <li key={at + text}>
            <span className="text-muted text-sm">
              {w.noteBy({ by, at: f.moment(Date.parse(at), serverNow()) })}
            </span>
            <span className="block break-words">{text}</span>
          </li>
        ))}
      </ul>
      {may && (
        <form
          className="grid max-w-xl gap-2 pt-2 pb-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() !== '') adding.mutate({ firstFailedAt: outage.firstFailedAt, note: note.trim() });
          }}
        >
          <TextArea
            label={w.note}
            rows={2}
            maxLength={1_000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          {adding.isError && (
            <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
              {problemText(adding.error, t, f)}
            </p>
          )}
          <Button
            type="submit"
            className="justify-self-start"
            disabled={adding.isPending || note.trim() === ''}
          >
            {w.addNote}
          </Button>
        </form>
      )}
    </details>
  );
}
