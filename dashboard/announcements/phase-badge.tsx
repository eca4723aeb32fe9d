import type { AnnouncementPhase } from '#contract/announcements.ts';
import { useTexts } from '../ui/text.tsx';

const LOOKS: Record<AnnouncementPhase, string> = {
  shown: 'bg-accent text-on-accent border-transparent',
  scheduled: 'bg-accent-tint text-text border-accent',
  draft: 'border-control text-text border-dashed',
  over: 'border-line text-muted',
  withdrawn: 'border-line text-muted line-through',
};

export function PhaseBadge({ phase }: { phase: AnnouncementPhase }) {
  const { t } = useTexts();
  return (
    <span className={`rounded-full border px-2.5 py-0.5 font-semibold text-sm ${LOOKS[phase]}`}>
      {t.announcements.phase[phase]}
    </span>
  );
}
