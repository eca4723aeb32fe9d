import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '#contract/staff.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { auditQuery } from './queries.ts';

/** Who did what to what, when, from where, and why. */
export function AuditPage() {
  const { t, f } = useTexts();
  const audit = useInfiniteQuery(auditQuery);
  const entries = audit.data?.pages.flat();
  const columns = [
    { name: t.settings.auditAt },
    { name: t.settings.auditActor },
    { name: t.settings.auditAct },
    { name: t.settings.auditTarget },
    { name: t.settings.auditReason },
    { name: t.settings.auditFrom },
  ];
  return (
    <Section title={t.settings.auditTitle} note={t.settings.auditText}>
      {entries === undefined ? (
        audit.isError ? (
          <Failed why={problemText(audit.error, t, f)} onRetry={audit.refetch} />
        ) : (
          <Loading rows={6} height="h-8" />
        )
      ) : entries.length === 0 ? (
        <p className="text-muted">{t.settings.auditNone}</p>
      ) : (
        <>
          <Table caption={t.settings.auditTitle} columns={columns}>
            {entries.map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </Table>
          {audit.hasNextPage && (
            <Button
              className="mt-3"
              disabled={audit.isFetchingNextPage}
              onClick={() => void audit.fetchNextPage()}
            >
              {t.settings.auditMore}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function Line({ entry }: { entry: AuditEntry }) {
  const { t, f } = useTexts();
  const at = useClock((now) => f.moment(Date.parse(entry.at), now));
  const acts: Readonly<Record<string, string>> = t.settings.acts;
  return (
    <tr>
      <Cell of={t.settings.auditAt}>{at}</Cell>
      <Cell of={t.settings.auditActor}>{entry.actor}</Cell>
      <Cell of={t.settings.auditAct}>{acts[entry.act] ?? entry.act}</Cell>
      <Cell of={t.settings.auditTarget}>{entry.target}</Cell>
      <Cell of={t.settings.auditReason}>{entry.reason}</Cell>
      <Cell of={t.settings.auditFrom}>{entry.from}</Cell>
    </tr>
  );
}
