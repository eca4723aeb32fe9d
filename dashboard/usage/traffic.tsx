import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { usageQuery } from './queries.ts';

const Chart = lazy(() => import('./traffic-chart.tsx').then((module) => ({ default: module.TrafficChart })));

/** Traffic and people of 24 hours. What is not known is a gap. */
export function Traffic({ id }: { id: number }) {
  const { t, f } = useTexts();
  const { data, isError, error, refetch } = useQuery(usageQuery(id));
  return (
    <Section title={t.router.trafficTitle}>
      {data === undefined ? (
        isError ? (
          <Failed why={problemText(error, t, f)} onRetry={refetch} />
        ) : (
          <Loading rows={1} height="h-56" />
        )
      ) : data.every((point) => point.receiveBitsPerSecond === null) ? (
        <p className="text-muted">{t.router.noTraffic}</p>
      ) : (
        <Suspense fallback={<Loading rows={1} height="h-56" />}>
          <Chart points={data} />
        </Suspense>
      )}
    </Section>
  );
}
