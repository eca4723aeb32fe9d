import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, type LucideIcon } from 'lucide-react';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { sessionsQuery } from './queries.ts';

/** Rows shown before "and N more". */
const FIRST = 12;

/** Who is online, without saying who. */
export function SessionsPanel({ id }: { id: number }) {
  const { t, f } = useTexts();
  const { data, isError, error, refetch } = useQuery(sessionsQuery(id));
  return (
    <Section title={t.router.sessionsTitle} note={t.router.sessionsNote}>
      {data === undefined ? (
        isError ? (
          <Failed why={problemText(error, t, f)} onRetry={refetch} />
        ) : (
          <Loading rows={3} height="h-6" />
        )
      ) : data.total === 0 ? (
        <p className="text-muted">{t.router.sessionsNone}</p>
      ) : (
        <>
          <p className="mb-2">{t.router.sessionsTotal({ total: f.number(data.total) })}</p>
          <ul className="live-data grid gap-1.5 text-sm">
            {numbered(data.users.slice(0, FIRST)).map(({ user, place }) => (
              <li
                key={place}
                className="flex justify-between gap-3 border-line border-t pt-1.5 first:border-0"
              >
                <span>
                  {user.plan} · {f.duration(user.sinceMinutes * 60_000)}
                </span>
                <span className="grid shrink-0 grid-cols-[5rem_5rem] text-right text-muted">
                  <Amount
                    icon={ArrowDown}
                    word={t.router.download}
                    bytes={f.bytes(Number(user.receiveBytes))}
                  />
                  <Amount icon={ArrowUp} word={t.router.upload} bytes={f.bytes(Number(user.transmitBytes))} />
                </span>
              </li>
            ))}
          </ul>
          {data.total > FIRST && (
            <p className="mt-2 text-muted text-sm">
              {t.status.choresMore({ count: f.number(data.total - Math.min(FIRST, data.users.length)) })}
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function Amount({ icon: Icon, word, bytes }: { icon: LucideIcon; word: string; bytes: string }) {
  return (
    <span className="inline-flex items-center justify-end gap-1">
      <Icon aria-hidden="true" size={14} />
      <span className="sr-only">{word}</span>
      {bytes}
    </span>
  );
}

/** Rows without names: their place is all that tells them apart. */
const numbered = <T,>(users: readonly T[]) => users.map((user, place) => ({ user, place }));
