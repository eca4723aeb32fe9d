import { useQuery } from '@tanstack/react-query';
import type { Span } from '#contract/status.ts';
import { useClock } from '../live/clock.ts';
import { useRow } from '../live/store.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { StateWord } from '../ui/state-mark.tsx';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { Strip } from '../ui/strip.tsx';
import { useTexts } from '../ui/text.tsx';
import { piecesOf, withPresent } from './pieces-of.ts';
import { spansQuery } from './queries.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Hours under the strip. */
const MARKS = [24, 18, 12, 6, 0] as const;

/** The last 24 hours of one router: a strip, its words, and the table behind it. */
export function StateStrip({ id }: { id: number }) {
  const { t, f } = useTexts();
  const read = useQuery(spansQuery(id));
  const row = useRow(id);
  const to = useClock((now) => Math.ceil(now / MINUTE_MS) * MINUTE_MS);
  if (read.data === undefined) {
    return (
      <Section title={t.router.stripTitle}>
        {read.isError ? (
          <Failed why={problemText(read.error, t, f)} onRetry={read.refetch} />
        ) : (
          <Loading rows={1} height="h-10" />
        )}
      </Section>
    );
  }
  const spans = withPresent(read.data, row);
  const pieces = piecesOf(spans, { from: to - DAY_MS, to });
  const up = pieces
    .filter((piece) => piece.state === 'up')
    .reduce((sum, piece) => sum + piece.to - piece.from, 0);
  return (
    <Section title={t.router.stripTitle}>
      <Strip
        pieces={pieces}
        label={t.router.stripLabel({
          percent: f.percent(up * 100),
          outages: f.number(Math.max(0, pieces.length - 1)),
        })}
      />
      <div aria-hidden="true" className="mt-1 flex justify-between text-muted text-sm">
        {MARKS.map((hours) => (
          <span key={hours}>{f.time(to - hours * 3_600_000)}</span>
        ))}
      </div>
      <details className="mt-2">
        <summary className="min-h-8 cursor-pointer py-1 text-accent text-sm">{t.router.stripTable}</summary>
        <SpanTable
          spans={spans.filter((span) => span.to === null || Date.parse(span.to) > to - DAY_MS)}
          now={to}
        />
      </details>
    </Section>
  );
}

function SpanTable({ spans, now }: { spans: readonly Span[]; now: number }) {
  const { t, f } = useTexts();
  const names = [t.status.stateColumn, t.router.from, t.router.to, t.router.duration] as const;
  return (
    <Table caption={t.router.stripTitle} columns={names.map((name) => ({ name }))}>
      {spans.toReversed().map((span) => {
        const from = Date.parse(span.from);
        const to = span.to === null ? now : Date.parse(span.to);
        return (
          <tr key={span.from}>
            <Cell of={names[0]}>
              <StateWord state={span.state} />
              {span.reason !== null && (
                <span className="block text-muted text-sm">{t.status.reason[span.reason]}</span>
              )}
            </Cell>
            <Cell of={names[1]}>{f.moment(from, now)}</Cell>
            <Cell of={names[2]}>{span.to === null ? t.router.ongoing : f.moment(to, now)}</Cell>
            <Cell of={names[3]}>{f.duration(to - from)}</Cell>
          </tr>
        );
      })}
    </Table>
  );
}
