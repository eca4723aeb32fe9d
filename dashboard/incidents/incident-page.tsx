import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Incident } from '#contract/incidents.ts';
import { offers, useMe } from '../api/session.ts';
import { serverNow, useClock } from '../live/clock.ts';
import { PageTitle, Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading, StandOf } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { Decision } from './decision.tsx';
import { LinkName } from './incident-list.tsx';
import { incidentQuery } from './queries.ts';
import { words } from './words.ts';

const MINUTE_MS = 60_000;

/** *Insiden*: its members in time, what speaks for one fate, and the decision. */
export function IncidentPage({ id }: { id: number }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const incident = useQuery(incidentQuery(id));
  useEffect(() => {
    document.title = `${w.title} · ${t.shell.product}`;
  }, [t, w]);
  if (incident.data === undefined)
    return incident.isError ? (
      <Failed why={problemText(incident.error, t, f)} onRetry={incident.refetch} />
    ) : (
      <Loading rows={4} height="h-24" />
    );
  return (
    <>
      {incident.isError && <StandOf at={incident.dataUpdatedAt} />}
      <Shown incident={incident.data} />
    </>
  );
}

function Shown({ incident }: { incident: Incident }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const me = useMe();
  const { decided } = incident;
  return (
    <>
      <PageTitle
        title={w.together({
          count: f.number(incident.members.length),
          cause: t.router.causes[incident.cause],
        })}
        intro={`${w.began({ at: f.dateTime(Date.parse(incident.beganAt)) })}, ${
          incident.endedAt === null
            ? w.lasting
            : w.lasted({ length: f.duration(Date.parse(incident.endedAt) - Date.parse(incident.beganAt)) })
        }`}
      />
      <div className="grid gap-4">
        <Section title={w.why}>
          <p className="font-semibold first-letter:uppercase">
            <LinkName incident={incident} /> · {w.state[incident.state]}
          </p>
          {decided !== null && (
            <p className="text-muted">
              {w.decided({
                state: w.state[incident.state],
                by: decided.by,
                at: f.moment(Date.parse(decided.at), serverNow()),
              })}
              {decided.reason !== null && `: ${decided.reason}`}
            </p>
          )}
          <Reasons incident={incident} />
        </Section>
        <Timeline incident={incident} />
        {offers(me, 'incident:write') && <Decision key={incident.id} incident={incident} />}
      </div>
    </>
  );
}

function Reasons({ incident: { evidence, link, name } }: { incident: Incident }) {
  const { f } = useTexts();
  const w = useWords(words);
  const { fell, seen, startsWithinSeconds, endsWithinSeconds, chance, alternatives } = evidence;
  const said = [
    link === 'unknown'
      ? w.fellUnlinked({ fell: f.number(fell) })
      : w.fell({ fell: f.number(fell), seen: f.number(seen), link: name ?? w.link[link] }),
    w.starts({ length: f.duration(Math.max(1, startsWithinSeconds) * 1000) }),
    ...(endsWithinSeconds === null
      ? []
      : [w.ends({ length: f.duration(Math.max(1, endsWithinSeconds) * 1000) })]),
    w.chance({
      chance:
        chance < 1e-6 ? w.chanceTiny : w.chanceOne({ of: f.number(Math.round(1 / Math.max(chance, 1e-6))) }),
    }),
    ...(alternatives.length === 0
      ? []
      : [
          w.alternatives({
            names: alternatives.map((one) => `${w.link[one.link]} ${one.name ?? ''}`.trim()).join(', '),
          }),
        ]),
  ];
  return (
    <ul className="mt-1 ml-4 list-disc">
      {said.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** A bar for each member over the time of the whole. */
function Timeline({ incident }: { incident: Incident }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const now = useClock((at) => Math.ceil(at / MINUTE_MS) * MINUTE_MS);
  const from = Date.parse(incident.beganAt) - MINUTE_MS;
  const to = Math.max(
    from + 10 * MINUTE_MS,
    incident.endedAt === null ? now : Date.parse(incident.endedAt) + MINUTE_MS,
  );
  const x = (at: number) => ((at - from) / (to - from)) * 1000;
  return (
    <Section title={w.timeline}>
      <ul className="grid gap-3">
        {incident.members.map((member) => {
          const [begin, end] = [
            Date.parse(member.firstFailedAt),
            member.endedAt === null ? now : Date.parse(member.endedAt),
          ];
          return (
            <li key={`${member.routerId} ${member.firstFailedAt}`}>
              <p className="flex flex-wrap items-baseline gap-x-3">
                <Link
                  to="/titik/$id"
                  params={{ id: String(member.routerId) }}
                  className="font-semibold text-accent underline"
                >
                  {member.village.name}
                </Link>
                <span className="text-muted text-sm">
                  {member.router} · {w.ownCause({ cause: t.router.causes[member.cause] })}
                </span>
                <Link
                  to="/gangguan/$id/$start"
                  params={{ id: String(member.routerId), start: String(begin) }}
                  className="inline-flex min-h-11 items-center text-accent text-sm underline md:min-h-7"
                >
                  {w.toDay}
                </Link>
              </p>
              <svg
                viewBox="0 0 1000 14"
                preserveAspectRatio="none"
                role="img"
                aria-label={w.member({
                  router: member.router,
                  from: f.momentSeconds(begin, serverNow()),
                  to: member.endedAt === null ? w.lasting : f.momentSeconds(end, serverNow()),
                })}
                className="h-3.5 w-full rounded-sm bg-surface"
              >
                <rect
                  x={x(begin)}
                  width={Math.max(3, x(end) - x(begin))}
                  height="14"
                  fill="var(--down-fill)"
                />
              </svg>
              <p className="flex justify-between text-muted text-sm">
                <span>{f.momentSeconds(begin, serverNow())}</span>
                <span>{member.endedAt === null ? w.lasting : f.momentSeconds(end, serverNow())}</span>
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
