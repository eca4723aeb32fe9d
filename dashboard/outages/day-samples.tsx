import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Cell, Table } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './evidence-words.ts';
import { samplesQuery } from './queries.ts';
import { MOST_SAMPLES } from './sample-pages.ts';

/** Rows at first: a list that scrolls by itself is lost on a phone. */
const FIRST = 30;
/** An agent's clock that is off by less is not told of, ms. */
const OFFSET_TOLD_MS = 5_000;

/** The looks of a span, as they were: the bottom of every figure. */
export function DaySamples({ routerId, from, to }: { routerId: number; from: string; to: string }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const [shown, setShown] = useState(FIRST);
  const samples = useInfiniteQuery(samplesQuery(routerId, from, to));
  if (samples.data === undefined)
    return samples.isError ? (
      <Failed why={problemText(samples.error, t, f)} onRetry={samples.refetch} />
    ) : (
      <Loading rows={3} height="h-8" />
    );
  if (samples.data.length === 0) return <p className="py-2 text-muted">{w.noSamples}</p>;
  const names = [
    t.router.lookAt,
    t.router.lookOutcome,
    t.router.lookTook,
    t.router.lookUptime,
    t.router.lookUsers,
    t.router.lookAgent,
  ];
  return (
    <>
      <Table caption={w.samples} columns={names.map((name) => ({ name }))}>
        {samples.data.slice(0, shown).map((look) => (
          <tr key={`${look.at} ${look.agent}`}>
            <Cell of={names[0]!}>{f.timeSeconds(Date.parse(look.at))}</Cell>
            <Cell of={names[1]!}>
              {t.router.outcome[look.outcome]}
              {look.detail !== null && (
                <span className="block break-words text-muted text-sm">{look.detail}</span>
              )}
            </Cell>
            <Cell of={names[2]!}>{t.router.ms({ ms: f.number(look.tookMs) })}</Cell>
            <Cell of={names[3]!}>
              {look.uptimeSeconds === null ? null : f.duration(look.uptimeSeconds * 1000)}
            </Cell>
            <Cell of={names[4]!}>{look.users === null ? null : f.number(look.users)}</Cell>
            <Cell of={names[5]!}>
              {look.agent}
              {look.simulated && ` (${t.status.simulated})`}
              {Math.abs(look.offsetMs) > OFFSET_TOLD_MS && (
                <span className="block text-muted text-sm">
                  {w.offset({
                    offset: `${look.offsetMs < 0 ? '−' : '+'}${f.duration(Math.abs(look.offsetMs))}`,
                  })}
                </span>
              )}
            </Cell>
          </tr>
        ))}
      </Table>
      {shown < samples.data.length ? (
        <Button className="mt-2" onClick={() => setShown(shown + MOST_SAMPLES)}>
          {t.router.outagesMore} ({f.number(samples.data.length - shown)}
          {samples.hasNextPage && '+'})
        </Button>
      ) : (
        samples.hasNextPage && (
          <Button
            className="mt-2"
            disabled={samples.isFetchingNextPage}
            onClick={() => {
              setShown(shown + MOST_SAMPLES);
              samples.fetchNextPage();
            }}
          >
            {w.samplesOlder}
          </Button>
        )
      )}
      {samples.isFetchNextPageError && (
        <Failed why={problemText(samples.error, t, f)} onRetry={samples.fetchNextPage} />
      )}
    </>
  );
}
