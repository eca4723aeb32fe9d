import { Link } from '@tanstack/react-router';
import type { Outage } from '#contract/outages.ts';
import { offers, useMe } from '../api/session.ts';
import { serverNow } from '../live/clock.ts';
import type { Messages } from '../text/catalogue.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './evidence-words.ts';
import { Notes, Overrule } from './overrule.tsx';
import { Signs } from './signs.tsx';

const WIB_MS = 7 * 3_600_000;

/** Why, folded below an outage of the list. */
export function OutageEvidence({ outage }: { outage: Outage }) {
  const w = useWords(words);
  return (
    <details className="max-sm:w-full">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent text-sm">
        {w.why}
      </summary>
      <Way to={outage} />
      <OutageWhy outage={outage} />
    </details>
  );
}

const LINK = 'inline-flex min-h-11 items-center justify-self-start text-accent text-sm underline md:min-h-8';

function Way({ to: { routerId, firstFailedAt } }: { to: Outage }) {
  const w = useWords(words);
  return (
    <Link
      to="/gangguan/$id/$start"
      params={{ id: String(routerId), start: String(Date.parse(firstFailedAt)) }}
      className={LINK}
    >
      {w.openOutage}
    </Link>
  );
}

/** What speaks for the cause, what staff did and wrote, the way to the samples; and room to say otherwise. */
export function OutageWhy({ outage }: { outage: Outage }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const may = offers(useMe(), 'outage:write', outage.village.code);
  return (
    <div className="grid gap-2 pb-2">
      <Signs outage={outage} />
      {outage.reboots.length > 0 && (
        <div>
          <h3 className="font-semibold text-sm">{w.deeds}</h3>
          <ul>
            {outage.reboots.map(({ askedAt, by, state }) => (
              <li key={askedAt}>
                {w.reboot({
                  at: f.moment(Date.parse(askedAt), serverNow()),
                  by,
                  state: actionState(state, t),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {outage.incidentId !== null && (
        <Link to="/insiden/$id" params={{ id: String(outage.incidentId) }} className={LINK}>
          {w.partOfIncident}
        </Link>
      )}
      <Link
        to="/gangguan"
        search={{
          desa: outage.village.code,
          hari: new Date(Date.parse(outage.firstFailedAt) + WIB_MS).toISOString().slice(0, 10),
        }}
        className={LINK}
      >
        {w.openDay}
      </Link>
      <Notes outage={outage} may={may} />
      {may && <Overrule outage={outage} />}
    </div>
  );
}

/** State of an action in this person's language. */
export const actionState = (state: string, t: Messages): string =>
  (t.actions.state as Readonly<Record<string, string>>)[state] ?? state;
