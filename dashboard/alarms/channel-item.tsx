import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { AlarmChannel, AlarmTest } from '#contract/alarms.ts';
import { request } from '../api/client.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts } from '../ui/text.tsx';

const Confirm = lazy(() => import('../ui/confirm.tsx').then((module) => ({ default: module.Confirm })));

/** One channel: where to, how it goes, and a try. */
export function ChannelItem({ channel }: { channel: AlarmChannel }) {
  const { t, f } = useTexts();
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
    t.alarms.to({ target: channel.target }),
    channel.villages.length === 0
      ? t.alarms.allVillages
      : t.alarms.villagesOf({ count: f.number(channel.villages.length) }),
    channel.office && t.alarms.alsoOffice,
    channel.waiting > 0 && t.alarms.waiting({ count: f.number(channel.waiting) }),
  ].filter((part) => part !== false);
  return (
    <li className="grid gap-2 border-line border-t py-3 first:border-0 first:pt-0">
      <div className="min-w-0">
        <p>
          <span className="break-words font-semibold">{channel.name}</span> · {t.alarms.kind[channel.kind]} ·{' '}
          <State channel={channel} />
        </p>
        <p className="break-words text-muted text-sm">{about.join(' · ')}</p>
        {channel.failure !== null && (
          <p className="mt-1 rounded-control bg-down-tint px-3 py-2 text-down-text">
            {t.alarms.failure[channel.failure]}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={testing.isPending} onClick={() => testing.mutate()}>
          {testing.isPending ? t.alarms.testing : t.alarms.test}
        </Button>
        <Button
          look="quiet"
          aria-label={`${off ? t.alarms.enable : t.alarms.disable}: ${channel.name}`}
          onClick={() => changing.mutate(!off)}
        >
          {off ? t.alarms.enable : t.alarms.disable}
        </Button>
        <Button
          look="quiet"
          aria-label={`${t.alarms.remove}: ${channel.name}`}
          onClick={() => setRemoving(true)}
        >
          {t.alarms.remove}
        </Button>
      </div>
      {testing.data !== undefined && testing.data.failure === null && (
        <p role="status" className="text-sm">
          {t.alarms.testSent}
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
            title={t.alarms.removeTitle({ name: channel.name })}
            text={t.alarms.removeText}
            yes={t.alarms.remove}
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
  const { t, f } = useTexts();
  const words = useClock((now) => {
    if (channel.disabledAt !== null) return t.alarms.off;
    if (channel.failedSince !== null)
      return t.alarms.failing({ since: f.moment(Date.parse(channel.failedSince), now) });
    if (channel.lastDeliveredAt === null) return t.alarms.untried;
    const age = f.age(now - Date.parse(channel.lastDeliveredAt));
    return `${t.alarms.working}, ${t.alarms.lastSent({ age })}`;
  });
  return <span className={channel.failure === null ? '' : 'font-semibold text-down-text'}>{words}</span>;
}
