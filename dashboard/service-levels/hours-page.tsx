import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceHours } from '#contract/service-levels.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { RULE_SET } from './contract-of.ts';
import { HoursForm } from './hours-form.tsx';
import { hoursQuery } from './queries.ts';
import { startOfDay, useToday } from './today.ts';
import { useVillageNames } from './villages-picker.tsx';
import { standingOf, stretchesOf, timeOf } from './week-of.ts';
import { words } from './words.ts';

/** *Jam layanan & SLA*: when service is owed, and by which rules the provider's figure is made. */
export function HoursPage() {
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
      <Hours />
      <Rules />
    </div>
  );
}

function Hours() {
  const { t, f } = useTexts();
  const w = useWords(words).hours;
  const hours = useQuery(hoursQuery);
  const [adding, setAdding] = useState(false);
  const rows = hours.data;
  return (
    <Section
      title={w.title}
      note={w.note}
      aside={rows !== undefined && !adding && <Button onClick={() => setAdding(true)}>{w.add}</Button>}
    >
      {rows === undefined ? (
        hours.isError ? (
          <Failed why={problemText(hours.error, t, f)} onRetry={hours.refetch} />
        ) : (
          <Loading rows={2} height="h-16" />
        )
      ) : (
        <>
          {hours.isError && <StandOf at={hours.dataUpdatedAt} />}
          {adding && <HoursForm first={rows.length === 0} onClose={() => setAdding(false)} />}
          {rows.length === 0 && !adding && <p className="text-muted">{w.none}</p>}
          <ul>
            {rows.map((row) => (
              <Row key={row.id} row={row} rows={rows} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Row({ row, rows }: { row: ServiceHours; rows: readonly ServiceHours[] }) {
  const { f } = useTexts();
  const w = useWords(words).hours;
  const namesOf = useVillageNames();
  const standing = standingOf(row, rows, useToday());
  return (
    <li className={`border-line border-t py-3 first:border-0 ${standing === 'replaced' ? 'text-muted' : ''}`}>
      <p>
        <span className="font-semibold">{w.from({ day: f.date(startOfDay(row.validFrom)) })}</span>{' '}
        <span
          className={`whitespace-nowrap rounded-full border px-2 text-sm ${standing === 'holds' ? 'border-up text-up-text' : 'border-line text-muted'}`}
        >
          {w.standing[standing]}
        </span>
      </p>
      <p className="break-words">{namesOf(row.villages, w.allWithoutOwn)}</p>
      <ul className="text-sm">
        {stretchesOf(row.week).map(({ first, last, open }) => (
          <li key={first}>
            {first === last ? w.days[first] : `${w.days[first]}–${w.days[last]}`}:{' '}
            {open === null ? w.closed : `${timeOf(open[0])}–${timeOf(open[1])} WIB`}
          </li>
        ))}
      </ul>
      <p className="break-words text-muted text-sm">
        {row.reference} · {w.enteredBy({ by: row.enteredBy, at: f.dateTime(Date.parse(row.enteredAt)) })}
      </p>
    </li>
  );
}

/** The rule set in words: it never changes under its name. */
function Rules() {
  const w = useWords(words).rules;
  return (
    <Section title={w.title({ rules: RULE_SET })} note={w.note}>
      <ul className="grid list-disc gap-1 pl-5">
        {w.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  );
}
