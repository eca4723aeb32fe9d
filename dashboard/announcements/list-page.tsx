import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Printer } from 'lucide-react';
import { useEffect } from 'react';
import type { Announcement } from '#contract/announcements.ts';
import { offers, useMe } from '../api/session.ts';
import { villagesQuery } from '../api/villages.ts';
import { useClock } from '../live/clock.ts';
import { buttonClass } from '../ui/button.tsx';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { audienceText } from './audience-text.ts';
import { PhaseBadge } from './phase-badge.tsx';
import { useAnnouncements } from './queries.ts';
import { words } from './words.ts';

/** *Pengumuman*: what villages are told, what was, and what will be. */
export function AnnouncementsPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const may = offers(useMe(), 'announcement:write');
  const list = useAnnouncements();
  useEffect(() => {
    document.title = `${t.shell.announcements} · ${t.shell.product}`;
  }, [t]);
  const write = may && (
    <Link to="/pengumuman/$id" params={{ id: 'baru' }} className={buttonClass('primary')}>
      <Plus aria-hidden="true" size={18} />
      {t.announcements.write}
    </Link>
  );
  return (
    <>
      <PageTitle title={t.shell.announcements} intro={t.announcements.intro}>
        <div className="flex flex-wrap gap-2">
          <Link to="/pengumuman/sumber" className={buttonClass('plain')}>
            {w.sources}
          </Link>
          <Link to="/pengumuman/$id" params={{ id: 'cetak' }} className={buttonClass('plain')}>
            <Printer aria-hidden="true" size={18} />
            {w.print}
          </Link>
          {write}
        </div>
      </PageTitle>
      {list.data === undefined ? (
        list.isError ? (
          <Failed why={problemText(list.error, t, f)} onRetry={list.refetch} />
        ) : (
          <Loading rows={4} height="h-24" />
        )
      ) : list.data.length === 0 ? (
        <Empty title={t.announcements.emptyTitle} text={t.announcements.emptyText}>
          {write}
        </Empty>
      ) : (
        <>
          {list.isError && <StandOf at={list.dataUpdatedAt} />}
          <ul className="grid gap-3 lg:grid-cols-2">
            {list.data.map((announcement) => (
              <Item key={announcement.id} announcement={announcement} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Item({ announcement }: { announcement: Announcement }) {
  const { t, f } = useTexts();
  const villages = useQuery(villagesQuery).data ?? [];
  const from = useClock((now) => f.moment(Date.parse(announcement.from), now));
  const until = useClock((now) =>
    announcement.until === null
      ? t.announcements.untilWithdrawn
      : f.moment(Date.parse(announcement.until), now),
  );
  const gone = announcement.phase === 'over' || announcement.phase === 'withdrawn';
  return (
    <li
      className={`relative rounded-card border border-line bg-raised p-4 shadow-card hover:bg-surface ${gone ? 'text-muted' : ''}`}
    >
      <div className="mb-1.5 flex flex-wrap items-center gap-2 text-sm">
        <PhaseBadge phase={announcement.phase} />
        <span className="text-muted">
          {t.announcements.kind[announcement.kind]}
          {announcement.severity !== 'info' && ` · ${t.announcements.severity[announcement.severity]}`}
        </span>
      </div>
      <h2 className="font-semibold text-lg leading-snug">
        <Link
          to="/pengumuman/$id"
          params={{ id: String(announcement.id) }}
          data-row
          className="after:absolute after:inset-0 after:content-['']"
        >
          {announcement.title}
        </Link>
      </h2>
      <p className="mt-1 line-clamp-2 break-words">{announcement.body}</p>
      <p className="mt-2 text-muted text-sm">
        {audienceText(announcement.audience, villages, t)} · {t.announcements.period({ from, until })}
        {announcement.source !== null && ` · ${announcement.source.feed}`}
      </p>
    </li>
  );
}
