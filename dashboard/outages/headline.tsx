import { useClock } from '../live/clock.ts';
import { useRows } from '../live/store.ts';
import { useTexts } from '../ui/text.tsx';
import type { Counts } from './sort.ts';

/** How things stand, in one sentence. */
export function Headline({ counts }: { counts: Counts }) {
  const { t, f } = useTexts();
  const total = counts.down + counts.degraded + counts.unknown + counts.up;
  const parts = (['down', 'degraded', 'unknown'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${f.number(counts[state])} ${t.status.headline.part[state]}`);
  const newest = useRows(({ byId }) =>
    Object.values(byId).reduce(
      (latest, { lastLookAt }) => (lastLookAt && lastLookAt > latest ? lastLookAt : latest),
      '',
    ),
  );
  const users = useRows(({ byId }) =>
    Object.values(byId).reduce((sum, row) => sum + (row.state === 'down' ? 0 : (row.users ?? 0)), 0),
  );
  const simulated = useRows(({ byId }) => Object.values(byId).some((row) => row.simulated));
  const age = useClock((now) => (newest === '' ? '' : f.age(now - Date.parse(newest))));
  return (
    <div className="mb-5">
      <h1 className="font-bold text-2xl leading-tight sm:text-3xl">
        {parts.length === 0
          ? t.status.headline.allUp({ count: f.number(total) })
          : t.status.headline.trouble({ total: f.number(total), parts })}
      </h1>
      <p className="live-data mt-1.5 text-muted">
        {t.status.usersNow({ users: f.number(users) })} {age !== '' && t.status.checked({ age })}
        {simulated && ` ${t.status.allSimulated}`}
      </p>
    </div>
  );
}
