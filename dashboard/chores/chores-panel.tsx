import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { OfficeChoreCard, RouterChoreCard } from './chore-card.tsx';
import { choresQuery } from './queries.ts';

/** So many stand on *Ringkasan*; the rest is a page of its own. */
const FIRST = 6;

/** On *Ringkasan*: the office's first, then the oldest of the routers'. */
export function ChoresPanel() {
  const { t, f } = useTexts();
  const { data, error, refetch } = useQuery(choresQuery);
  const office = data?.office ?? [];
  const shown = (data?.routers ?? []).slice(0, Math.max(0, FIRST - office.length));
  const count = office.length + (data?.routers.length ?? 0);
  return (
    <section className="mt-8">
      <h2 className="mb-3 font-semibold text-lg">{t.status.choresTitle}</h2>
      {data === undefined &&
        (error ? (
          <Failed why={problemText(error, t, f)} onRetry={refetch} />
        ) : (
          <Loading rows={2} height="h-24" />
        ))}
      {data !== undefined && count === 0 && <p className="text-muted">{t.status.choresNone}</p>}
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        {office.map((chore) => (
          <OfficeChoreCard key={chore.id} chore={chore} />
        ))}
        {shown.map((chore) => (
          <RouterChoreCard key={chore.id} chore={chore} />
        ))}
      </ul>
      {count > 0 && (
        <Link to="/pekerjaan" className="mt-2 inline-flex min-h-11 items-center font-semibold text-accent">
          {t.chores.all({ count: f.number(count) })}
        </Link>
      )}
    </section>
  );
}
