import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Templates } from '#contract/resident-reports.ts';
import { request } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { templatesQuery } from './queries.ts';
import { words } from './words.ts';

const LEAST = 3;
const MOST_TEMPLATES = 10;

/** One text to all that are open in a group: as an answer, or as the end. */
export function TellForm({ ids }: { ids: readonly number[] }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const templates = useQuery(templatesQuery).data?.texts ?? [];
  const [text, setText] = useState('');
  const [short, setShort] = useState(false);
  const telling = useMutation({
    mutationFn: (deed: 'answer' | 'close') =>
      request<unknown>(`/api/resident-reports/${deed}`, { method: 'POST', body: { ids, text } }),
    onSuccess: async () => {
      setText('');
      await cache.invalidateQueries({ queryKey: ['resident-reports'] });
    },
  });
  const keeping = useMutation({
    mutationFn: (texts: readonly string[]) =>
      request<Templates>('/api/resident-reports/templates', { method: 'PUT', body: { texts } }),
    onSuccess: (kept) => cache.setQueryData(templatesQuery.queryKey, kept),
  });
  const tell = (deed: 'answer' | 'close') => {
    const isShort = text.trim().length < LEAST;
    setShort(isShort);
    if (!isShort) telling.mutate(deed);
  };
  const count = f.number(ids.length);
  const failed = telling.error ?? keeping.error;
  const mayKeep =
    text.trim().length >= LEAST && !templates.includes(text.trim()) && templates.length < MOST_TEMPLATES;
  return (
    <form
      className="mt-3 grid gap-2 border-line border-t pt-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        tell('answer');
      }}
    >
      {templates.length > 0 && (
        <ul aria-label={w.quick} className="flex flex-wrap gap-2">
          {templates.map((one) => (
            <li key={one} className="flex max-w-full">
              <Button className="min-w-0 text-left font-normal" onClick={() => setText(one)}>
                {one}
              </Button>
              <Button
                look="quiet"
                className="px-2"
                aria-label={w.drop({ text: one })}
                onClick={() => keeping.mutate(templates.filter((other) => other !== one))}
              >
                <X aria-hidden="true" size={16} />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextArea
        label={w.words}
        hint={w.wordsHint}
        fault={short ? w.tooShort : undefined}
        rows={2}
        maxLength={300}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setShort(false);
        }}
      />
      {failed && (
        <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
          {problemText(failed, t, f)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" disabled={telling.isPending}>
          {w.answer({ count })}
        </Button>
        <Button disabled={telling.isPending} onClick={() => tell('close')}>
          {w.close({ count })}
        </Button>
        {mayKeep && (
          <Button look="quiet" onClick={() => keeping.mutate([...templates, text.trim()])}>
            {w.keep}
          </Button>
        )}
        {telling.isSuccess && (
          <p role="status" className="text-up-text">
            {w.done}
          </p>
        )}
      </div>
    </form>
  );
}
