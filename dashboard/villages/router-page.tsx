import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { routerQuery } from './queries.ts';
import { RouterChores } from './router-chores.tsx';
import { RouterFacts } from './router-facts.tsx';
import { RouterNow } from './router-now.tsx';

/** Parts that other capabilities draw; app.tsx puts them in. */
export interface RouterPageParts {
  readonly state: ReactNode;
  readonly buttons: ReactNode;
  readonly progress: ReactNode;
  readonly strip: ReactNode;
  readonly figures: ReactNode;
  readonly traffic: ReactNode;
  readonly looks: ReactNode;
  readonly sessions: ReactNode;
  readonly actions: ReactNode;
  readonly inspection: ReactNode;
  readonly log: ReactNode;
}

/** *Titik*: one router, and why we think what we think of it. */
export function RouterPage({ id, parts }: { id: number; parts: RouterPageParts }) {
  const { t, f } = useTexts();
  const router = useQuery(routerQuery(id));
  const { data } = router;
  useEffect(() => {
    document.title = `${data?.village.name ?? t.shell.router} · ${t.shell.product}`;
  }, [data, t]);

  if (data === undefined) {
    return (
      <>
        <BackLink />
        {router.isError ? (
          <Failed why={problemText(router.error, t, f)} onRetry={router.refetch} />
        ) : (
          <Loading rows={5} height="h-32" />
        )}
      </>
    );
  }
  return (
    <>
      <BackLink />
      <div className="mb-5 grid gap-4">
        <div>
          <h1 className="font-bold text-3xl leading-tight">{data.village.name}</h1>
          <p className="text-muted">
            {data.name} · {data.village.kecamatan} · {t.status.uplink[data.uplink]}
            {data.simulated && ` · ${t.status.simulated}`}
          </p>
        </div>
        {parts.state}
        {parts.buttons}
        {parts.progress}
        {router.isError && <StandOf at={router.dataUpdatedAt} />}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <RouterChores chores={data.chores} />
          <RouterNow detail={data} figures={parts.figures} />
          {parts.strip}
          {parts.traffic}
          {parts.inspection}
          {parts.looks}
        </div>
        <div className="grid min-w-0 gap-4">
          {parts.sessions}
          {parts.actions}
          {parts.log}
          <RouterFacts router={data} />
        </div>
      </div>
    </>
  );
}

function BackLink() {
  const { t } = useTexts();
  return (
    <Link to="/" className="mb-2 inline-flex min-h-11 items-center gap-1 pr-2 text-accent">
      <ChevronLeft aria-hidden="true" size={18} />
      {t.shell.overview}
    </Link>
  );
}
