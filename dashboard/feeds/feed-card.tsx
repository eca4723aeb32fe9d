import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Feed, ImportResult } from '#contract/feeds.ts';
import { request } from '../api/client.ts';
import { useClock } from '../live/clock.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { Problem } from './problem.tsx';
import { feedsQuery } from './queries.ts';
import { Faults } from './results.tsx';
import { words } from './words.ts';

/** One feed: how it fares, and what may be done with it. */
export function FeedCard({ feed, may, onEdit }: { feed: Feed; may: boolean; onEdit: () => void }) {
  const { f } = useTexts();
  const w = useWords(words);
  const okAt = useClock((now) => (feed.okAt === null ? '' : f.moment(Date.parse(feed.okAt), now)));
  const nextAt = useClock((now) => (feed.nextAt === null ? '' : f.moment(Date.parse(feed.nextAt), now)));
  const isBad = feed.enabled && feed.failure !== null;
  const state = !feed.enabled ? w.off : isBad ? w.failing : okAt === '' ? w.waiting : w.good;
  return (
    <li className="grid content-start gap-2 rounded-card border border-line bg-raised p-4 shadow-card">
      <p className="text-muted text-sm">
        {w.system[feed.system]} · {w.format[feed.format]}
      </p>
      <h2 className="break-words font-semibold text-lg leading-snug">{feed.name}</h2>
      <p className="break-all text-muted text-sm">{feed.url ?? w.brought}</p>
      <p>
        <span className={`font-semibold ${isBad ? 'text-down-text' : ''}`}>{state}</span>
        {okAt !== '' && ` · ${w.lastGood({ at: okAt })}`}
        {feed.items !== null && ` · ${w.items({ count: f.number(feed.items) })}`}
      </p>
      {feed.failure && (
        <p className="break-words text-sm">
          {w.why[feed.failure.why]} {feed.failure.detail !== '' && `(${feed.failure.detail})`}{' '}
          {w.failures({ count: f.number(feed.failures) })}
          {nextAt !== '' && `, ${w.nextTry({ at: nextAt })}`}.
        </p>
      )}
      {may && <Acts feed={feed} onEdit={onEdit} />}
    </li>
  );
}

function Acts({ feed, onEdit }: { feed: Feed; onEdit: () => void }) {
  const { f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const fileId = useId();
  const [removing, setRemoving] = useState(false);
  const onSuccess = () => cache.invalidateQueries({ queryKey: feedsQuery.queryKey });
  const act = useMutation({
    mutationFn: ([method, path]: readonly ['POST' | 'DELETE', string]) =>
      request<unknown>(`/api/feeds/${feed.id}${path}`, { method }),
    onSuccess,
  });
  const minting = useMutation({
    mutationFn: () => request<{ token: string }>(`/api/feeds/${feed.id}/push-token`, { method: 'POST' }),
    onSuccess,
  });
  const importing = useMutation({
    mutationFn: (file: File) =>
      request<ImportResult>(`/api/feeds/${feed.id}/import`, {
        method: 'POST',
        raw: { type: 'application/octet-stream', text: file },
      }),
    onSettled: onSuccess,
  });
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onEdit}>{w.edit}</Button>
        {feed.url !== null && feed.enabled && (
          <Button onClick={() => act.mutate(['POST', '/visit'])}>{w.visit}</Button>
        )}
        <label htmlFor={fileId} className={buttonClass('plain', 'cursor-pointer focus-within:outline-2')}>
          {w.import}
          <input
            id={fileId}
            type="file"
            className="sr-only"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) importing.mutate(file);
              target.value = '';
            }}
          />
        </label>
        <Button onClick={() => minting.mutate()}>{w.token}</Button>
        {feed.hasPushToken && (
          <Button onClick={() => act.mutate(['DELETE', '/push-token'])}>{w.voidToken}</Button>
        )}
        <Button look="danger" onClick={() => setRemoving(true)}>
          {w.remove}
        </Button>
      </div>
      <Problem error={act.error ?? minting.error ?? importing.error} />
      {minting.data && (
        <div role="status" className="grid gap-1 rounded-control border border-accent bg-accent-tint p-3">
          <code className="select-all break-all font-sans">{minting.data.token}</code>
          <p className="text-sm">{w.tokenOnce}</p>
        </div>
      )}
      {importing.data && (
        <div role="status" className="grid gap-2">
          <p>
            {w.imported({
              added: f.number(importing.data.added),
              changed: f.number(importing.data.changed),
              ended: f.number(importing.data.ended),
            })}
          </p>
          <Faults faults={importing.data.faults} />
        </div>
      )}
      {removing && (
        <Confirm
          title={w.removeAsk({ name: feed.name })}
          text={w.removeText}
          yes={w.remove}
          danger
          onYes={() => {
            setRemoving(false);
            act.mutate(['DELETE', '']);
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}
