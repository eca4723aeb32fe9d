import type { Availability } from '#contract/outages.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';
import { useTexts } from '../ui/text.tsx';

/** Availability of a period; never without its downtime and its observed share. */
export function Figure({
  label,
  of,
  className = '',
}: {
  label: string;
  of: Availability | undefined;
  className?: string;
}) {
  const { t, f } = useTexts();
  return (
    <div className={`min-w-0 text-sm ${className}`}>
      <p>
        <span className="text-muted wide:sr-only">{label} </span>
        <span className="font-semibold text-base">{of === undefined ? '–' : figureText(of, t, f)}</span>
      </p>
      {of !== undefined && (
        <p className="text-muted leading-snug">
          {downText(of, t, f)} · <span className="whitespace-nowrap">{observedText(of, t, f)}</span>
        </p>
      )}
    </div>
  );
}

/** "97,31%", or "81,20% – 97,31%" when too little was observed for one figure. */
export function figureText({ percent, interval }: Availability, t: Messages, f: Format): string {
  if (percent !== null) return f.percent(percent);
  if (interval === null) return t.status.notObserved;
  return t.status.range({ least: f.percentWhole(interval[0]), most: f.percentWhole(interval[1]) });
}

/** "mati 38 mnt", "terganggu 1 j 36 mnt", or both: what kept it from 100 %. */
export function downText({ downSeconds, degradedSeconds }: Availability, t: Messages, f: Format): string {
  const lasting = (seconds: number) => f.durationCoarse(seconds * 1000);
  const parts = [
    ...(downSeconds < 1 ? [] : [t.status.downtime({ duration: lasting(downSeconds) })]),
    ...(degradedSeconds < 1 ? [] : [t.status.troubled({ duration: lasting(degradedSeconds) })]),
  ];
  return parts.length === 0 ? t.status.noDowntime : parts.join(', ');
}

/** "teramati 99%" */
export function observedText({ observedPercent }: Availability, t: Messages, f: Format): string {
  return t.status.observed({ percent: f.percentWhole(observedPercent) });
}
