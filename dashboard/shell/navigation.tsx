import { Link, useLocation } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useId, useRef } from 'react';
import { useRows } from '../live/store.ts';
import { useTexts } from '../ui/text.tsx';
import type { Entry, Group } from './entries.ts';

interface Look {
  readonly link: string;
  readonly count: string;
  readonly icon: number;
}

const row: Look = {
  link: 'flex min-h-11 items-center gap-3 rounded-control px-3 text-muted hover:text-text aria-[current=page]:bg-accent-tint aria-[current=page]:font-semibold aria-[current=page]:text-text',
  count: 'ml-auto',
  icon: 20,
};
const item: Look = {
  link: 'relative grid min-h-14 min-w-0 content-center justify-items-center gap-0.5 text-[11px] text-muted aria-[current]:font-semibold aria-[current]:text-accent',
  count: 'absolute top-1 left-1/2 ml-2',
  icon: 22,
};

/** Beside every page of a wide screen; on a low one it scrolls. */
export function Rail({ groups }: { groups: readonly Group[] }) {
  const { t } = useTexts();
  return (
    <div className="fixed inset-y-0 left-0 hidden w-56 flex-col overflow-y-auto border-line border-r bg-surface px-3 py-4 lg:flex">
      <Link to="/" className="flex items-center gap-2.5 px-3 font-bold text-lg">
        <img src="/icon.svg" alt="" className="size-8" />
        {t.shell.product}
      </Link>
      <nav aria-label={t.shell.mainNavigation} className="pt-2">
        <Groups groups={groups} />
      </nav>
      <p className="mt-auto px-3 pt-6 text-muted text-xs">{t.shell.tagline}</p>
    </div>
  );
}

/** Below every page of a phone: what is opened most, and a sheet with the rest. */
export function BottomBar({ groups }: { groups: readonly Group[] }) {
  const { t } = useTexts();
  const path = useLocation().pathname;
  const sheet = useRef<HTMLElement>(null);
  const rest = groups
    .map(({ heading, entries }) => ({ heading, entries: entries.filter(({ bar }) => !bar) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <div className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-raised pb-[env(safe-area-inset-bottom)] lg:hidden">
      <nav aria-label={t.shell.mainNavigation} className="grid grid-cols-5 px-1">
        {groups.flatMap(({ entries }) =>
          entries.filter(({ bar }) => bar).map((entry) => <To key={entry.to} entry={entry} look={item} />),
        )}
        <button
          type="button"
          popoverTarget="more"
          aria-current={
            rest.some(({ entries }) => entries.some(({ to }) => path.startsWith(to))) || undefined
          }
          className={item.link}
        >
          <Ellipsis aria-hidden="true" size={item.icon} />
          {t.shell.more}
        </button>
      </nav>
      <nav
        ref={sheet}
        id="more"
        popover="auto"
        aria-label={t.shell.more}
        className="fixed inset-x-0 top-auto bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] m-0 max-h-[75dvh] w-full overflow-y-auto rounded-t-card border-line border-t bg-raised p-3 text-text shadow-card"
      >
        <Groups groups={rest} onGo={() => sheet.current?.hidePopover()} />
      </nav>
    </div>
  );
}

function Groups({ groups, onGo }: { groups: readonly Group[]; onGo?: () => void }) {
  const id = useId();
  return groups.map(({ heading, entries }) => (
    <div key={heading} className="pt-2 first:pt-0">
      <p id={id + heading} className="px-3 py-1 font-semibold text-muted text-sm">
        {heading}
      </p>
      <ul aria-labelledby={id + heading}>
        {entries.map((entry) => (
          <li key={entry.to}>
            <To entry={entry} look={row} onGo={onGo} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function To({
  entry: { to, word, icon: Icon },
  look,
  onGo,
}: {
  entry: Entry;
  look: Look;
  onGo?: (() => void) | undefined;
}) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      onClick={onGo}
      className={look.link}
    >
      <Icon aria-hidden="true" size={look.icon} />
      {word}
      {to === '/' && <DownCount className={look.count} />}
    </Link>
  );
}

/** Routers that are down, beside the word. */
function DownCount({ className }: { className: string }) {
  const { t, f } = useTexts();
  const count = useRows(({ byId }) => Object.values(byId).filter(({ state }) => state === 'down').length);
  if (count === 0) return null;
  return (
    <span
      className={`min-w-5 rounded-full bg-down px-1.5 text-center font-semibold text-white text-xs leading-5 ${className}`}
    >
      {f.number(count)}
      <span className="sr-only"> {t.status.headline.part.down}</span>
    </span>
  );
}
