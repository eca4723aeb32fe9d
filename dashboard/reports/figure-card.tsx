import type { Figure } from '#contract/reports.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** One figure: big or beside it, never without what was observed. */
export function FigureCard({
  title,
  note,
  figure,
  big = false,
}: {
  title: string;
  note: string;
  figure: Figure;
  big?: boolean;
}) {
  const { f } = useTexts();
  const w = useWords(words);
  const { percent, interval, observedPercent, downSeconds, excusedSeconds } = figure;
  const value =
    percent !== null
      ? f.percent(percent)
      : interval === null
        ? w.nothing
        : `${f.percent(interval[0])} – ${f.percent(interval[1])}`;
  const size =
    percent !== null && big ? 'text-5xl sm:text-6xl' : percent !== null ? 'text-3xl' : 'text-2xl sm:text-3xl';
  return (
    <section className="rounded-card border border-line bg-raised p-4 shadow-card sm:p-5">
      <h2 className="font-semibold">{title}</h2>
      <p className={`font-bold leading-tight ${size} ${big ? 'text-accent' : ''}`}>{value}</p>
      <p className={percent === null ? '' : 'text-muted text-sm'}>
        {interval === null
          ? w.nothingSeen
          : percent === null
            ? w.tooLittle({ percent: f.percent(observedPercent) })
            : w.observed({ percent: f.percent(observedPercent) })}
      </p>
      <p className="mt-2">
        {w.down({ time: f.duration(downSeconds * 1000) })}
        {excusedSeconds > 0 && `; ${w.excused({ time: f.duration(excusedSeconds * 1000) })}`}
      </p>
      <p className="mt-1 text-muted text-sm">{note}</p>
    </section>
  );
}
