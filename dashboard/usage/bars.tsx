import { useId } from 'react';
import type { UsageStretch } from '#contract/usage.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

const [WIDTH, HEIGHT] = [1_000, 160];
/** Less observed than this is a gap, not a quiet day. */
const GAP = 0.05;
const DAY_MS = 86_400_000;

/** Download by day or month; what nobody observed is hatched, never drawn as zero. */
export function Bars({ steps, step }: { steps: readonly UsageStretch[]; step: 'day' | 'month' }) {
  const { f, locale } = useTexts();
  const w = useWords(words);
  const hatch = useId();
  const most = Math.max(1, ...steps.map(({ receiveBytes }) => Number(receiveBytes)));
  const width = WIDTH / Math.max(steps.length, 1);
  const month = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'Asia/Jakarta',
  });
  const nameOf = (from: string) => {
    const at = Date.parse(from);
    return step === 'month' ? month.format(at + DAY_MS) : f.date(at);
  };
  return (
    <Section title={w.perStep[step]}>
      <p className="text-muted text-sm">{f.bytes(most)}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={w.barsLabel({ most: f.bytes(most) })}
        className="h-40 w-full border-line border-b"
      >
        <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" fill="var(--unknown-tint)" />
          <rect width="3" height="8" fill="var(--unknown-fill)" />
        </pattern>
        <path
          fill={`url(#${hatch})`}
          d={steps
            .map(({ observed }, index) =>
              observed !== null && observed < GAP
                ? `M${index * width} 0h${width * 0.86}v${HEIGHT}h${-width * 0.86}z`
                : '',
            )
            .join('')}
        />
        <path
          fill="var(--accent)"
          d={steps
            .map(({ receiveBytes, observed }, index) => {
              if (observed === null || observed < GAP) return '';
              const height = Math.max(1, (Number(receiveBytes) / most) * HEIGHT);
              return `M${(index * width).toFixed(2)} ${(HEIGHT - height).toFixed(2)}h${(width * 0.86).toFixed(2)}v${height.toFixed(2)}h${(-width * 0.86).toFixed(2)}z`;
            })
            .join('')}
        />
      </svg>
      <div aria-hidden="true" className="mt-1 flex justify-between text-muted text-sm">
        <span>{steps[0] && nameOf(steps[0].from)}</span>
        <span>{steps.length > 1 && nameOf(steps.at(-1)!.from)}</span>
      </div>
      <details className="mt-2">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-sm">
          {w.table}
        </summary>
        <Table
          caption={w.perStep[step]}
          columns={[w.when, w.down, w.up, w.mean, w.peak, w.sessions, w.devices].map((name, index) => ({
            name,
            right: index > 0,
          }))}
        >
          {steps.toReversed().map((one) => (
            <tr key={one.from}>
              <Cell of={w.when}>
                {nameOf(one.from)}
                <Seen observed={one.observed} />
              </Cell>
              <Cell of={w.down} right>
                {f.bytes(Number(one.receiveBytes))}
              </Cell>
              <Cell of={w.up} right>
                {f.bytes(Number(one.transmitBytes))}
              </Cell>
              <Cell of={w.mean} right>
                {one.meanUsers === null ? null : f.decimal(one.meanUsers)}
              </Cell>
              <Cell of={w.peak} right>
                {one.peakUsers === null ? null : f.number(one.peakUsers)}
              </Cell>
              <Cell of={w.sessions} right>
                {one.sessions === null ? null : f.number(one.sessions)}
              </Cell>
              <Cell of={w.devices} right>
                {one.devices === null ? null : f.number(one.devices)}
              </Cell>
            </tr>
          ))}
        </Table>
      </details>
    </Section>
  );
}

function Seen({ observed }: { observed: number | null }) {
  const { f } = useTexts();
  const w = useWords(words);
  if (observed !== null && observed >= 0.95) return null;
  return (
    <span className="block text-muted text-sm">
      {observed === null
        ? w.notYet
        : observed < GAP
          ? w.gap
          : w.partly({ share: f.percentWhole(observed * 100) })}
    </span>
  );
}
