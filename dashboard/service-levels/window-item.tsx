import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { PlannedWindow } from '#contract/service-levels.ts';
import { request } from '../api/client.ts';
import { useMe } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { windowsQuery } from './queries.ts';
import { Problem } from './save-row.tsx';
import { useVillageNames } from './villages-picker.tsx';
import { standingOfWindow } from './window-of.ts';
import { words } from './words.ts';

const Confirm = lazy(() => import('../ui/confirm.tsx').then((module) => ({ default: module.Confirm })));

const LOOKS = {
  counts: 'border-up text-up-text',
  waits: 'border-degraded text-degraded-text',
  withdrawn: 'border-line text-muted',
} as const;

/** One planned time: whether it counts, who did what, what it overlaps, and what may be done. */
export function WindowItem({
  window: one,
  others,
}: {
  window: PlannedWindow;
  others: readonly PlannedWindow[];
}) {
  const { f } = useTexts();
  const w = useWords(words).windows;
  const me = useMe();
  const cache = useQueryClient();
  const namesOf = useVillageNames();
  const [withdrawing, setWithdrawing] = useState(false);
  const deciding = useMutation({
    mutationFn: (what: 'approve' | 'withdraw') =>
      request<PlannedWindow>(`/api/planned-windows/${one.id}/${what}`, { method: 'POST' }),
    onSettled: () => cache.invalidateQueries({ queryKey: windowsQuery.queryKey }),
  });
  const standing = standingOfWindow(one);
  const at = (instant: string) => f.dateTime(Date.parse(instant));
  const overlaps = one.overlaps.map((id) => others.find((other) => other.id === id)?.reference ?? `#${id}`);
  const mine = me?.name === one.enteredBy;
  return (
    <li className="grid gap-2 border-line border-t py-3 first:border-0">
      <div className={`min-w-0 ${standing === 'withdrawn' ? 'text-muted' : ''}`}>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="break-words font-semibold">
            {w.kinds[one.kind]} · {one.reference}
          </span>
          <Badge look={LOOKS[standing]}>{w.standing[standing]}</Badge>
          {one.late && <Badge look="border-line text-muted">{w.late}</Badge>}
        </p>
        <p>{w.between({ from: at(one.from), until: at(one.until) })}</p>
        <p className="break-words">{one.reason}</p>
        <p className="break-words text-sm">{namesOf(one.villages, w.allVillages)}</p>
        {overlaps.length > 0 && (
          <p className="break-words text-sm">{w.overlaps({ others: overlaps.join(', ') })}</p>
        )}
        <ul className="text-muted text-sm">
          <li>{w.entered({ by: one.enteredBy, at: at(one.enteredAt) })}</li>
          {one.approved && <li>{w.approved({ by: one.approved.by, at: at(one.approved.at) })}</li>}
          {one.withdrawn && <li>{w.withdrawn({ by: one.withdrawn.by, at: at(one.withdrawn.at) })}</li>}
        </ul>
      </div>
      {standing !== 'withdrawn' && (
        <div className="flex flex-wrap items-center gap-2">
          {standing === 'waits' &&
            (mine ? (
              <p className="text-sm">{w.ownEntry}</p>
            ) : (
              <Button
                disabled={deciding.isPending}
                aria-label={`${w.approve}: ${one.reference}`}
                onClick={() => deciding.mutate('approve')}
              >
                {w.approve}
              </Button>
            ))}
          <Button
            look="quiet"
            disabled={deciding.isPending}
            aria-label={`${w.withdraw}: ${one.reference}`}
            onClick={() => setWithdrawing(true)}
          >
            {w.withdraw}
          </Button>
        </div>
      )}
      <Problem error={deciding.error} />
      {withdrawing && (
        <Suspense>
          <Confirm
            title={w.withdrawTitle({ reference: one.reference })}
            text={w.withdrawText}
            yes={w.withdraw}
            danger
            onYes={() => {
              deciding.mutate('withdraw');
              setWithdrawing(false);
            }}
            onClose={() => setWithdrawing(false)}
          />
        </Suspense>
      )}
    </li>
  );
}

const Badge = ({ look, children }: { look: string; children: string }) => (
  <span className={`whitespace-nowrap rounded-full border px-2 text-sm ${look}`}>{children}</span>
);
