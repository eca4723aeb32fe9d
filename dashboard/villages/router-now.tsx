import type { ReactNode } from 'react';
import { useClock } from '../live/clock.ts';
import { useRow } from '../live/store.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts } from '../ui/text.tsx';
import type { RouterDetail } from './queries.ts';

/** What the router says of itself, as of its last answer. */
export function RouterNow({ detail, figures }: { detail: RouterDetail; figures: ReactNode }) {
  const { t, f } = useTexts();
  const row = useRow(detail.id) ?? detail.status;
  const { reading } = detail;
  const away = row.state === 'down' || row.state === 'unknown';
  const answered = useClock((now) =>
    row.lastAnsweredAt === null ? t.status.never : f.moment(Date.parse(row.lastAnsweredAt), now),
  );
  const unless = <T,>(value: T | null | undefined, show: (value: T) => string) =>
    value === null || value === undefined ? t.router.notSaid : show(value);
  const figuresNow: [string, string][] = [
    [t.router.usersOnline, away ? '–' : unless(row.users, f.number)],
    [t.router.speed, away || row.receiveBitsPerSecond === null ? '–' : f.bits(row.receiveBitsPerSecond)],
    [t.router.uptime, unless(reading?.uptimeSeconds, (seconds) => f.duration(seconds * 1000))],
    [t.router.cpu, unless(reading?.cpuPercent, f.percentWhole)],
    [t.router.memory, unless(reading?.freeMemoryBytes, f.bytes)],
    [t.router.temperature, unless(reading?.temperatureCelsius, (celsius) => `${f.number(celsius)} °C`)],
    [t.router.voltage, unless(reading?.voltageVolts, (volts) => `${f.decimal(volts)} V`)],
  ];
  return (
    <Section
      title={away ? t.router.lastKnown : t.router.now}
      {...(away ? { note: t.router.lastKnownNote({ at: answered }) } : {})}
    >
      <dl className="live-data grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        {figuresNow.map(([name, value], index) => (
          <div key={name} className={index === 1 ? 'col-span-2 row-start-2 sm:row-auto sm:col-span-1' : ''}>
            <dt className="text-muted text-sm">{name}</dt>
            <dd className={index < 2 ? 'whitespace-pre-wrap font-semibold text-xl leading-snug' : ''}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 border-line border-t pt-4">{figures}</div>
    </Section>
  );
}
