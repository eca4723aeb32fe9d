import { Link, type LinkProps, useRouter } from '@tanstack/react-router';
import {
  Activity,
  ChartColumn,
  FileText,
  LayoutList,
  ListTodo,
  type LucideIcon,
  Megaphone,
  Settings,
} from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Me } from '#contract/staff.ts';
import { offers } from '../api/session.ts';
import { useClock } from '../live/clock.ts';
import { useConnection, useRows } from '../live/store.ts';
import { useTexts } from '../ui/text.tsx';
import { ConnectionLight, LostBanner } from './connection.tsx';
import { useKeys } from './keys.ts';
import { PersonMenu } from './person-menu.tsx';

const Help = lazy(() => import('./help.tsx').then((module) => ({ default: module.Help })));

interface Entry {
  readonly to: LinkProps['to'];
  readonly word: string;
  readonly icon: LucideIcon;
  /** Routers that are down, beside the word. */
  readonly count?: number;
}

function useEntries(me: Me): Entry[] {
  const { t } = useTexts();
  const down = useRows(({ byId }) => Object.values(byId).filter((row) => row.state === 'down').length);
  const entries: Entry[] = [
    { to: '/', word: t.shell.overview, icon: LayoutList, count: down },
    { to: '/gangguan', word: t.shell.outages, icon: Activity },
    { to: '/pekerjaan', word: t.chores.title, icon: ListTodo },
    { to: '/pemakaian', word: t.shell.usage, icon: ChartColumn },
    { to: '/laporan', word: t.shell.reports, icon: FileText },
    { to: '/pengumuman', word: t.shell.announcements, icon: Megaphone },
  ];
  if (offers(me, 'router:write') || offers(me, 'audit:read'))
    entries.push({ to: '/pengaturan', word: t.shell.settings, icon: Settings });
  return entries;
}

/** What stands around every page: a rail on a wide screen, a bar below on a phone. */
export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTexts();
  const router = useRouter();
  const entries = useEntries(me);
  const stale = useConnection((state) => state.kind === 'lost');
  const [help, setHelp] = useState(false);
  const onHelp = useCallback(() => setHelp(true), []);
  const onBack = useCallback(() => {
    if (router.state.location.pathname !== '/') router.history.back();
  }, [router]);
  useKeys({ onHelp, onBack });

  return (
    <div data-stale={stale} className="min-h-dvh lg:pl-56">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
      >
        {t.shell.skipToContent}
      </a>
      <Rail entries={entries} />
      <LostBanner />
      <header className="flex h-14 items-center justify-between gap-3 border-line border-b px-4 lg:px-8">
        <Link to="/" className="flex items-center gap-2 font-bold lg:hidden">
          <img src="/icon.svg" alt="" className="size-7" />
          {t.shell.product}
        </Link>
        <div className="flex flex-1 items-center justify-end gap-3 sm:gap-5">
          <ConnectionLight />
          <WibClock />
          <PersonMenu me={me} />
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-[78rem] px-4 pt-5 pb-28 outline-none lg:px-8 lg:pb-12"
      >
        {children}
      </main>
      <BottomBar entries={entries} />
      {help && (
        <Suspense>
          <Help onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

function WibClock() {
  const { f } = useTexts();
  const time = useClock((now) => f.timeLabelled(now));
  return <span className="hidden text-muted text-sm sm:inline">{time}</span>;
}

function Rail({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTexts();
  return (
    <div className="fixed inset-y-0 left-0 hidden w-56 border-line border-r bg-surface px-3 py-4 lg:block">
      <Link to="/" className="mb-6 flex items-center gap-2.5 px-3 font-bold text-lg">
        <img src="/icon.svg" alt="" className="size-8" />
        {t.shell.product}
      </Link>
      <nav aria-label={t.shell.mainNavigation} className="grid gap-1">
        {entries.map(({ to, word, icon: Icon, count = 0 }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            className="flex min-h-11 items-center gap-3 rounded-control px-3 text-muted hover:bg-raised hover:text-text aria-[current=page]:bg-accent-tint aria-[current=page]:font-semibold aria-[current=page]:text-text"
          >
            <Icon aria-hidden="true" size={20} />
            {word}
            {count > 0 && <DownCount count={count} className="ml-auto" />}
          </Link>
        ))}
      </nav>
      <p className="absolute inset-x-6 bottom-4 text-muted text-xs">{t.shell.tagline}</p>
    </div>
  );
}

function BottomBar({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTexts();
  return (
    <nav
      aria-label={t.shell.mainNavigation}
      className="fixed inset-x-0 bottom-0 z-20 grid auto-cols-[minmax(4.75rem,1fr)] grid-flow-col overflow-x-auto border-line border-t bg-raised pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {entries.map(({ to, word, icon: Icon, count = 0 }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          className="relative grid min-h-14 content-center justify-items-center gap-0.5 px-0.5 text-[11px] text-muted aria-[current=page]:font-semibold aria-[current=page]:text-accent"
        >
          <Icon aria-hidden="true" size={22} />
          {word}
          {count > 0 && <DownCount count={count} className="absolute top-1 left-1/2 ml-2" />}
        </Link>
      ))}
    </nav>
  );
}

function DownCount({ count, className }: { count: number; className: string }) {
  const { t, f } = useTexts();
  return (
    <span
      className={`min-w-5 rounded-full bg-down px-1.5 text-center font-semibold text-white text-xs leading-5 ${className}`}
    >
      {f.number(count)}
      <span className="sr-only"> {t.status.headline.part.down}</span>
    </span>
  );
}
