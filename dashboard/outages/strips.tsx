import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { StripDay, VillageStrip } from '#contract/outages.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { DayPanel } from './day-panel.tsx';
import { words } from './evidence-words.ts';
import { stripsQuery } from './queries.ts';
import { type Block, blocksOf, sumOf } from './strip-blocks.ts';

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
          strip={opened}
          day={day}
          onDay={(next) => (next === null ? onOpen(undefined, undefined) : onOpen(village, next))}
        />
      )}
    </div>
  );
}

const daysBetween = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 86_400_000;

function VillageRow({
  strip,
  opened,
  onDay,
}: {
  strip: VillageStrip;
  opened: string | undefined;
  onDay: (day: string) => void;
}) {
  const { f } = useTexts();
  const w = useWords(words);
  const sum = sumOf(strip.days);
  const known = sum.up + sum.degraded + sum.down;
  return (
    <li className="grid items-center gap-x-4 sm:grid-cols-[11rem_minmax(0,1fr)_5rem]">
      <span className="truncate text-sm" title={strip.village.name}>
        {strip.village.name}
      </span>
      <div className="relative h-8 sm:h-7">
        <StripDrawing
          days={strip.days}
          label={w.stripLabel({
            village: strip.village.name,
            up: known === 0 ? '–' : f.percent((sum.up / known) * 100),
            down: f.durationCoarse(sum.down * 1000),
          })}
        />
        <OpenNewest strip={strip} opened={opened} onDay={onDay} />
        <div className="absolute inset-0 hidden auto-cols-fr grid-flow-col xl:grid">
          {strip.days.map((day) => (
            <DayButton key={day.day} day={day} on={day.day === opened} onClick={() => onDay(day.day)} />
          ))}
        </div>
      </div>
      <span className="hidden text-right text-muted text-sm sm:block">
        {known === 0 ? '–' : f.percent((sum.up / known) * 100)}
      </span>
    </li>
  );
}

/** A finger cannot hit one day of thirty: the row opens the newest day, whose panel turns back and forth. */
function OpenNewest({
  strip,
  opened,
  onDay,
}: {
  strip: VillageStrip;
  opened: string | undefined;
  onDay: (day: string) => void;
}) {
  const w = useWords(words);
  const newest = strip.days.at(-1);
  if (newest === undefined) return null;
  return (
    <button
      type="button"
      aria-label={w.openNewest({ village: strip.village.name })}
      aria-pressed={opened !== undefined}
      className="absolute inset-0 rounded-md aria-pressed:outline-2 aria-pressed:outline-accent xl:hidden"
      onClick={() => onDay(newest.day)}
    />
  );
}

function DayButton({ day, on, onClick }: { day: StripDay; on: boolean; onClick: () => void }) {
  const { f } = useTexts();
  const w = useWords(words);
  const { up, degraded, down, unknown } = sumOf([day]);
  const time = (seconds: number) => f.durationCoarse(seconds * 1000);
  const label = w.dayLabel({
    day: f.date(Date.parse(`${day.day}T00:00:00+07:00`)),
    up: time(up),
    degraded: time(degraded),
    down: time(down),
    unknown: time(unknown),
  });
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={on}
      title={label}
      className="hover:outline-2 hover:outline-accent focus-visible:outline-2 aria-pressed:outline-3 aria-pressed:outline-accent"
      onClick={onClick}
    />
  );
}

/** One path a kind of time over all days; what was not observed is hatched, causes of `down` differ by pattern. */
function StripDrawing({ days, label }: { days: readonly StripDay[]; label: string }) {
  const id = useId();
  const blocks = blocksOf(days);
  return (
    <svg
      viewBox={`0 0 ${days.length * 10} 28`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className="size-full rounded-md bg-surface"
    >
      <Patterns id={id} />
      {KINDS.map((kind) => (
        <path key={kind} d={pathOf(blocks.filter((block) => block.kind === kind))} fill={fillOf(kind, id)} />
      ))}
    </svg>
  );
}

const KINDS: readonly Block['kind'][] = [
  'up',
  'degraded',
  'unknown',
  'down-power',
  'down-uplink',
  'down-other',
];
const fillOf = (kind: Block['kind'], id: string) =>
  kind === 'up' || kind === 'degraded' ? `var(--${kind}-fill)` : `url(#${id}${kind})`;

const pathOf = (blocks: readonly Block[]) =>
  blocks
    .map(
      ({ day, from, to }) =>
        `M${day * 10} ${(28 * (1 - to)).toFixed(2)}h9.2V${(28 * (1 - from)).toFixed(2)}h-9.2z`,
    )
    .join('');

function Patterns({ id }: { id: string }) {
  return (
    <>
      <pattern
        id={`${id}unknown`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" fill="var(--unknown-tint)" />
        <rect width="2" height="6" fill="var(--unknown-fill)" />
      </pattern>
      <pattern id={`${id}down-power`} width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" fill="var(--down-fill)" />
      </pattern>
      <pattern id={`${id}down-uplink`} width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" fill="var(--down-fill)" />
        <rect width="4" height="1.4" fill="var(--raised)" />
      </pattern>
      <pattern id={`${id}down-other`} width="3" height="3" patternUnits="userSpaceOnUse">
        <rect width="3" height="3" fill="var(--down-fill)" />
        <rect width="1.2" height="1.2" fill="var(--raised)" />
      </pattern>
    </>
  );
}

function Legend() {
  const { t } = useTexts();
  const w = useWords(words);
  const id = useId();
  const names: [Block['kind'], string][] = [
    ['up', t.status.state.up],
    ['degraded', t.status.state.degraded],
    ['down-power', w.legendPower],
    ['down-uplink', w.legendUplink],
    ['down-other', w.legendOther],
    ['unknown', t.status.state.unknown],
  ];
  return (
    <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
      {names.map(([kind, name]) => (
        <li key={kind} className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 14 14" aria-hidden="true" className="size-3.5 rounded-sm">
            <Patterns id={`${id}${kind}`} />
            <rect width="14" height="14" fill={fillOf(kind, `${id}${kind}`)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
