import { Check, Circle, LoaderCircle } from 'lucide-react';
import type { Action } from '#contract/actions.ts';
import { useClock } from '../live/clock.ts';
import { useTexts } from '../ui/text.tsx';
import { outcomeText } from './outcome-of.ts';
import { useActions } from './queries.ts';
import { type Step, secondsAway, stepsOf } from './steps-of.ts';

/** An action that ended longer ago than this is history, ms. */
const FRESH_MS = 15 * 60_000;

/** The newest action of a router, step by step as it happens. */
export function Progress({ id }: { id: number }) {
  const newest = useActions(id).data?.[0];
  const fresh = useClock(
    (now) => newest !== undefined && (newest.endedAt === null || now - Date.parse(newest.endedAt) < FRESH_MS),
  );
  return newest !== undefined && fresh ? <Steps action={newest} /> : null;
}

function Steps({ action }: { action: Action }) {
  const { t, f } = useTexts();
  const outcome = useClock((now) => outcomeText(action, t, f, now) ?? '');
  const bad = action.state === 'failed' || action.state === 'expired' || action.state === 'refused';
  return (
    <section
      aria-label={t.actions.reboot}
      data-action={action.state}
      className="max-w-xl rounded-card border border-line bg-surface p-4"
    >
      <p className="mb-2 font-semibold">
        {t.actions.reboot}
        <span className="font-normal text-muted text-sm">
          {' '}
          · {t.actions.by({ who: action.askedBy, at: f.timeLabelled(Date.parse(action.askedAt)) })} · “
          {action.reason}”
        </span>
      </p>
      <ol aria-live="polite" className="grid gap-1.5">
        {stepsOf(action).map((step) => (
          <StepLine key={step.kind} step={step} action={action} />
        ))}
      </ol>
      {outcome !== '' && (
        <p role="status" className={`mt-2 font-semibold ${bad ? 'text-down-text' : ''}`}>
          {outcome}
        </p>
      )}
    </section>
  );
}

function StepLine({ step, action }: { step: Step; action: Action }) {
  const { t, f } = useTexts();
  const waited = useClock((now) =>
    step.awaited ? f.duration(now - Date.parse(action.sentAt ?? action.askedAt)) : '',
  );
  const waiting = {
    asked: '',
    sent: t.actions.waitingSent,
    gone: t.actions.waitingGone,
    back: t.actions.waitingBack,
  };
  const away = secondsAway(action);
  const done =
    step.kind === 'back'
      ? away === null
        ? t.actions.back
        : t.actions.backAfter({ seconds: f.number(away) })
      : t.actions[step.kind];
  const Icon = step.at !== null ? Check : step.awaited ? LoaderCircle : Circle;
  return (
    <li
      data-step={step.kind}
      data-done={step.at !== null}
      className={`flex items-center gap-2.5 ${step.at === null && !step.awaited ? 'text-muted' : ''}`}
    >
      <Icon
        aria-hidden="true"
        size={18}
        className={`shrink-0 ${step.awaited ? 'text-accent motion-safe:animate-spin' : 'text-muted'}`}
      />
      <span>{step.awaited ? waiting[step.kind] : done}</span>
      <span className="ml-auto text-muted text-sm">{step.at === null ? waited : f.timeSeconds(step.at)}</span>
    </li>
  );
}
