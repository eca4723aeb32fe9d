import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReportVillage } from '#contract/reports.ts';
import { neighbourOf } from '../ui/neighbour-of.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

const FILLS: Record<string, string> = {
  u: 'bg-up',
  g: 'bg-degraded',
  d: 'bg-down',
  '?': 'hatched',
  '-': 'bg-surface',
};
const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;
const block = 'min-w-0 flex-1 rounded-[2px]';

/** A block a day, a way down to that day's spans and samples. Where a block is too small for a finger, all of it opens the newest day. */
export function Days({ village, from, to }: { village: ReportVillage; from: string; to: string }) {
  const { f } = useTexts();
  const w = useWords(words);
  const days = [...village.days].map((letter, index) => {
    const at = Date.parse(from) + index * DAY_MS;
    return { at, day: new Date(at + WIB_MS).toISOString().slice(0, 10), fill: FILLS[letter] ?? 'bg-surface' };
  });
  const past = days.filter(({ at }) => at < Date.parse(to));
  const newest = past.at(-1);
  const [reached, setReached] = useState(past.length - 1);
  if (newest === undefined) return null;
  return (
    <>
      <Link
        to="/gangguan"
        search={{ desa: village.code, hari: newest.day }}
        aria-label={w.openNewest({ village: village.name, day: f.date(newest.at) })}
        className="flex h-9 gap-px py-1 xl:hidden"
      >
        {days.map(({ day, fill }) => (
          <span key={day} className={`${block} ${fill}`} />
        ))}
      </Link>
      <nav aria-label={w.daysLabel({ village: village.name })} className="hidden gap-px xl:flex">
        {past.map(({ at, day, fill }, index) => (
          <Link
            key={day}
            to="/gangguan"
            search={{ desa: village.code, hari: day }}
            aria-label={w.dayOpen({ day: f.date(at) })}
            title={f.date(at)}
            tabIndex={index === reached ? 0 : -1}
            onFocus={() => setReached(index)}
            onKeyDown={(event) => {
              const next = neighbourOf(event.currentTarget, event.key);
              if (next === null) return;
              event.preventDefault();
              next.focus();
            }}
            className={`h-6 ${block} ${fill} hover:outline-2 hover:outline-accent`}
          />
        ))}
        {days.slice(past.length).map(({ day, fill }) => (
          <span key={day} className={`h-6 ${block} ${fill}`} />
        ))}
      </nav>
    </>
  );
}
