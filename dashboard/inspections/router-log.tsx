import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { routerLogQuery } from './queries.ts';
import { words } from './words.ts';

/** So many are shown before one asks for all. */
const FIRST = 8;

/** What the router wrote while nobody could ask it. */
export function RouterLog({ id }: { id: number }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useQuery(routerLogQuery(id));
  const shown = all ? data : data?.slice(0, FIRST);
  return (
    <Section title={w.logTitle} note={w.logIntro}>
      {data === undefined &&
        (error ? (
          <Failed why={problemText(error, t, f)} onRetry={refetch} />
        ) : (
          <Loading rows={2} height="h-6" />
        ))}
      {data?.length === 0 && <p className="text-muted">{w.logNone}</p>}
      <ul className="grid gap-1.5 text-sm">
        {shown?.map((line) => (
          <li
            key={`${line.stamp} ${line.topics} ${line.message}`}
            className="grid gap-x-3 sm:grid-cols-[11rem_minmax(0,1fr)]"
          >
            <span className="text-muted tabular-nums">{line.stamp}</span>
            <span className="break-words">{line.message}</span>
          </li>
        ))}
      </ul>
      {data !== undefined && !all && data.length > FIRST && (
        <button
          type="button"
          className="mt-2 min-h-11 font-semibold text-accent"
          onClick={() => setAll(true)}
        >
          {t.status.choresMore({ count: f.number(data.length - FIRST) })}
        </button>
      )}
    </Section>
  );
}
