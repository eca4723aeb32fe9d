import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '#contract/staff.ts';
import { useClock } from '../live/clock.ts';
import { audit as en } from '../text/en/audit.ts';
import { audit as id } from '../text/id/audit.ts';
import { Button } from '../ui/button.tsx';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { auditQuery } from './queries.ts';

const words = { id, en };

/** Who did what to what, when, from where, and why. */
export function AuditPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const audit = useInfiniteQuery(auditQuery);
  const entries = audit.data?.pages.flat();
  const columns = [
    { name: w.at },
    { name: w.actor },
    { name: w.act },
    { name: w.target },
    { name: w.reason },
    { name: w.from },
  ];
  return (
    <Section title={w.title} note={w.text}>
      {entries === undefined ? (
        audit.isError ? (
          <Failed why={problemText(audit.error, t, f)} onRetry={audit.refetch} />
        ) : (
          <Loading rows={6} height="h-8" />
        )
      ) : entries.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <>
          <Table caption={w.title} columns={columns}>
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
              {w.more}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function Line({ entry }: { entry: AuditEntry }) {
  const { f } = useTexts();
  const w = useWords(words);
  const at = useClock((now) => f.moment(Date.parse(entry.at), now));
  const acts: Readonly<Record<string, string>> = w.acts;
  return (
    <tr>
      <Cell of={w.at}>{at}</Cell>
      <Cell of={w.actor}>{entry.actor}</Cell>
      <Cell of={w.act}>{acts[entry.act] ?? entry.act}</Cell>
      <Cell of={w.target}>{entry.target}</Cell>
      <Cell of={w.reason}>{entry.reason}</Cell>
      <Cell of={w.from}>{entry.from}</Cell>
    </tr>
  );
}
