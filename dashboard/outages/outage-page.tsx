import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Outage } from '#contract/outages.ts';
import { useClock } from '../live/clock.ts';
import { PageTitle, Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { DaySamples } from './day-samples.tsx';
import { beganText, endedText, lengthText } from './ends.ts';
import { words } from './evidence-words.ts';
import { OutageWhy } from './outage-evidence.tsx';
import { OutageHelp } from './outage-help.tsx';
import { OutageTimeline } from './outage-timeline.tsx';
import { outageQuery } from './queries.ts';
import { ToldByResidents } from './told-by-residents.tsx';

/** Room around an end in which its samples are shown, ms. */
const AROUND_MS = 180_000;
const LINK = 'inline-flex min-h-11 items-center text-accent text-sm underline md:min-h-8';

/** One outage, by its router and first failed look (ms since the epoch): all that is known of it, down to the samples. */
export function OutagePage({ routerId, start }: { routerId: number; start: number }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const outage = useQuery(outageQuery(routerId, start));
  useEffect(() => {
    document.title = `${t.shell.outages} · ${t.shell.product}`;
  }, [t]);
  const back = (
    <Link to="/gangguan" className={LINK}>
      {w.allOutages}
    </Link>
  );
  if (outage.data === undefined)
    return outage.isError ? (
      <Failed why={problemText(outage.error, t, f)} onRetry={outage.refetch} />
    ) : (
      <Loading rows={4} height="h-24" />
    );
  if (outage.data === null)
    return (
      <>
        <PageTitle title={t.shell.outages}>{back}</PageTitle>
        <Empty title={w.outageGoneTitle} text={w.outageGone} />
      </>
    );
  return (
    <>
      <PageTitle
        title={w.outageTitle({
          village: outage.data.village.name,
          cause: t.router.causes[outage.data.cause],
        })}
        intro={outage.data.simulated ? `${outage.data.router} · ${t.status.simulated}` : outage.data.router}
      >
        <span className="flex flex-wrap gap-x-4">
          <Link to="/titik/$id" params={{ id: String(routerId) }} className={LINK}>
            {w.toRouter}
          </Link>
          {back}
        </span>
      </PageTitle>
      {outage.isError && <StandOf at={outage.dataUpdatedAt} />}
      <Shown outage={outage.data} />
    </>
  );
}

function Shown({ outage }: { outage: Outage }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const facts: [name: string, value: string][] = [
    [t.router.began, useClock((now) => beganText(outage, t, f, now))],
    [t.router.ended, useClock((now) => endedText(outage, t, f, now))],
    [t.router.duration, useClock((now) => lengthText(outage, f, now))],
  ];
  const { lastGoodAt, firstFailedAt, lastFailedAt, firstGoodAt, endedAt } = outage;
  return (
    <div className="grid gap-4">
      <Section title={w.timeline}>
        <dl className="mb-4 grid gap-x-6 gap-y-2 sm:grid-cols-3">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-muted text-sm">{name}</dt>
              <dd className="font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <OutageTimeline outage={outage} />
        <OutageHelp outage={outage} />
      </Section>
      <Section title={w.why}>
        <OutageWhy outage={outage} />
        <ToldByResidents outage={outage} />
      </Section>
      <Section title={w.samplesBegin}>
        <Around outage={outage} from={lastGoodAt ?? firstFailedAt} to={firstFailedAt} />
      </Section>
      {endedAt !== null && (
        <Section title={w.samplesEnd}>
          <Around outage={outage} from={lastFailedAt} to={firstGoodAt ?? endedAt} />
        </Section>
      )}
    </div>
  );
}

function Around({ outage, from, to }: { outage: Outage; from: string; to: string }) {
  return (
    <DaySamples
      routerId={outage.routerId}
      from={new Date(Date.parse(from) - AROUND_MS).toISOString()}
      to={new Date(Date.parse(to) + AROUND_MS).toISOString()}
    />
  );
}
