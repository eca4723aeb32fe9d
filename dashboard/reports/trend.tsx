import type { MonthReport } from '#contract/reports.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { useMonthName } from './month-name.ts';
import { words } from './words.ts';

const [HEIGHT, LEFT, BOTTOM, TOP] = [170, 44, 22, 10];
/** Drawn as wide as it stands, so that its letters keep their size. */
const [PHONE, DESK] = [340, 1_000];

/** Both figures over twelve months; a month without a figure is a gap, never a line over it. */
export function Trend({ trend }: { trend: MonthReport['trend'] }) {
  const { f } = useTexts();
  const w = useWords(words);
  const { short } = useMonthName();
  const months = trend
    .map(
      ({ month, felt, owed }) =>
        `${short(month)} ${felt === null ? '–' : f.percent(felt)} / ${owed === null ? '–' : f.percent(owed)}`,
    )
    .join(', ');
  const label = w.trendLabel({ months });
  return (
    <Section title={w.trend} note={w.trendNote}>
      <Drawing trend={trend} label={label} width={PHONE} className="w-full sm:hidden" />
      <Drawing trend={trend} label={label} width={DESK} className="w-full max-sm:hidden" />
    </Section>
  );
}

function Drawing({
  trend,
  label,
  width,
  className,
}: {
  trend: MonthReport['trend'];
  label: string;
  width: number;
  className: string;
}) {
  const { f } = useTexts();
  const { short } = useMonthName();
  const values = trend.flatMap(({ felt, owed }) => [felt, owed]).filter((value) => value !== null);
  const least = Math.max(0, Math.min(90, ...values.map((value) => Math.floor(value / 10) * 10)));
  const x = (index: number) => LEFT + (index * (width - LEFT - 16)) / Math.max(1, trend.length - 1);
  const y = (value: number) => TOP + ((100 - value) * (HEIGHT - TOP - BOTTOM)) / (100 - least);
  const path = (of: 'felt' | 'owed') =>
    trend
      .map((month, index) => {
        const value = month[of];
        if (value === null) return '';
        const joined = (trend[index - 1]?.[of] ?? null) !== null;
        return `${joined ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      })
      .join('');
  return (
    <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label} className={className}>
      {[100, (100 + least) / 2, least].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={width} y1={y(value)} y2={y(value)} stroke="var(--line)" />
          <text x={LEFT - 6} y={y(value) + 4} fontSize="12" textAnchor="end" fill="var(--muted)">
            {f.decimal(value)}
          </text>
        </g>
      ))}
      {trend.map(({ month }, index) => (
        <text key={month} x={x(index)} y={HEIGHT - 6} fontSize="12" textAnchor="middle" fill="var(--muted)">
          {width > PHONE || index % 2 !== trend.length % 2 ? short(month) : ''}
        </text>
      ))}
      <path d={path('owed')} fill="none" stroke="var(--muted)" strokeWidth="2" strokeDasharray="6 4" />
      <path d={path('felt')} fill="none" stroke="var(--accent)" strokeWidth="2.5" />
      {trend.map(({ month, felt, owed }, index) => (
        <g key={month}>
          {owed !== null && <circle cx={x(index)} cy={y(owed)} r="3" fill="var(--muted)" />}
          {felt !== null && <circle cx={x(index)} cy={y(felt)} r="4" fill="var(--accent)" />}
        </g>
      ))}
    </svg>
  );
}
