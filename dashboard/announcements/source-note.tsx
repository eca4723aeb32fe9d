import type { Announcement } from '#contract/announcements.ts';
import { Button } from '../ui/button.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Of what a feed brought: where it comes from, how old that is, and whether residents see it. */
export function SourceNote({
  source,
  hidden,
  disabled,
  onHide,
  onShow,
}: {
  source: NonNullable<Announcement['source']>;
  hidden: boolean;
  disabled: boolean;
  onHide: () => void;
  onShow: () => void;
}) {
  const { f } = useTexts();
  const w = useWords(words);
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3 rounded-control border border-line bg-surface px-3 py-2">
      <p className="min-w-0 flex-1 basis-60">
        {w.fromFeed({ feed: source.feed })}{' '}
        <span className="text-muted">
          {source.okAt === null ? w.feedNever : w.feedAge({ at: f.dateTime(Date.parse(source.okAt)) })}
        </span>
      </p>
      <Button disabled={disabled} onClick={hidden ? onShow : onHide}>
        {hidden ? w.showAgain : w.hide}
      </Button>
    </div>
  );
}
