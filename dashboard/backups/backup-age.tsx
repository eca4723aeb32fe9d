import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Archive } from 'lucide-react';
import { offers, useMe } from '../api/session.ts';
import { useClock } from '../live/clock.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { backupsQuery } from './queries.ts';
import { words } from './words.ts';

/** As the chore: a night's backup, and two hours of patience, ms. */
const OLD_MS = 26 * 3_600_000;

/** On *Ringkasan*, for who looks after the server. */
export function BackupAge() {
  const may = offers(useMe(), 'backup:read');
  const { data } = useQuery({ ...backupsQuery, enabled: may });
  return may && data !== undefined ? <Age newestGoodAt={data.newestGoodAt} /> : null;
}

function Age({ newestGoodAt }: { newestGoodAt: string | null }) {
  const { f } = useTexts();
  const w = useWords(words);
  const at = newestGoodAt === null ? null : Date.parse(newestGoodAt);
  const said = useClock((now) => (at === null ? w.none : w.newest({ age: f.age(now - at) })));
  const old = useClock((now) => at === null || now - at > OLD_MS);
  return (
    <Link
      to="/pengaturan/cadangan"
      className={`inline-flex min-h-11 items-center gap-1.5 text-sm ${old ? 'font-semibold text-down-text' : 'text-muted'}`}
    >
      <Archive aria-hidden="true" size={16} />
      {said}
    </Link>
  );
}
