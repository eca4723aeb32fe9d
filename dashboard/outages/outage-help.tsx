import type { Outage } from '#contract/outages.ts';
import { Calls } from '../ui/calls.tsx';
import { useTexts } from '../ui/text.tsx';
import { PowerAnswer } from './power-answer.tsx';
import { ShareButton } from './share-button.tsx';

/** Beside an outage: whom to call, what was answered, and what to tell others. Closed ones keep it folded. */
export function OutageHelp({ outage }: { outage: Outage }) {
  const { t } = useTexts();
  const parts = (
    <div className="grid gap-3 pt-1">
      <div className="grid gap-2 sm:flex sm:flex-wrap sm:items-center">
        <Calls {...outage.contacts} />
        <ShareButton outage={outage} />
      </div>
      <PowerAnswer outage={outage} />
    </div>
  );
  if (outage.endedAt === null) return parts;
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-sm">
        {t.alarms.contacts}
      </summary>
      {parts}
    </details>
  );
}
