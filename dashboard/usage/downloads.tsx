import { Download } from 'lucide-react';
import { withQuery } from '../api/client.ts';
import { buttonClass } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** As the controller limits it. */
const HOURS_MS = 60 * 86_400_000;

/** What stands on the page, by router, for a spreadsheet or a program of theirs. */
export function Downloads({
  area,
  window: { from, to, step },
}: {
  area: string;
  window: { readonly from: string; readonly to: string; readonly step: 'day' | 'month' };
}) {
  const w = useWords(words);
  const short = Date.parse(to) - Date.parse(from) <= HOURS_MS;
  const steps = [...(short ? (['hour'] as const) : []), 'day' as const, ...(step === 'month' ? [step] : [])];
  return (
    <Section title={w.downloads} note={w.downloadsNote}>
      <div className="grid gap-2 sm:flex sm:flex-wrap">
        {steps.map((one) => (
          <a
            key={one}
            download
            href={withQuery('/api/usage.csv', { area, from, to, step: one })}
            className={buttonClass()}
          >
            <Download aria-hidden="true" size={18} />
            {w.downloadBy[one]}
          </a>
        ))}
      </div>
      {!short && <p className="mt-2 text-muted text-sm">{w.tooLongForHours}</p>}
    </Section>
  );
}
