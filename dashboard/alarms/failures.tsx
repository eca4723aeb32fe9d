import { useQuery } from '@tanstack/react-query';
import { useClock } from '../live/clock.ts';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { failuresQuery } from './queries.ts';
import { words } from './words.ts';

/** Messages whose newest version did not get through. */
export function Failures() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const failures = useQuery(failuresQuery);
  const moments = useClock((now) =>
    (failures.data ?? []).map(({ createdAt }) => f.moment(Date.parse(createdAt), now)).join('\n'),
  ).split('\n');
  return (
    <Section title={w.failuresTitle}>
      {failures.data === undefined ? (
        failures.isError ? (
          <Failed why={problemText(failures.error, t, f)} onRetry={failures.refetch} />
        ) : (
          <Loading rows={1} height="h-8" />
        )
      ) : failures.data.length === 0 ? (
        <p className="text-muted">{w.failuresNone}</p>
      ) : (
        <ul>
          {failures.data.map((delivery, index) => (
            <li
              key={`${delivery.channel} ${delivery.subject}`}
              className="border-line border-t py-2 first:border-0"
            >
              <p>
                <span className="font-semibold">{delivery.channel}</span> · {moments[index]}
                {delivery.givenUp && ` · ${w.givenUp}`}
              </p>
              {delivery.failure !== null && (
                <p className="text-muted text-sm">{w.failure[delivery.failure]}</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
