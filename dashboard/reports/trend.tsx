import type { MonthReport } from '#contract/reports.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { useMonthName } from './month-name.ts';
import { words } from './words.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [720, 170, 44, 22, 10];

/** Both figures over twelve months; a month without a figure is a gap, never a line over it. */
export function Trend({ trend }: { trend: MonthReport['trend'] }) {
  const { f } = useTexts();
  const w = useWords(words);
  const { short } = useMonthName();
  const values = trend.flatMap(({ felt, owed }) => [felt, owed]).filter((value) => value !== null);
  const least = Math.max(0, Math.min(90, ...values.map((value) => Math.floor(value / 10) * 10)));
  const x = (index: number) => LEFT + (index * (WIDTH - LEFT - 16)) / Math.max(1, trend.length - 1);
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
  const said = trend
    .map(
      ({ month, felt, owed }) =>
        `${short(month)} ${felt === null ? '–' : f.percent(felt)} / ${owed === null ? '–' : f.percent(owed)}`,
    )
    .join(', ');
  return (
    <Section title={w.trend} note={w.trendNote}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={w.trendLabel({ months: said })}
        className="w-full"
      >
        {[100, (100 + least) / 2, least].map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} stroke="var(--line)" />
            <text x={LEFT - 6} y={y(value) + 4} fontSize="12" textAnchor="end" fill="var(--muted)">
              {f.decimal(value)}
            </text>
          </g>
        ))}
        {trend.map(({ month }, index) => (
          <text
            key={month}
            x={x(index)}
            y={HEIGHT - 6}
            fontSize="12"
            textAnchor="middle"
            fill="var(--muted)"
            className={index % 2 === trend.length % 2 ? 'max-sm:hidden' : ''}
          >
            {short(month)}
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
    </Section>
  );
}
