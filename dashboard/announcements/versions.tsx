import { useQuery } from '@tanstack/react-query';
import type { Announcement, AnnouncementVersion } from '#contract/announcements.ts';
import { Button } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import type { Content } from './form.ts';
import { versionsQuery } from './queries.ts';
import { words } from './words.ts';

/** Who wrote, changed, published and withdrew it; an old text goes back into the form. */
export function Versions({
  announcement,
  mayRestore,
  onRestore,
}: {
  announcement: Announcement;
  mayRestore: boolean;
  onRestore: (content: Content, version: number) => void;
}) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const list = useQuery(versionsQuery(announcement.id, announcement.version));
  const published = list.data?.find(({ act }) => act === 'publish');
  return (
    <section className="mt-6">
      <h2 className="font-semibold text-lg">{w.versions}</h2>
      {published && (
        <p className="text-muted text-sm">
          {w.publishedBy({ who: published.by, at: f.dateTime(Date.parse(published.at)) })}
        </p>
      )}
      {list.data === undefined ? (
        list.isError ? (
          <Failed why={problemText(list.error, t, f)} onRetry={list.refetch} />
        ) : (
          <p className="text-muted">{t.shell.loading}</p>
        )
      ) : list.data.length === 0 ? (
        <p className="text-muted">{w.versionsNone}</p>
      ) : (
        <ol className="mt-2 grid gap-2">
          {list.data.map((one) => {
            const content = whole(one, announcement);
            return (
              <li
                key={one.version}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control border border-line px-3 py-2"
              >
                <div className="min-w-0 flex-1 basis-60">
                  <p className="text-sm">
                    <span className="font-semibold">{w.version({ number: f.number(one.version) })}</span>{' '}
                    {w.acts[one.act]} · {one.by} · {f.dateTime(Date.parse(one.at))}
                  </p>
                  <p className="break-words text-muted text-sm">{one.content.title}</p>
                </div>
                {mayRestore && one.version < announcement.version && (
                  <Button
                    aria-label={`${w.restore}: ${w.version({ number: f.number(one.version) })}`}
                    onClick={() => onRestore(content, one.version)}
                  >
                    {w.restore}
                  </Button>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

/** What an old version does not know stays as it is. */
const whole = ({ content }: AnnouncementVersion, now: Announcement): Content => ({
  ...now,
  ...Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)),
});
