import { Link, useRouter } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Me } from '#contract/staff.ts';
import { useClock } from '../live/clock.ts';
import { useConnection } from '../live/store.ts';
import { useTexts } from '../ui/text.tsx';
import { ConnectionLight, LostBanner } from './connection.tsx';
import { groupsFor } from './entries.ts';
import { useKeys } from './keys.ts';
import { BottomBar, Rail } from './navigation.tsx';
import { PersonMenu } from './person-menu.tsx';

const Help = lazy(() => import('./help.tsx').then((module) => ({ default: module.Help })));

/** What stands around every page: a rail on a wide screen, a bar below on a phone. */
export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTexts();
  const router = useRouter();
  const groups = groupsFor(me, t);
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
      <Rail groups={groups} />
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
      <BottomBar groups={groups} />
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
