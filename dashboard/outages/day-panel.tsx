import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VillageStrip } from '#contract/outages.ts';
import type { Span } from '#contract/status.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { StateWord } from '../ui/state-mark.tsx';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { Strip } from '../ui/strip.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { DaySamples } from './day-samples.tsx';
import { words } from './evidence-words.ts';
import { piecesOf } from './pieces-of.ts';
import { daySpansQuery } from './queries.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const startOf = (day: string) => Date.parse(`${day}T00:00:00+07:00`);
const dayAt = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);

/** It opens below the villages: whoever opened it must see it, and her keyboard be there. */
function bringHere(panel: HTMLElement | null) {
  panel?.scrollIntoView({ block: 'nearest' });
  panel?.focus({ preventScroll: true });
}

/** One day (WIB) of a village: each router's spans, and each span's samples. */
export function DayPanel({
  strip,
  day,
  onDay,
}: {
  strip: VillageStrip;
  day: string;
  /** Null closes it. */
  onDay: (day: string | null) => void;
}) {
  const { f } = useTexts();
  const w = useWords(words);
  const from = startOf(day);
  const now = useClock((at) => Math.floor(at / MINUTE_MS) * MINUTE_MS);
  return (
    <div ref={bringHere} tabIndex={-1} className="scroll-mt-20 outline-none">
      <Section
        title={w.dayTitle({ village: strip.village.name, day: f.date(from) })}
        aside={
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => onDay(dayAt(from - 1))}>{w.previousDay}</Button>
            <Button disabled={from + DAY_MS > now} onClick={() => onDay(dayAt(from + DAY_MS))}>
              {w.nextDay}
            </Button>
            <Button look="quiet" onClick={() => onDay(null)}>
              {w.closeDay}
            </Button>
          </span>
        }
      >
        <div className="grid gap-6">
          {strip.routers.map((router) => (
            <RouterDay
              key={`${router.id} ${day}`}
              router={router}
              from={from}
              to={Math.min(from + DAY_MS, now)}
            />
          ))}
        </div>
      </Section>
    </div>
  );
}

function RouterDay({
  router,
  from,
  to,
}: {
  router: VillageStrip['routers'][number];
  from: number;
  to: number;
}) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const spans = useQuery(daySpansQuery(router.id, new Date(from + DAY_MS).toISOString()));
  if (spans.data === undefined)
    return spans.isError ? (
      <Failed why={problemText(spans.error, t, f)} onRetry={spans.refetch} />
    ) : (
      <Loading rows={2} height="h-10" />
    );
  const shown = spans.data.filter((span) => Date.parse(span.from) < to);
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-semibold">{router.name}</h3>
      {shown.length === 0 ? (
        <p className="text-muted">{w.noSpans}</p>
      ) : (
        <>
          <Strip
            pieces={piecesOf(shown, { from, to: from + DAY_MS, known: to })}
            label={shown
              .map((span) => `${f.time(Math.max(from, Date.parse(span.from)))} ${t.status.state[span.state]}`)
              .join(', ')}
          />
          <div aria-hidden="true" className="mt-1 mb-2 flex justify-between text-muted text-sm">
            {[0, 6, 12, 18, 24].map((hour) => (
              <span key={hour}>{`${String(hour).padStart(2, '0')}.00`}</span>
            ))}
          </div>
          <ul className="grid">
            {shown.toReversed().map((span) => (
              <SpanItem key={span.from} routerId={router.id} span={span} from={from} to={to} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function SpanItem({ routerId, span, from, to }: { routerId: number; span: Span; from: number; to: number }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const [open, setOpen] = useState(false);
  const begin = Math.max(from, Date.parse(span.from));
  const end = Math.min(to, span.to === null ? to : Date.parse(span.to));
  return (
    <li className="border-line border-t py-1.5 first:border-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <StateWord state={span.state} />
        <span>
          {f.timeSeconds(begin)} – {f.timeSeconds(end)}
        </span>
        <span className="text-muted">{f.duration(end - begin)}</span>
        {span.reason !== null && <span className="text-muted">{t.status.reason[span.reason]}</span>}
        <button
          type="button"
          aria-expanded={open}
          className="ml-auto min-h-11 text-accent text-sm underline md:min-h-8"
          onClick={() => setOpen(!open)}
        >
          {open ? w.hideSamples : w.showSamples}
        </button>
      </div>
      {open && (
        <DaySamples
          routerId={routerId}
          from={new Date(begin).toISOString()}
          to={new Date(end - 1).toISOString()}
        />
      )}
    </li>
  );
}
