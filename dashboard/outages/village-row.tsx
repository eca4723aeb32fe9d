import { useState } from 'react';
import type { StripDay, VillageStrip } from '#contract/outages.ts';
import { neighbourOf } from '../ui/neighbour-of.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './evidence-words.ts';
import { sumOf } from './strip-blocks.ts';
import { StripDrawing } from './strip-drawing.tsx';

/** 30 days of a village, each of which opens. */
export function VillageRow({
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
  // One stop of the Tab key a village; the arrows go from day to day.
  const [reached, setReached] = useState(strip.days.length - 1);
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
          {strip.days.map((day, index) => (
            <DayButton
              key={day.day}
              day={day}
              on={day.day === opened}
              reached={index === Math.min(reached, strip.days.length - 1)}
              onReached={() => setReached(index)}
              onClick={() => onDay(day.day)}
            />
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

function DayButton({
  day,
  on,
  reached,
  onReached,
  onClick,
}: {
  day: StripDay;
  on: boolean;
  /** The one of its village that Tab comes to. */
  reached: boolean;
  onReached: () => void;
  onClick: () => void;
}) {
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
      tabIndex={reached ? 0 : -1}
      onFocus={onReached}
      onKeyDown={(event) => {
        const next = neighbourOf(event.currentTarget, event.key);
        if (next === null) return;
        event.preventDefault();
        next.focus();
      }}
      className="hover:outline-2 hover:outline-accent focus-visible:outline-2 aria-pressed:outline-3 aria-pressed:outline-accent"
      onClick={onClick}
    />
  );
}
