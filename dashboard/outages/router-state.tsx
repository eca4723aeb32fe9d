import { Phone } from 'lucide-react';
import { useClock } from '../live/clock.ts';
import { useRow } from '../live/store.ts';
import { buttonClass } from '../ui/button.tsx';
import { StateWord } from '../ui/state-mark.tsx';
import { useTexts } from '../ui/text.tsx';
import { nextStepText, sentenceOf, sinceText } from './sentence-of.ts';

/** State of one router in a sentence, with the next step; live. */
export function RouterState({ id }: { id: number }) {
  const row = useRow(id);
  return row === undefined ? <div className="skeleton h-16 rounded-card" /> : <Sentence row={row} />;
}

function Sentence({ row }: { row: NonNullable<ReturnType<typeof useRow>> }) {
  const { t, f } = useTexts();
  const sentence = useClock((now) => sentenceOf(row, t, f, now));
  const step = useClock((now) => nextStepText(row, t, f, now) ?? '');
  const since = useClock((now) =>
    t.router.since({ since: sinceText(row, f, now), duration: f.duration(now - Date.parse(row.since)) }),
  );
  return (
    <div className="live-data grid gap-2" data-testid="state">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateWord state={row.state} />
        <span className="text-muted">{since}</span>
      </p>
      {row.state !== 'up' && (
        <p className="max-w-prose text-lg leading-snug">
          <span className="font-semibold">{sentence}</span> {step}
        </p>
      )}
    </div>
  );
}

export function CallLink({ id }: { id: number }) {
  const { t } = useTexts();
  const contact = useRow(id)?.contact;
  if (!contact || contact.phone === '') return null;
  return (
    <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`} className={buttonClass()}>
      <Phone aria-hidden="true" size={17} />
      {t.status.call({ name: contact.name })}
    </a>
  );
}
