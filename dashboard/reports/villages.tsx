import { Link } from '@tanstack/react-router';
import type { Figure, MonthReport, ReportVillage } from '#contract/reports.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

const FILLS: Record<string, string> = {
  u: 'bg-up',
  g: 'bg-degraded',
  d: 'bg-down',
  '?': 'hatched',
  '-': 'bg-surface',
};

/** Every village with both figures; its days open to their samples. */
export function Villages({ report }: { report: MonthReport }) {
  const { f } = useTexts();
  const w = useWords(words);
  const names = [w.village, w.felt, w.owed, w.outages, w.longest, w.power, w.traffic, w.people];
  return (
    <Section title={w.villages}>
      <Table caption={w.villages} columns={names.map((name, index) => ({ name, right: index > 0 }))}>
        {report.villages.map((village) => (
          <tr key={village.code}>
            <Cell of={w.village}>
              <span className="font-semibold">{village.name}</span>
              <span className="block text-muted text-sm">{village.kecamatan}</span>
              <Days village={village} from={report.from} />
            </Cell>
            <Cell of={w.felt} right>
              <Share figure={village.figures.felt} />
            </Cell>
            <Cell of={w.owed} right>
              <Share figure={village.figures.owed} />
            </Cell>
            <Cell of={w.outages} right>
              {f.number(village.outages)}
            </Cell>
            <Cell of={w.longest} right>
              {village.longestSeconds === 0 ? null : f.durationCoarse(village.longestSeconds * 1000)}
            </Cell>
            <Cell of={w.power} right>
              {village.power.count === 0
                ? null
                : `${w.times({ count: f.number(village.power.count) })} ${f.durationCoarse(village.power.seconds * 1000)}`}
            </Cell>
            <Cell of={w.traffic} right>
              {f.bytes(Number(village.receiveBytes))}
            </Cell>
            <Cell of={w.people} right>
              {village.peakUsers === null ? null : f.number(village.peakUsers)}
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}

function Share({ figure: { percent, interval, observedPercent } }: { figure: Figure }) {
  const { f } = useTexts();
  const w = useWords(words);
  if (percent !== null) return f.percent(percent);
  if (interval === null) return w.nothing;
  return (
    <span title={w.tooLittle({ percent: f.percent(observedPercent) })}>
      {f.percent(interval[0])} – {f.percent(interval[1])}
    </span>
  );
}

const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;

/** A block a day; each is a way down to that day's spans and samples. */
function Days({ village, from }: { village: ReportVillage; from: string }) {
  const { f } = useTexts();
  const w = useWords(words);
  return (
    <nav aria-label={w.daysLabel({ village: village.name })} className="mt-1 flex gap-px">
      {[...village.days].map((letter, index) => {
        const at = Date.parse(from) + index * DAY_MS;
        const day = new Date(at + WIB_MS).toISOString().slice(0, 10);
        return (
          <Link
            key={day}
            to="/gangguan"
            search={{ desa: village.code, hari: day }}
            aria-label={w.dayOpen({ day: f.date(at) })}
            title={f.date(at)}
            className={`h-5 min-w-0 flex-1 rounded-[2px] ${FILLS[letter] ?? 'bg-surface'}`}
          />
        );
      })}
    </nav>
  );
}
