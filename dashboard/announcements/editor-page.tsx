import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { offers, useMe } from '../api/session.ts';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts } from '../ui/text.tsx';
import { Editor } from './editor.tsx';
import { useAnnouncements } from './queries.ts';

const PrintPage = lazy(() => import('./print-page.tsx').then((module) => ({ default: module.PrintPage })));

export interface EditorPageProps {
  /** A number, `baru`, or `cetak`: the papers of the week, which no announcement has for a number. */
  readonly id: string;
  readonly onSaved: (id: number) => void;
}

/** What stands under /pengumuman. */
export function EditorPage({ id, onSaved }: EditorPageProps) {
  return id === 'cetak' ? (
    <Suspense fallback={<Loading rows={3} height="h-40" />}>
      <PrintPage />
    </Suspense>
  ) : (
    <OneAnnouncement id={id === 'baru' ? null : Number(id)} onSaved={onSaved} />
  );
}

function OneAnnouncement({ id, onSaved }: { id: number | null; onSaved: (id: number) => void }) {
  const { t, f } = useTexts();
  const me = useMe();
  const list = useAnnouncements();
  const known = list.data?.find((one) => one.id === id) ?? null;
  useEffect(() => {
    document.title = `${known?.title ?? t.announcements.write} · ${t.shell.product}`;
  }, [known, t]);
  const ready = list.data !== undefined && me !== null;
  return (
    <>
      <Link to="/pengumuman" className="mb-2 inline-flex min-h-11 items-center gap-1 pr-2 text-accent">
        <ChevronLeft aria-hidden="true" size={18} />
        {t.shell.announcements}
      </Link>
      {!ready ? (
        list.isError ? (
          <Failed why={problemText(list.error, t, f)} onRetry={list.refetch} />
        ) : (
          <Loading rows={3} height="h-40" />
        )
      ) : id !== null && known === null ? (
        <Failed why={t.shell.problems['not-found']} />
      ) : (
        <Editor
          key={known?.id ?? 'new'}
          known={known}
          me={me}
          mayWrite={offers(me, 'announcement:write')}
          onSaved={onSaved}
        />
      )}
    </>
  );
}
