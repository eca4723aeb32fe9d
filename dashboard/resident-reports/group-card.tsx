import { Link } from '@tanstack/react-router';
import type { ReportGroup, ResidentReport } from '#contract/resident-reports.ts';
import { serverNow } from '../live/clock.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { TellForm } from './tell-form.tsx';
import { words } from './words.ts';

export function GroupCard({ group, mayWrite }: { group: ReportGroup; mayWrite: boolean }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const { village, outage, incident, reports } = group;
  const open = reports.filter(({ closing }) => closing === null).map(({ id }) => id);
  const at = (instant: string) => f.moment(Date.parse(instant), serverNow());
  return (
    <Section
      title={`${village.name}, ${village.kecamatan}`}
      aside={<span className="text-muted">{w.reports({ count: f.number(reports.length) })}</span>}
    >
      <p className="mb-2 flex flex-wrap gap-x-3">
        {outage === null ? (
          <span className="text-muted">{w.noOutage}</span>
        ) : (
          <Link
            to="/gangguan/$id/$start"
            params={{ id: String(outage.routerId), start: String(Date.parse(outage.firstFailedAt)) }}
            className="inline-flex min-h-11 items-center text-accent underline md:min-h-8"
          >
            {w.outage({ at: at(outage.firstFailedAt), cause: t.router.causes[outage.cause] })}
            {outage.endedAt !== null && ` · ${w.ended({ at: at(outage.endedAt) })}`}
          </Link>
        )}
        {incident !== null && (
          <Link
            to="/insiden/$id"
            params={{ id: String(incident.id) }}
            className="inline-flex min-h-11 items-center text-accent underline md:min-h-8"
          >
            {w.incident}
          </Link>
        )}
      </p>
      <ul>
        {reports.map((report) => (
          <Report key={report.id} report={report} />
        ))}
      </ul>
      {mayWrite && open.length > 0 && <TellForm ids={open} />}
    </Section>
  );
}

function Report({ report }: { report: ResidentReport }) {
  const { f } = useTexts();
  const w = useWords(words);
  const at = (instant: string) => f.moment(Date.parse(instant), serverNow());
  const { number, kind, text, via, router, receivedAt, overdue, answer, closing } = report;
  return (
    <li className="grid gap-1 border-line border-t py-2 first:border-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{w.kinds[kind]}</span>
        <span className="font-mono text-sm">{number}</span>
        <span className="text-muted text-sm">
          {at(receivedAt)} · {w.via[via]}
          {router !== null && ` · ${router}`}
        </span>
        {overdue !== null && (
          <strong className="rounded-control bg-down-tint px-2 text-down-text text-sm">
            {w.overdue[overdue]}
          </strong>
        )}
        {overdue === null && closing === null && (
          <span className="text-muted text-sm">
            {answer === null
              ? w.due.answer({ at: at(report.answerDueAt) })
              : w.due.close({ at: at(report.closeDueAt) })}
          </span>
        )}
      </p>
      {text !== null && <p className="break-words">“{text}”</p>}
      {answer !== null && (
        <p className="break-words text-sm">
          {answer.text} <span className="text-muted">{w.answered({ by: answer.by, at: at(answer.at) })}</span>
        </p>
      )}
      {closing !== null && (
        <p className="break-words text-sm">
          {closing.text}{' '}
          <span className="text-muted">{w.closed({ by: closing.by, at: at(closing.at) })}</span>
        </p>
      )}
    </li>
  );
}
