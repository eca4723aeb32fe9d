import { Link } from '@tanstack/react-router';
import { Building2, type LucideIcon, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClock } from '../live/clock.ts';
import { useTexts } from '../ui/text.tsx';
import type { OfficeChore, RouterChore } from './queries.ts';

export function RouterChoreCard({ chore }: { chore: RouterChore }) {
  const { t } = useTexts();
  return (
    <Card
      icon={Wrench}
      what={t.status.chore[chore.kind]}
      step={t.status.choreStep[chore.kind]}
      since={chore.since}
      detail={chore.detail}
    >
      <Link
        to="/titik/$id"
        params={{ id: String(chore.router.id) }}
        data-row
        className="inline-flex min-h-11 items-center text-accent text-sm lg:min-h-8"
      >
        {chore.village.name} · {chore.router.name}
      </Link>
    </Card>
  );
}

export function OfficeChoreCard({ chore }: { chore: OfficeChore }) {
  const { t } = useTexts();
  return (
    <Card
      icon={Building2}
      what={t.chores.office[chore.kind]}
      step={t.chores.officeStep[chore.kind]}
      since={chore.since}
      detail={chore.detail}
    />
  );
}

interface CardProps {
  readonly icon: LucideIcon;
  readonly what: string;
  readonly step: string;
  readonly since: string;
  readonly detail: string | null;
  readonly children?: ReactNode;
}

function Card({ icon: Icon, what, step, since, detail, children }: CardProps) {
  const { t, f } = useTexts();
  const from = useClock((now) => f.moment(Date.parse(since), now));
  return (
    <li className="flex gap-3 rounded-card border border-line bg-raised p-4">
      <Icon aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-muted" />
      <div className="min-w-0">
        <p className="leading-snug">
          <span className="font-semibold">{what}</span>{' '}
          <span className="text-muted text-sm">{t.router.choreSince({ since: from })}</span>
        </p>
        <p className="text-sm">{step}</p>
        {detail !== null && <p className="break-words text-muted text-sm">{detail}</p>}
        {children}
      </div>
    </li>
  );
}
