import { Wrench } from 'lucide-react';
import type { Chore } from '#contract/status.ts';
import { useClock } from '../live/clock.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts } from '../ui/text.tsx';

export function RouterChores({ chores }: { chores: readonly Chore[] }) {
  const { t } = useTexts();
  const open = chores.filter((chore) => chore.until === null);
  if (open.length === 0) return null;
  return (
    <Section title={t.router.choresTitle}>
      <ul className="grid gap-3">
        {open.map((chore) => (
          <ChoreItem key={chore.id} chore={chore} />
        ))}
      </ul>
    </Section>
  );
}

function ChoreItem({ chore }: { chore: Chore }) {
  const { t, f } = useTexts();
  const since = useClock((now) => f.moment(Date.parse(chore.since), now));
  return (
    <li className="flex gap-3">
      <Wrench aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-muted" />
      <div>
        <p>
          <span className="font-semibold">{t.status.chore[chore.kind]}</span>{' '}
          <span className="text-muted text-sm">{t.router.choreSince({ since })}</span>
        </p>
        <p>{t.status.choreStep[chore.kind]}</p>
        {chore.detail !== null && <p className="break-words text-muted text-sm">{chore.detail}</p>}
      </div>
    </li>
  );
}
