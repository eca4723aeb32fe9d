import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReportQuery } from '#contract/resident-reports.ts';
import { offers, useMe } from '../api/session.ts';
import { serverNow } from '../live/clock.ts';
import { buttonClass } from '../ui/button.tsx';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { DeadlinesForm } from './deadlines-form.tsx';
import { Filters } from './filters.tsx';
import { GroupCard } from './group-card.tsx';
import { reportsQuery } from './queries.ts';
import { words } from './words.ts';

const CSV_MS = 90 * 86_400_000;

/** *Laporan warga*: by village and outage, overdue first; one answer to all of a group. */
export function ResidentReportsPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const me = useMe();
  const [query, setQuery] = useState<ReportQuery>({ state: 'open' });
  const reports = useQuery(reportsQuery(query));
  useEffect(() => {
    document.title = `${w.title} · ${t.shell.product}`;
  }, [t, w]);
  const until = Math.ceil(serverNow() / 86_400_000) * 86_400_000;
  const csv = `/api/resident-reports.csv?from=${new Date(until - CSV_MS).toISOString()}&until=${new Date(until).toISOString()}`;
  const { data } = reports;
  return (
    <>
      <PageTitle
        title={w.title}
        {...(data && { intro: w.intro({ open: f.number(data.open), overdue: f.number(data.overdue) }) })}
      >
        <div>
          <a href={csv} download className={buttonClass()}>
            {w.csv}
          </a>
          <p className="mt-1 text-muted text-sm">{w.csvNote}</p>
        </div>
      </PageTitle>
      <Filters query={query} onQuery={setQuery} />
      {data === undefined ? (
        reports.isError ? (
          <Failed why={problemText(reports.error, t, f)} onRetry={reports.refetch} />
        ) : (
          <Loading rows={3} height="h-32" />
        )
      ) : (
        <div className="grid gap-4">
          {reports.isError && <StandOf at={reports.dataUpdatedAt} />}
          {data.groups.length === 0 && <Empty title={w.none} text={w.noneText} />}
          {data.groups.map((group) => (
            <GroupCard
              key={group.key}
              group={group}
              mayWrite={offers(me, 'resident-report:write', group.village.code)}
            />
          ))}
          {data.more && <p className="text-muted">{w.more}</p>}
        </div>
      )}
      {offers(me, 'report:write') && <DeadlinesForm />}
    </>
  );
}
