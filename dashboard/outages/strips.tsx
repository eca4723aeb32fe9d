import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { DayPanel } from './day-panel.tsx';
import { words } from './evidence-words.ts';
import { stripsQuery } from './queries.ts';
import { Legend } from './strip-drawing.tsx';
import { VillageRow } from './village-row.tsx';

const FIRST = 24;

/** 30 days of every village; a day opens to its spans, a span to its samples. */
export function Strips({
  village,
  day,
  onOpen,
}: {
  village: string | undefined;
  day: string | undefined;
  onOpen: (village: string | undefined, day: string | undefined) => void;
}) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const today = useClock((now) => new Date(now + 7 * 3_600_000).toISOString().slice(0, 10));
  // A day that is older than the strip moves it there.
  const until = day !== undefined && daysBetween(day, today) >= 30 ? day : undefined;
  const strips = useQuery(stripsQuery(until));
  const [all, setAll] = useState(false);
  const opened = strips.data?.find((strip) => strip.village.code === village);
  const shown = all ? strips.data : strips.data?.slice(0, FIRST);
  return (
    <div className="mb-4 grid gap-4">
      <Section title={w.stripsTitle} note={w.stripsNote}>
        {strips.data === undefined || shown === undefined ? (
          strips.isError ? (
            <Failed why={problemText(strips.error, t, f)} onRetry={strips.refetch} />
          ) : (
            <Loading rows={6} height="h-8" />
          )
        ) : strips.data.length === 0 ? (
          <p className="text-muted">{w.noStrips}</p>
        ) : (
          <>
            {strips.isError && <StandOf at={strips.dataUpdatedAt} />}
            <Legend />
            <ul className="grid gap-1.5">
              {shown.map((strip) => (
                <VillageRow
                  key={strip.village.code}
                  strip={strip}
                  opened={strip.village.code === village ? day : undefined}
                  onDay={(next) => onOpen(strip.village.code, next)}
                />
              ))}
            </ul>
            {!all && strips.data.length > FIRST && (
              <Button className="mt-3" onClick={() => setAll(true)}>
                {w.moreVillages({ count: f.number(strips.data.length - FIRST) })}
              </Button>
            )}
          </>
        )}
      </Section>
      {opened !== undefined && day !== undefined && (
        <DayPanel
          key={opened.village.code}
          strip={opened}
          day={day}
          onDay={(next) => (next === null ? onOpen(undefined, undefined) : onOpen(village, next))}
        />
      )}
    </div>
  );
}

const daysBetween = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 86_400_000;
