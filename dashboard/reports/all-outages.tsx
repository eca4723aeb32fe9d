import { Link } from '@tanstack/react-router';
import type { MonthReport } from '#contract/reports.ts';
import { serverNow } from '../live/clock.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

const WIB_MS = 7 * 3_600_000;

/** Every outage of the month; each leads to the day of its samples. */
export function AllOutages({ outages }: { outages: MonthReport['outages'] }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const names = [w.village, w.began, w.length, w.causes, w.counted];
  return (
    <Section title={w.allOutages}>
      {outages.length === 0 ? (
        <p className="text-muted">{w.causesNone}</p>
      ) : (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent">
            {t.router.outageCount({ count: f.number(outages.length) })}
          </summary>
          <Table caption={w.allOutages} columns={names.map((name) => ({ name }))}>
            {outages.map((outage) => {
              const began = Date.parse(outage.firstFailedAt);
              return (
                <tr key={`${outage.routerId} ${outage.firstFailedAt}`}>
                  <Cell of={w.village}>
                    {outage.village.name}
                    <span className="block text-muted text-sm">{outage.router}</span>
                  </Cell>
                  <Cell of={w.began}>
                    {f.momentSeconds(began, serverNow())}
                    <Link
                      to="/gangguan"
                      search={{
                        desa: outage.village.code,
                        hari: new Date(began + WIB_MS).toISOString().slice(0, 10),
                      }}
                      className="block text-accent text-sm underline"
                    >
                      {w.toSamples}
                    </Link>
                  </Cell>
                  <Cell of={w.length}>
                    {f.duration(outage.seconds * 1000)}
                    {outage.endedAt === null && <span className="block text-muted text-sm">{w.lasting}</span>}
                  </Cell>
                  <Cell of={w.causes}>
                    {t.router.causes[outage.cause]}
                    {outage.ruling !== null && (
                      <span className="block text-muted text-sm">
                        {w.ruled({ by: outage.ruling.by, cause: t.router.causes[outage.judgedCause] })}
                      </span>
                    )}
                  </Cell>
                  <Cell of={w.counted}>
                    {outage.owedSeconds > 0 ? f.duration(outage.owedSeconds * 1000) : w.notCounted}
                  </Cell>
                </tr>
              );
            })}
          </Table>
        </details>
      )}
    </Section>
  );
}

export function LateEntries({ entries }: { entries: MonthReport['lateEntries'] }) {
  const { f } = useTexts();
  const w = useWords(words);
  if (entries.length === 0) return null;
  return (
    <Section title={w.late} note={w.lateNote}>
      <ul className="grid gap-3">
        {entries.map((entry) => (
          <li key={`${entry.reference} ${entry.from}`}>
            <p className="font-semibold">
              {entry.reference}: {entry.reason}
            </p>
            <p className="text-muted text-sm">
              {f.dateTime(Date.parse(entry.from))} – {f.dateTime(Date.parse(entry.until))};{' '}
              {w.lateBy({ by: entry.enteredBy, at: f.dateTime(Date.parse(entry.enteredAt)) })};{' '}
              {entry.approvedBy === null ? w.notApproved : w.approvedBy({ by: entry.approvedBy })}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
