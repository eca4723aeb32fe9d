import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Feed } from '#contract/feeds.ts';
import { offers, useMe } from '../api/session.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { PageTitle } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Empty, Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { FeedCard } from './feed-card.tsx';
import { FeedForm } from './feed-form.tsx';
import { feedsQuery } from './queries.ts';
import { words } from './words.ts';

/** *Sumber*: other systems whose announcements show by themselves. */
export function FeedsPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const may = offers(useMe(), 'feed:write');
  const list = useQuery(feedsQuery);
  const [editing, setEditing] = useState<Feed | 'new' | null>(null);
  useEffect(() => {
    document.title = `${w.title} · ${t.shell.product}`;
  }, [w, t]);
  return (
    <>
      <PageTitle title={w.title} intro={w.intro}>
        <div className="flex flex-wrap gap-2">
          <Link to="/pengumuman" className={buttonClass('quiet')}>
            {w.back}
          </Link>
          {may && editing === null && (
            <Button look="primary" onClick={() => setEditing('new')}>
              {w.add}
            </Button>
          )}
        </div>
      </PageTitle>
      {editing !== null && (
        <FeedForm
          key={editing === 'new' ? 'new' : editing.id}
          feed={editing === 'new' ? null : editing}
          onDone={() => setEditing(null)}
        />
      )}
      {list.data === undefined ? (
        list.isError ? (
          <Failed why={problemText(list.error, t, f)} onRetry={list.refetch} />
        ) : (
          <Loading rows={3} height="h-32" />
        )
      ) : list.data.length === 0 ? (
        editing === null && <Empty title={w.emptyTitle} text={w.emptyText} />
      ) : (
        <>
          {list.isError && <StandOf at={list.dataUpdatedAt} />}
          <ul className="grid gap-3 lg:grid-cols-2 lg:items-start">
            {list.data.map((feed) => (
              <FeedCard key={feed.id} feed={feed} may={may} onEdit={() => setEditing(feed)} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}
