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
              <Members incident={incident} />
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

/** Folded in: each member, with the way to its own outage. */
function Members({ incident }: { incident: Incident }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-sm md:min-h-8">
        {w.members({ count: f.number(incident.members.length) })}
      </summary>
      <ul className="grid gap-1 pb-1">
        {incident.members.map(({ routerId, router, village, firstFailedAt, endedAt, cause }) => (
          <li key={`${routerId} ${firstFailedAt}`} className="flex flex-wrap items-baseline gap-x-3">
            <Link
              to="/gangguan/$id/$start"
              params={{ id: String(routerId), start: String(Date.parse(firstFailedAt)) }}
              className="inline-flex min-h-11 items-center text-accent underline md:min-h-7"
            >
              {village.name}
            </Link>
            <span className="text-muted text-sm">
              {router} · {t.router.causes[cause]} · {f.moment(Date.parse(firstFailedAt), serverNow())} ·{' '}
              {endedAt === null
                ? w.lasting
                : w.lasted({ length: f.duration(Date.parse(endedAt) - Date.parse(firstFailedAt)) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
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
