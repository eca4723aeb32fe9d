import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Incident } from '#contract/incidents.ts';
import { serverNow } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { incidentsQuery } from './queries.ts';
import { words } from './words.ts';

const FIRST = 3;

/** Above the outages: those that share one fate, one line each. Nothing where there is none. */
export function IncidentList() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const incidents = useQuery(incidentsQuery);
  const [all, setAll] = useState(false);
  const shown = incidents.data?.filter(({ state }) => state !== 'rejected') ?? [];
  if (shown.length === 0) return null;
  return (
    <div className="mb-4">
      <Section title={w.listTitle} note={w.listNote}>
        <ul>
          {(all ? shown : shown.slice(0, FIRST)).map((incident) => (
            <li key={incident.id} className="border-line border-t py-2 first:border-0">
              <Link
                to="/insiden/$id"
                params={{ id: String(incident.id) }}
                className="inline-flex min-h-11 flex-wrap items-center gap-x-2 md:min-h-8"
              >
                <span className="font-semibold text-accent underline">
                  {w.together({
                    count: f.number(incident.members.length),
                    cause: t.router.causes[incident.cause],
                  })}
                </span>
                <LinkName incident={incident} />
                <span className="text-muted">
                  {w.began({ at: f.moment(Date.parse(incident.beganAt), serverNow()) })},{' '}
                  {incident.endedAt === null
                    ? w.lasting
                    : w.lasted({
                        length: f.durationCoarse(Date.parse(incident.endedAt) - Date.parse(incident.beganAt)),
                      })}
                  {' · '}
                  {w.state[incident.state]}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {!all && shown.length > FIRST && (
          <Button look="quiet" className="-ml-4" onClick={() => setAll(true)}>
            {w.all} ({f.number(shown.length)})
          </Button>
        )}
      </Section>
    </div>
  );
}

export function LinkName({ incident: { link, name } }: { incident: Pick<Incident, 'link' | 'name'> }) {
  const w = useWords(words);
  return (
    <span>
      {w.link[link]}
      {name !== null && ` ${name}`}
    </span>
  );
}
