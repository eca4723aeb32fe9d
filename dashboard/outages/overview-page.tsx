import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useShallow } from 'zustand/shallow';
import { offers, useMe } from '../api/session.ts';
import { useConnection, useRows } from '../live/store.ts';
import { buttonClass } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { Filters } from './filters.tsx';
import { Headline } from './headline.tsx';
import { Notices } from './notices.tsx';
import { RouterList } from './router-list.tsx';
import type { OverviewSearch } from './search.ts';
import { countsOf, orderOf } from './sort.ts';

export interface OverviewPageProps {
  readonly search: OverviewSearch;
  readonly onSearch: (next: OverviewSearch) => void;
  /** What needs a person. */
  readonly chores: ReactNode;
  /** How old the newest backup is. */
  readonly backup: ReactNode;
}

/** *Ringkasan*: which village is in trouble, since when, and what to do about it. */
export function OverviewPage({ search, onSearch, chores, backup }: OverviewPageProps) {
  const { t, f } = useTexts();
  const problem = useConnection((state) => state.problem);
  const waiting = useConnection((state) => state.kind === 'waiting');
  // Shallow: a counter of users neither sorts nor draws the page anew.
  const counts = useRows(useShallow(({ byId }) => countsOf(Object.values(byId))));
  const order = useRows(useShallow(({ byId }) => orderOf(Object.values(byId), search)));
  const none = useRows(({ ids }) => ids.length === 0);
  useEffect(() => {
    document.title = `${counts.down > 0 ? `(${counts.down}) ` : ''}${t.shell.overview} · ${t.shell.product}`;
  }, [counts.down, t]);

  if (waiting) {
    return problem === null ? (
      <Loading rows={6} height="h-20" />
    ) : (
      <Failed why={problemText({ code: problem }, t, f)} />
    );
  }
  if (none) return <NoRouters />;
  return (
    <>
      <Headline counts={counts} />
      <Notices />
      <Filters counts={counts} search={search} onSearch={onSearch} />
      {order.length > 0 ? (
        <RouterList ids={order} />
      ) : (
        <p className="rounded-card border border-line border-dashed px-6 py-10 text-center text-muted">
          {t.status.nothingMatches}{' '}
          <button type="button" className="font-semibold text-accent" onClick={() => onSearch({})}>
            {t.status.clearFilter}
          </button>
        </p>
      )}
      {chores}
      <div className="mt-4 flex flex-wrap items-center justify-end gap-x-5 text-sm">
        <span className="mr-auto">{backup}</span>
        {(['24h', 'month'] as const).map((period) => (
          <a
            key={period}
            className="inline-flex min-h-11 items-center gap-1.5 text-accent"
            href={`/api/availability.csv?period=${period}`}
            download
          >
            <Download aria-hidden="true" size={16} />
            {t.status.csv}: {period === '24h' ? t.status.day : t.status.month}
          </a>
        ))}
      </div>
    </>
  );
}

function NoRouters() {
  const { t } = useTexts();
  const may = offers(useMe(), 'router:write');
  return (
    <Empty title={t.status.emptyTitle} text={may ? t.status.emptyText : t.status.emptyForLimited}>
      {may && (
        <Link to="/pengaturan/impor" className={buttonClass('primary')}>
          {t.status.importRouters}
        </Link>
      )}
    </Empty>
  );
}
