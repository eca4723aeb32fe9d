import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReportView } from '#contract/reports.ts';
import { offers, useMe } from '../api/session.ts';
import { serverNow } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { AllOutages, LateEntries } from './all-outages.tsx';
import { Causes, Worst } from './causes.tsx';
import { FigureCard } from './figure-card.tsx';
import { useMonthName } from './month-name.ts';
import { endOf, monthOf, monthsUpTo } from './months.ts';
import { ClaimsPanel, PapersPanel } from './papers.tsx';
import { Proof } from './proof.tsx';
import { reportQuery } from './queries.ts';
import type { ReportSearch } from './search-report.ts';
import { TimeShares } from './time-shares.tsx';
import { Trend } from './trend.tsx';
import { Villages } from './villages.tsx';
import { words } from './words.ts';

const CloseDialog = lazy(() =>
  import('./close-dialog.tsx').then((module) => ({ default: module.CloseDialog })),
);

const VillagePart = lazy(() =>
  import('./village-part.tsx').then((module) => ({ default: module.VillagePart })),
);

/** Months that can be chosen. */
const MONTHS = 36;

export interface ReportPageProps {
  readonly search: ReportSearch;
  readonly onSearch: (next: ReportSearch) => void;
}

/** *Laporan*: the month, from the big figure down to its outages, its papers, and what proves it. */
export function ReportPage({ search, onSearch }: ReportPageProps) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const { long } = useMonthName();
  const present = monthOf(serverNow());
  const month = search.bulan ?? present;
  const revision = search.terbitan ?? null;
  const view = useQuery(reportQuery(month, revision));
  useEffect(() => {
    document.title = `${w.title} · ${t.shell.product}`;
  }, [t, w]);
  return (
    <>
      <PageTitle title={w.title} intro={w.intro}>
        <SelectField
          label={w.month}
          className="w-full sm:w-60"
          value={month}
          onChange={({ target }) => onSearch({ bulan: target.value, desa: search.desa })}
        >
          {monthsUpTo(present, MONTHS).map((one) => (
            <option key={one} value={one}>
              {one === present ? w.running({ month: long(one) }) : long(one)}
            </option>
          ))}
        </SelectField>
      </PageTitle>
      {view.data === undefined ? (
        view.isError ? (
          <Failed why={problemText(view.error, t, f)} onRetry={view.refetch} />
        ) : (
          <Loading rows={4} height="h-32" />
        )
      ) : (
        <>
          {view.isError && <StandOf at={view.dataUpdatedAt} />}
          <Report
            view={view.data}
            revision={revision}
            village={search.desa}
            onShow={(next) => onSearch({ bulan: month, terbitan: next ?? undefined, desa: search.desa })}
          />
        </>
      )}
    </>
  );
}

function Report({
  view,
  revision,
  village,
  onShow,
}: {
  view: ReportView;
  revision: number | null;
  village: string | undefined;
  onShow: (revision: number | null) => void;
}) {
  const w = useWords(words);
  const { report } = view;
  const { felt, owed } = report.regency.figures;
  if (report.villages.length === 0 && view.closed.length === 0)
    return <Empty title={w.emptyTitle} text={w.emptyText} />;
  const one = report.villages.find(({ code }) => code === village);
  if (one !== undefined)
    return (
      <Suspense fallback={<Loading rows={4} height="h-32" />}>
        <VillagePart report={report} village={one} />
      </Suspense>
    );
  return (
    <div className="grid gap-4">
      <Banner view={view} revision={revision} onShow={onShow} />
      <div className="grid gap-4 md:grid-cols-[3fr_2fr]">
        <FigureCard big title={w.felt} note={w.feltNote} figure={felt} />
        <FigureCard title={w.owed} note={w.owedNote({ rules: report.ruleSet.name })} figure={owed} />
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Causes causes={report.regency.causes} />
        <Worst report={report} />
      </div>
      <Trend trend={report.trend} />
      <Villages report={report} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid gap-4">
          <TimeShares figure={felt} excusedSeconds={owed.excusedSeconds} />
          <AllOutages outages={report.outages} />
          <LateEntries entries={report.lateEntries} />
        </div>
        <div className="grid gap-4">
          <PapersPanel month={report.month} revision={revision} />
          <ClaimsPanel month={report.month} />
          <Proof view={view} shown={revision} onShow={onShow} />
        </div>
      </div>
    </div>
  );
}

/** What stands between the reader and the figures: an old issue, a change since, or the end of the month. */
function Banner({
  view: { report, closed, revised },
  revision,
  onShow,
}: {
  view: ReportView;
  revision: number | null;
  onShow: (revision: number | null) => void;
}) {
  const { f } = useTexts();
  const w = useWords(words);
  const me = useMe();
  const [closing, setClosing] = useState(false);
  const may = offers(me, 'report:write');
  if (revision !== null)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface px-4 py-3">
        <p>{w.issueBanner({ revision: f.number(revision) })}</p>
        <Button onClick={() => onShow(null)}>{w.showNow}</Button>
      </div>
    );
  const again = closed.length > 0;
  return (
    <>
      {revised && (
        <div
          role="status"
          className="rounded-card border border-degraded bg-degraded-tint px-4 py-3 text-degraded-text"
        >
          <p className="font-semibold">{w.revised}</p>
          <p>{w.revisedText}</p>
        </div>
      )}
      {may && (
        <div className="flex flex-wrap items-center gap-3">
          {report.over ? (
            (!again || revised) && (
              <Button look="primary" onClick={() => setClosing(true)}>
                {again ? w.closeAgain : w.close}
              </Button>
            )
          ) : (
            <p className="text-muted">{w.closeFrom({ at: f.dateTime(endOf(report.month)) })}</p>
          )}
        </div>
      )}
      {closing && (
        <Suspense>
          <CloseDialog month={report.month} again={again} onClose={() => setClosing(false)} />
        </Suspense>
      )}
    </>
  );
}
