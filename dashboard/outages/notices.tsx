import { Info, TriangleAlert } from 'lucide-react';
import type { Notice } from '#contract/status.ts';
import { serverNow } from '../live/clock.ts';
import { useConnection } from '../live/store.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';
import { useTexts } from '../ui/text.tsx';

/** What staff should know of the watching itself, before they trust the list below. */
export function Notices() {
  const { t, f } = useTexts();
  const notices = useConnection((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <ul className="mb-5 grid gap-2">
      {notices.map((notice) => {
        const text = textOf(notice, t, f);
        const calm = notice.kind === 'history-loading' || notice.kind === 'canaries-none';
        const Icon = calm ? Info : TriangleAlert;
        return (
          <li
            key={text.slice(0, 24)}
            className={`flex items-start gap-2.5 rounded-control border px-3 py-2 text-[15px] ${calm ? 'border-line bg-surface' : 'border-degraded bg-degraded-tint'}`}
          >
            <Icon aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
            {text}
          </li>
        );
      })}
    </ul>
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
    case 'insecure-cookie':
      return t.status.notice.insecureCookie;
    case 'history-loading':
      return t.status.notice.historyLoading({ percent: f.percentWhole(notice.percent) });
  }
}
