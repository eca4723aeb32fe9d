import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Outage, Power } from '#contract/outages.ts';
import { request } from '../api/client.ts';
import { offers, useMe } from '../api/session.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts } from '../ui/text.tsx';

const POWERS: readonly Power[] = ['on', 'off', 'unknown'];

/** What the village's contact says of the power: one tap, who and when; the newest counts, all are kept. */
export function PowerAnswer({ outage }: { outage: Outage }) {
  const { t, f } = useTexts();
  const cache = useQueryClient();
  const may = offers(useMe(), 'router:act', outage.village.code);
  const said = useClock((now) =>
    outage.answers
      .map((answer) =>
        t.alarms.answered({
          power: t.alarms.power[answer.power],
          at: f.moment(Date.parse(answer.at), now),
          by: answer.by,
        }),
      )
      .join('\n'),
  );
  const answering = useMutation({
    mutationFn: (power: Power) =>
      request<void>(`/api/routers/${outage.routerId}/answers`, {
        method: 'POST',
        body: { firstFailedAt: outage.firstFailedAt, power, note: null },
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['outages'] }),
  });
  return (
    <div className="grid gap-1">
      {may && (
        <fieldset className="flex flex-wrap items-center gap-2" disabled={answering.isPending}>
          <legend className="float-left mr-2 text-muted text-sm max-sm:float-none">
            {t.alarms.askPower}
          </legend>
          {POWERS.map((power) => (
            <Button
              key={power}
              aria-pressed={outage.answers[0]?.power === power}
              className="aria-pressed:border-accent aria-pressed:bg-accent-tint"
              onClick={() => answering.mutate(power)}
            >
              {t.alarms.powerOf[power]}
            </Button>
          ))}
        </fieldset>
      )}
      {said !== '' && <p className="whitespace-pre-line text-muted text-sm">{said}</p>}
      {answering.isError && (
        <p role="alert" className="text-down-text text-sm">
          {problemText(answering.error, t, f)}
        </p>
      )}
    </div>
  );
}
