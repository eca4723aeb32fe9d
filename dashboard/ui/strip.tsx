import { useId } from 'react';
import type { State } from './state-mark.tsx';

export interface Piece {
  readonly state: State;
  /** Both 0..1 of the strip's length. */
  readonly from: number;
  readonly to: number;
}

/** A period as a strip, one path a state; unknown is hatched. */
export function Strip({
  pieces,
  label,
  className = 'h-7 w-full',
}: {
  pieces: readonly Piece[];
  label: string;
  className?: string;
}) {
  const hatch = useId();
  return (
    <svg
      viewBox="0 0 1000 28"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className={`live-data rounded-md bg-surface ${className}`}
    >
      <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="8" height="8" fill="var(--unknown-tint)" />
        <rect width="3" height="8" fill="var(--unknown-fill)" />
      </pattern>
      {(['up', 'degraded', 'unknown', 'down'] as const).map((state) => (
        <path
          key={state}
          d={pathOf(pieces.filter((piece) => piece.state === state))}
          fill={state === 'unknown' ? `url(#${hatch})` : `var(--${state}-fill)`}
        />
      ))}
    </svg>
  );
}

/** A short outage must not vanish: at least 2 of 1000 wide. */
function pathOf(pieces: readonly Piece[]): string {
  return pieces
    .map(
      ({ from, to }) =>
        `M${(from * 1000).toFixed(1)} 0h${Math.max(2, (to - from) * 1000).toFixed(1)}v28H${(from * 1000).toFixed(1)}z`,
    )
    .join('');
}
