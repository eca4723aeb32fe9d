import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { letterNumber } from '#contract/letter-number.ts';
import type { Letterhead } from '#contract/service-levels.ts';
import { request } from '../api/client.ts';
import { createFormat } from '../text/format.ts';
import { TextArea, TextField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { formOf, type LetterheadFault, type LetterheadForm, letterheadOf } from './letterhead-of.ts';
import { letterheadQuery } from './queries.ts';
import { SaveRow } from './save-row.tsx';
import { startOfDay, useToday } from './today.ts';
import { words } from './words.ts';

/** Papers are Indonesian whatever the screen is. */
const indonesian = createFormat('id');
/** A number of a letter as an office writes it. */
const EXAMPLE = '015';

/** *Kop surat*: what stands on the report and the letters, and who signs them. */
export function LetterheadPage() {
  const { t, f } = useTexts();
  const letterhead = useQuery(letterheadQuery);
  if (letterhead.data === undefined)
    return letterhead.isError ? (
      <Failed why={problemText(letterhead.error, t, f)} onRetry={letterhead.refetch} />
    ) : (
      <Loading rows={3} height="h-24" />
    );
  return <LetterheadEditor stored={letterhead.data} />;
}

function LetterheadEditor({ stored }: { stored: Letterhead }) {
  const w = useWords(words).letterhead;
  const cache = useQueryClient();
  const [form, setForm] = useState(() => formOf(stored));
  const [faults, setFaults] = useState<ReadonlySet<LetterheadFault>>(new Set());
  const saving = useMutation({
    mutationFn: (body: Letterhead) => request<void>('/api/letterhead', { method: 'PUT', body }),
    onSuccess: (_done, body) => cache.setQueryData(letterheadQuery.queryKey, body),
  });
  const field = (name: keyof LetterheadForm, most: number) => ({
    value: form[name],
    maxLength: most,
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => {
      setForm((is) => ({ ...is, [name]: target.value }));
      saving.reset();
    },
  });
  const fault = (name: LetterheadFault, text: string) => (faults.has(name) ? text : undefined);
  return (
    <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
      <Section title={w.title} note={w.note}>
        <form
          className="grid gap-3"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const checked = letterheadOf(form);
            setFaults(checked.ok ? new Set() : checked.faults);
            if (checked.ok) saving.mutate(checked.letterhead);
          }}
        >
          <TextArea
            label={w.lines}
            hint={w.linesHint}
            fault={fault('lines', w.linesWrong)}
            rows={3}
            {...field('lines', 604)}
          />
          <TextField label={w.address} {...field('address', 300)} />
          <TextField
            label={w.place}
            hint={w.placeHint}
            fault={fault('place', w.needed)}
            {...field('place', 60)}
          />
          <TextField
            label={w.number}
            hint={w.numberHint}
            fault={fault('numberPattern', w.numberWrong)}
            {...field('numberPattern', 100)}
          />
          <TextField
            label={w.claimNumber}
            hint={w.claimNumberHint}
            fault={fault('claimNumberPattern', w.numberWrong)}
            {...field('claimNumberPattern', 100)}
          />
          <TextField label={w.signer} fault={fault('name', w.needed)} {...field('name', 100)} />
          <TextField label={w.nip} inputMode="numeric" {...field('nip', 30)} />
          <TextField label={w.jobTitle} fault={fault('title', w.needed)} {...field('title', 100)} />
          <TextField label={w.rank} hint={w.rankHint} {...field('rank', 100)} />
          <SaveRow saving={saving} />
        </form>
      </Section>
      <Preview form={form} />
    </div>
  );
}

/** The head and the signature as they will stand on paper: always dark on white, as paper is. */
function Preview({ form }: { form: LetterheadForm }) {
  const { locale } = useTexts();
  const w = useWords(words).letterhead;
  const today = startOfDay(useToday());
  const [first, ...others] = form.lines.split('\n').filter((line) => line.trim() !== '');
  return (
    <Section title={w.preview}>
      <div
        className="overflow-hidden rounded-control border border-line bg-white p-4 text-[#1a1a1a]"
        lang="id"
      >
        <div className="break-words border-[#1a1a1a] border-b-2 pb-2 text-center">
          <p className="font-semibold">{first}</p>
          {others.map((line) => (
            <p key={line} className="font-bold text-lg leading-tight">
              {line}
            </p>
          ))}
          <p className="text-sm">{form.address}</p>
        </div>
        <p className="mt-3 break-words text-sm">Nomor: {letterNumber(form.numberPattern, today, EXAMPLE)}</p>
        <div className="mt-6 ml-auto w-fit max-w-full break-words text-sm">
          <p>
            {form.place}, {indonesian.date(today)}
          </p>
          <p>{form.title}</p>
          <p className="mt-10 font-semibold">{form.name}</p>
          {form.rank.trim() !== '' && <p>{form.rank}</p>}
          {form.nip.trim() !== '' && <p>NIP {form.nip}</p>}
        </div>
      </div>
      <p className="mt-2 text-muted text-sm">{w.previewNumber}</p>
      {locale === 'en' && <p className="mt-2 text-muted text-sm">{w.previewLanguage}</p>}
    </Section>
  );
}
