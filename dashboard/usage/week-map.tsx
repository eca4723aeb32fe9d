import type { UsageView } from '#contract/usage.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Steps of shade; one path each. */
const SHADES = [0.12, 0.3, 0.5, 0.72, 1] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Mean users by weekday and hour: darker is busier. The same figures stand in a table for those who cannot see shades. */
export function WeekMap({ week }: { week: UsageView['week'] }) {
  const { f } = useTexts();
  const w = useWords(words);
  const cells = week.flatMap((hours, day) => hours.map((users, hour) => ({ day, hour, users })));
  const known = cells.filter(
    (cell): cell is (typeof cells)[number] & { users: number } => cell.users !== null,
  );
  const busiest = known.toSorted((a, b) => b.users - a.users)[0];
  if (!busiest) return null;
  const most = Math.max(busiest.users, 0.001);
  const shadeOf = (users: number) => Math.min(SHADES.length - 1, Math.floor((users / most) * SHADES.length));
  const hourName = (hour: number) => `${String(hour).padStart(2, '0')}.00`;
  return (
    <Section title={w.week} note={w.weekNote}>
      <p className="mb-2">
        {w.weekLabel({ day: w.days[busiest.day]!, hour: hourName(busiest.hour) })}:{' '}
        {w.people({ users: f.decimal(busiest.users) })}
      </p>
      <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2">
        <div aria-hidden="true" className="grid text-muted text-sm">
          {w.days.map((day) => (
            <span key={day} className="leading-5 sm:leading-6">
              {day}
            </span>
          ))}
        </div>
        <svg
          viewBox="0 0 240 70"
          preserveAspectRatio="none"
          aria-hidden="true"
          className="h-35 w-full rounded-md bg-surface sm:h-42"
        >
          {SHADES.map((shade, index) => (
            <path
              key={shade}
              fill="var(--accent)"
              fillOpacity={shade}
              d={known
                .filter(({ users }) => users > 0 && shadeOf(users) === index)
                .map(({ day, hour }) => `M${hour * 10} ${day * 10}h9.4v9.2h-9.4z`)
                .join('')}
            />
          ))}
        </svg>
        <span />
        <div aria-hidden="true" className="flex justify-between text-muted text-sm">
          {[0, 6, 12, 18, 24].map((hour) => (
            <span key={hour}>{hourName(hour)}</span>
          ))}
        </div>
      </div>
      <details className="mt-2">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-sm">
          {w.table}
        </summary>
        <table className="w-full text-right text-sm sm:w-auto">
          <caption className="sr-only">{w.week}</caption>
          <thead>
            <tr>
              <th scope="col" className="pr-1 text-left sm:pr-2">
                {w.hour}
              </th>
              {w.days.map((day) => (
                <th key={day} scope="col" className="px-0.5 sm:px-2">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {HOURS.map((hour) => (
              <tr key={hour}>
                <th scope="row" className="pr-1 text-left font-normal sm:pr-2">
                  {String(hour).padStart(2, '0')}
                  <span className="max-sm:hidden">.00</span>
                </th>
                {week.map((hours, day) => (
                  <td key={w.days[day]} className="px-0.5 sm:px-2">
                    {hours[hour] == null ? '–' : f.decimal(hours[hour])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  );
}
