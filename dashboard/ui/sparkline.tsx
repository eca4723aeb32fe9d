import { linesOf } from './lines-of.ts';

/** A line without axes; a null is a gap. The words beside it say what it shows. */
export function Sparkline({
  values,
  label,
  className = 'h-8 w-28',
}: {
  values: readonly (number | null)[];
  label: string;
  className?: string;
}) {
  const { line, area } = linesOf(values, 100, 28);
  return (
    <svg
      viewBox="0 0 100 30"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className={`live-data ${className}`}
    >
      <path d={area} fill="var(--accent)" opacity="0.14" />
      <path
        d={line}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
