import { Link } from '@tanstack/react-router';
import type { Outage } from '#contract/outages.ts';
import { useClock } from '../live/clock.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useTexts } from '../ui/text.tsx';
import { beganText, endedText, lengthText } from './ends.ts';
import { OutageEvidence } from './outage-evidence.tsx';
import { OutageHelp } from './outage-help.tsx';
import { useSignText } from './signs.tsx';

/** One outage: both ends as intervals, the cause, and what speaks for it. */
export function OutageItem({ outage }: { outage: Outage }) {
  const { t, f } = useTexts();
  const began = useClock((now) => beganText(outage, t, f, now));
  const ended = useClock((now) => endedText(outage, t, f, now));
  const said = useSignText();
  // What decided stands first; without a cause there is only how it came back, or has not.
  const decisive = outage.judgedCause === 'undetermined' ? undefined : outage.evidence.signs[0];
  const evidence = useClock((now) => evidenceText(outage, t, f, now));
  const length = useClock((now) => lengthText(outage, f, now));
  const open = outage.endedAt === null;
  return (
    <article
      className={`relative grid gap-x-6 gap-y-2 border-l-4 px-4 py-3.5 hover:bg-surface md:grid-cols-3 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.6fr)] ${open ? 'border-l-down bg-down-tint/60' : 'border-l-transparent'}`}
    >
      <div>
        <h2 className="flex items-center gap-2 font-semibold text-lg leading-tight">
          {open && <StateMark state="down" size={16} />}
          <Link
            to="/titik/$id"
            params={{ id: String(outage.routerId) }}
            data-row
            className="after:absolute after:inset-0 after:content-['']"
          >
            {outage.village.name}
          </Link>
        </h2>
        <p className="text-muted text-sm">
          {outage.router}
          {outage.simulated && ` · ${t.status.simulated}`}
        </p>
      </div>
      <Fact name={t.router.began} value={began} />
      <Fact name={t.router.ended} value={ended} beside={length} />
      <div className="md:col-span-3 xl:col-span-1">
        <p className="font-semibold">{t.router.causes[outage.cause]}</p>
        <p className="text-muted text-sm">{decisive === undefined ? evidence : said(decisive)}</p>
      </div>
      <div className="relative z-10 grid min-w-0 justify-items-start sm:flex sm:flex-wrap sm:gap-x-8 md:col-span-3 xl:col-span-4 sm:[&>[open]]:basis-full">
        <OutageHelp outage={outage} />
        <OutageEvidence outage={outage} />
      </div>
    </article>
  );
}

function Fact({ name, value, beside }: { name: string; value: string; beside?: string }) {
  return (
    <p>
      <span className="block text-muted text-sm">{name}</span>
      {value}
      {beside !== undefined && <span className="block font-semibold text-sm">{beside}</span>}
    </p>
  );
}

function evidenceText({ evidence }: Outage, t: Messages, f: Format, now: number): string {
  const text = t.router.evidence[evidence.kind];
  if (typeof text === 'string') return text;
  return text({
    uptime: evidence.uptimeSeconds === null ? '?' : f.duration(evidence.uptimeSeconds * 1000),
    booted: evidence.bootedAt === null ? '?' : f.moment(Date.parse(evidence.bootedAt), now),
  });
}
