import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { AlarmChannel, AlarmTest } from '#contract/alarms.ts';
import { request } from '../api/client.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

const Confirm = lazy(() => import('../ui/confirm.tsx').then((module) => ({ default: module.Confirm })));

/** One channel: where to, how it goes, and a try. */
export function ChannelItem({ channel }: { channel: AlarmChannel }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const path = `/api/alarms/channels/${channel.id}`;
  const renew = () => cache.invalidateQueries({ queryKey: ['alarms'] });
  const testing = useMutation({
    mutationFn: () => request<AlarmTest>(`${path}/test`, { method: 'POST' }),
    onSettled: renew,
  });
  const changing = useMutation({
    mutationFn: (disabled: boolean) => request<AlarmChannel>(path, { method: 'PATCH', body: { disabled } }),
    onSuccess: renew,
  });
  const removal = useMutation({
    mutationFn: () => request<void>(path, { method: 'DELETE' }),
    onSuccess: renew,
  });
  const failed = testing.error ?? changing.error ?? removal.error;
  const off = channel.disabledAt !== null;
  const about = [
    w.to({ target: channel.target }),
    channel.witness
      ? w.witnessShort
      : channel.villages.length === 0
        ? w.allVillages
        : w.villagesOf({ count: f.number(channel.villages.length) }),
    channel.office && !channel.witness && w.alsoOffice,
    channel.waiting > 0 && w.waiting({ count: f.number(channel.waiting) }),
  ].filter((part) => part !== false);
  return (
    <li className="grid gap-2 border-line border-t py-3 first:border-0 first:pt-0">
      <div className="min-w-0">
        <p>
          <span className="break-words font-semibold">{channel.name}</span> · {w.kind[channel.kind]} ·{' '}
          <State channel={channel} />
        </p>
        <p className="break-words text-muted text-sm">{about.join(' · ')}</p>
        {channel.failure !== null && (
          <p className="mt-1 rounded-control bg-down-tint px-3 py-2 text-down-text">
            {w.failure[channel.failure]}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={testing.isPending} onClick={() => testing.mutate()}>
          {testing.isPending ? w.testing : w.test}
        </Button>
        <Button
          look="quiet"
          aria-label={`${off ? w.enable : w.disable}: ${channel.name}`}
          onClick={() => changing.mutate(!off)}
        >
          {off ? w.enable : w.disable}
        </Button>
        <Button look="quiet" aria-label={`${w.remove}: ${channel.name}`} onClick={() => setRemoving(true)}>
          {w.remove}
        </Button>
      </div>
      {testing.data !== undefined && testing.data.failure === null && (
        <p role="status" className="text-sm">
          {w.testSent}
        </p>
      )}
      {failed !== null && (
        <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
          {problemText(failed, t, f)}
        </p>
      )}
      {removing && (
        <Suspense>
          <Confirm
            title={w.removeTitle({ name: channel.name })}
            text={w.removeText}
            yes={w.remove}
            danger
            onYes={() => {
              removal.mutate();
              setRemoving(false);
            }}
            onClose={() => setRemoving(false)}
          />
        </Suspense>
      )}
    </li>
  );
}

function State({ channel }: { channel: AlarmChannel }) {
  const { f } = useTexts();
  const w = useWords(words);
  const said = useClock((now) => {
    if (channel.disabledAt !== null) return w.off;
    if (channel.failedSince !== null)
      return w.failing({ since: f.moment(Date.parse(channel.failedSince), now) });
    if (channel.lastDeliveredAt === null) return w.untried;
    const age = f.age(now - Date.parse(channel.lastDeliveredAt));
    return `${w.working}, ${w.lastSent({ age })}`;
  });
  return <span className={channel.failure === null ? '' : 'font-semibold text-down-text'}>{said}</span>;
}
