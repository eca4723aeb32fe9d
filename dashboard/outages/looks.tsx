import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LookRow } from '#contract/status.ts';
import { Cell, Section, Table } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { looksQuery } from './queries.ts';

/** Shown before one asks for more. */
const FIRST = 8;

/** "Kenapa kami menyimpulkan ini?": the last looks, as they were. */
export function Looks({ id }: { id: number }) {
  const { t, f } = useTexts();
  const looks = useQuery(looksQuery(id));
  const [all, setAll] = useState(false);
  const columns = [
    { name: t.router.lookAt },
    { name: t.router.lookOutcome },
    { name: t.router.lookTook, right: true },
    { name: t.router.lookUptime, right: true },
    { name: t.router.lookUsers, right: true },
    { name: t.router.lookAgent },
  ];
  return (
    <Section title={t.router.whyTitle} note={t.router.whyNote}>
      {looks.data === undefined ? (
        looks.isError ? (
          <Failed why={problemText(looks.error, t, f)} onRetry={looks.refetch} />
        ) : (
          <Loading rows={4} height="h-8" />
        )
      ) : looks.data.length === 0 ? (
        <p className="text-muted">{t.router.whyNone}</p>
      ) : (
        <>
          {looks.isError && <StandOf at={looks.dataUpdatedAt} />}
          <Table caption={t.router.whyTitle} columns={columns}>
            {(all ? looks.data : looks.data.slice(0, FIRST)).map((look) => (
              <LookLine key={look.at} look={look} />
            ))}
          </Table>
          {!all && looks.data.length > FIRST && (
            <button
              type="button"
              className="mt-1 min-h-11 font-semibold text-accent"
              onClick={() => setAll(true)}
            >
              {t.status.choresMore({ count: f.number(looks.data.length - FIRST) })}
            </button>
          )}
        </>
      )}
    </Section>
  );
}

function LookLine({ look }: { look: LookRow }) {
  const { t, f } = useTexts();
  const good = look.outcome === 'answered';
  return (
    <tr>
      <Cell of={t.router.lookAt}>{f.timeSeconds(Date.parse(look.at))}</Cell>
      <Cell of={t.router.lookOutcome}>
        <span className={good ? '' : 'font-semibold'}>{t.router.outcome[look.outcome]}</span>
        {look.detail !== null && <span className="block break-words text-muted text-sm">{look.detail}</span>}
      </Cell>
      <Cell of={t.router.lookTook} right>
        {t.router.ms({ ms: f.number(look.tookMs) })}
      </Cell>
      <Cell of={t.router.lookUptime} right>
        {look.uptimeSeconds === null ? null : f.duration(look.uptimeSeconds * 1000)}
      </Cell>
      <Cell of={t.router.lookUsers} right>
        {look.users === null ? null : f.number(look.users)}
      </Cell>
      <Cell of={t.router.lookAgent}>
        {look.agent}
        {look.simulated && ` (${t.status.simulated})`}
      </Cell>
    </tr>
  );
}
