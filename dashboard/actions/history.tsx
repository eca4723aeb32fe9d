import type { Action } from '#contract/actions.ts';
import { useClock } from '../live/clock.ts';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { outcomeText } from './outcome-of.ts';
import { useActions } from './queries.ts';

/** What was asked of this router, by whom, and what came of it. */
export function ActionHistory({ id }: { id: number }) {
  const { t, f } = useTexts();
  const { data, isError, error, refetch } = useActions(id);
  return (
    <Section title={t.actions.title}>
      {data === undefined ? (
        isError ? (
          <Failed why={problemText(error, t, f)} onRetry={refetch} />
        ) : (
          <Loading rows={2} height="h-10" />
        )
      ) : data.length === 0 ? (
        <p className="text-muted">{t.actions.none}</p>
      ) : (
        <ul className="grid gap-3">
          {data.map((action) => (
            <Entry key={action.id} action={action} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Entry({ action }: { action: Action }) {
  const { t, f } = useTexts();
  const at = useClock((now) => f.moment(Date.parse(action.askedAt), now));
  const outcome = useClock((now) => outcomeText(action, t, f, now) ?? '');
  return (
    <li className="border-line border-t pt-2 first:border-0 first:pt-0">
      <p className="font-semibold">
        {t.actions.reboot} <span className="font-normal text-muted">· {t.actions.state[action.state]}</span>
      </p>
      <p className="text-muted text-sm">{t.actions.by({ who: action.askedBy, at })}</p>
      <p className="break-words text-sm">“{action.reason}”</p>
      {action.usersOnline !== null && (
        <p className="text-muted text-sm">{t.actions.onlineThen({ users: f.number(action.usersOnline) })}</p>
      )}
      {outcome !== '' && <p className="text-sm">{outcome}</p>}
    </li>
  );
}
