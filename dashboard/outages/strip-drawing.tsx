import { useId } from 'react';
import type { StripDay } from '#contract/outages.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './evidence-words.ts';
import { type Block, blocksOf } from './strip-blocks.ts';

/** One path a kind of time over all days; what was not observed is hatched, causes of `down` differ by pattern. */
export function StripDrawing({ days, label }: { days: readonly StripDay[]; label: string }) {
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

/** What colours and patterns mean. */
export function Legend() {
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
