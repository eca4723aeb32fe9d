import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Figure, MonthReport } from '#contract/reports.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { Days } from './days.tsx';
import { words } from './words.ts';

/** Every village with both figures; its name opens its page, its days open to their samples. */
export function Villages({ report }: { report: MonthReport }) {
  const { f } = useTexts();
  const w = useWords(words);
  const names = [w.village, w.felt, w.owed, w.outages, w.longest, w.power, w.traffic, w.people];
  return (
    <Section title={w.villages} note={w.villagesNote}>
      <Table caption={w.villages} columns={names.map((name, index) => ({ name, right: index > 0 }))}>
        {report.villages.map((village) => (
          <Fragment key={village.code}>
            <tr>
              <Cell of={w.village}>
                <Link
                  to="/laporan"
                  search={(before) => ({ ...before, desa: village.code })}
                  resetScroll
                  className="inline-flex min-h-8 items-center font-semibold text-accent underline"
                >
                  {village.name}
                </Link>
                <span className="block text-muted text-sm">{village.kecamatan}</span>
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
            <tr className="border-0!">
              <td colSpan={names.length} className="border-0! pt-0!">
                <Days village={village} from={report.from} to={report.to} />
              </td>
            </tr>
          </Fragment>
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
