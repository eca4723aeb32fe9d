import type { Outage } from '#contract/outages.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './evidence-words.ts';
import { actionState } from './outage-evidence.tsx';
import { type Moment, timelineOf } from './timeline-of.ts';

/** What happened, moment by moment, seconds told. */
export function OutageTimeline({ outage }: { outage: Outage }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const said = (moment: Moment): string => {
    switch (moment.kind) {
      case 'log':
        return w.logged({ name: moment.name });
      case 'restart':
        return w.restartAsked({ by: moment.by, state: actionState(moment.state, t) });
      case 'answer':
        return w.answered({ by: moment.by, power: w.powers[moment.power] });
      case 'note':
        return w.noted({ by: moment.by, note: moment.note });
      case 'ruled':
        return w.ruledAs({ by: moment.by, cause: t.router.causes[moment.cause] });
      default:
        return w.happenings[moment.kind];
    }
  };
  const moments = timelineOf(outage);
  return (
    <ol className="grid gap-1.5">
      {moments.map((moment, index) => {
        const day = f.date(moment.at);
        const before = moments[index - 1];
        return (
          <li key={`${moment.kind} ${moment.at}`} className="grid gap-x-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <time dateTime={new Date(moment.at).toISOString()} className="text-muted tabular-nums">
              {before !== undefined && f.date(before.at) === day ? '' : `${day}, `}
              {f.timeSeconds(moment.at)}
            </time>
            <span className="break-words">{said(moment)}</span>
          </li>
        );
      })}
    </ol>
  );
}
