import { Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Notice } from '#contract/status.ts';
import { serverNow } from '../live/clock.ts';
import { useConnection } from '../live/store.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';
import { useTexts } from '../ui/text.tsx';

/** Gravest first: what makes the list below untrue, then what is good to know. */
const ORDER: readonly Notice['kind'][] = [
  'database-gone',
  'disk-full',
  'agent-silent',
  'canaries-missing',
  'insecure-cookie',
  'canaries-none',
];
const CALM: ReadonlySet<Notice['kind']> = new Set(['canaries-none']);

/** What staff should know of the watching itself. A phone shows the gravest, and the others when asked. */
export function Notices() {
  const { t, f } = useTexts();
  const notices = useConnection((state) => state.notices);
  const [all, setAll] = useState(false);
  if (notices.length === 0) return null;
  const sorted = notices.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return (
    <div className="mb-5">
      <ul className="grid gap-2">
        {sorted.map((notice, place) => {
          const text = textOf(notice, t, f);
          const calm = CALM.has(notice.kind);
          const Icon = calm ? Info : TriangleAlert;
          return (
            <li
              key={'agent' in notice ? `${notice.kind} ${notice.agent}` : notice.kind}
              className={`items-start gap-2.5 rounded-control border px-3 py-2 text-[15px] leading-snug ${calm ? 'border-line bg-surface' : 'border-degraded bg-degraded-tint'} ${place === 0 || all ? 'flex' : 'hidden sm:flex'}`}
            >
              <Icon aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
              {text}
            </li>
          );
        })}
      </ul>
      {notices.length > 1 && !all && (
        <button
          type="button"
          className="min-h-11 font-semibold text-accent text-sm sm:hidden"
          onClick={() => setAll(true)}
        >
          {t.status.choresMore({ count: f.number(notices.length - 1) })}
        </button>
      )}
    </div>
  );
}

function textOf(notice: Notice, t: Messages, f: Format): string {
  const at = (instant: string) => f.moment(Date.parse(instant), serverNow());
  switch (notice.kind) {
    case 'agent-silent':
      return t.status.notice.agentSilent({ agent: notice.agent, since: at(notice.since) });
    case 'canaries-none':
      return t.status.notice.canariesNone({ agent: notice.agent });
    case 'canaries-missing':
      return t.status.notice.canariesMissing({ agent: notice.agent });
    case 'database-gone':
      return t.status.notice.databaseGone({ since: at(notice.since) });
    case 'disk-full':
      return t.status.notice.diskFull({ folder: notice.folder, percent: f.number(notice.percent) });
    case 'insecure-cookie':
      return t.status.notice.insecureCookie;
  }
}
