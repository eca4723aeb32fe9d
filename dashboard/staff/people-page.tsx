import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { villagesQuery } from '../api/villages.ts';
import { useClock } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { type Person, peopleQuery } from './queries.ts';
import { words } from './words.ts';

const PersonDialog = lazy(() =>
  import('./person-dialog.tsx').then((module) => ({ default: module.PersonDialog })),
);

/** Who may do what. */
export function PeoplePage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const people = useQuery(peopleQuery);
  const [open, setOpen] = useState<Person | 'new' | null>(null);
  return (
    <Section
      title={w.peopleTitle}
      aside={
        <Button onClick={() => setOpen('new')}>
          <UserPlus aria-hidden="true" size={18} />
          {w.personNew}
        </Button>
      }
    >
      {people.data === undefined ? (
        people.isError ? (
          <Failed why={problemText(people.error, t, f)} onRetry={people.refetch} />
        ) : (
          <Loading rows={4} height="h-12" />
        )
      ) : (
        <ul>
          {people.data.map((person) => (
            <PersonLine key={person.id} person={person} onChange={() => setOpen(person)} />
          ))}
        </ul>
      )}
      {open !== null && (
        <Suspense>
          <PersonDialog person={open === 'new' ? null : open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Section>
  );
}

function PersonLine({ person, onChange }: { person: Person; onChange: () => void }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const villages = useQuery(villagesQuery).data ?? [];
  const seen = useClock((now) =>
    person.seenAt === null ? t.settings.neverSeen : f.age(now - Date.parse(person.seenAt)),
  );
  const where =
    person.villages === null
      ? w.allVillages
      : person.villages.map((code) => villages.find((one) => one.code === code)?.name ?? code).join(', ') ||
        '–';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-3 first:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p>
          <span className="font-semibold">{person.name}</span> · {t.shell.roles[person.role]}
          {person.disabledAt !== null && (
            <span className="ml-2 rounded-full border border-line px-2 text-muted text-sm">
              {w.personDisabled}
            </span>
          )}
        </p>
        <p className="text-muted text-sm">
          {where} · {seen}
        </p>
      </div>
      <Button look="quiet" onClick={onChange} aria-label={`${w.personChange}: ${person.name}`}>
        {w.personChange}
      </Button>
    </li>
  );
}
