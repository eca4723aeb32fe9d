import type { Step } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';
import { ALONE_FILES, FETCHER, GUARD, MARK } from '../router-script/index.ts';
import { notKnown, well, wrong } from './step.ts';

const RUN = `/system script run ${GUARD}`;

/** Can the router notice by itself that we or the internet are gone, and say so to phones? */
export function alone(facts: InspectionFacts): Step {
  const { netwatch, scripts, schedulers, pages, flashFolder, deviceMode } = facts;
  if (netwatch === null || scripts === null || schedulers === null || pages === null)
    return notKnown('alone');
  const folder = flashFolder === true ? 'flash/' : '';
  const portal = netwatch.find(({ comment, disabled }) => comment === `${MARK} portal` && !disabled);
  const scheduler = schedulers.find(({ name, disabled }) => name === GUARD && !disabled);
  const missing = [
    portal ? null : 'netwatch portal',
    // Where device-mode forbids it, that step says so.
    scheduler || deviceMode?.scheduler === false ? null : `scheduler ${GUARD}`,
    ...[GUARD, FETCHER].map((name) =>
      scripts.some((one) => one.name === name && one.bytes > 0) ? null : `script ${name}`,
    ),
    ...ALONE_FILES.map((name) => (pages.some((one) => one.name === `${folder}${name}`) ? null : name)),
  ].filter((name) => name !== null);
  if (missing.length > 0) return wrong('alone', 'alone-missing', ...missing);
  const wrongs = [
    portal && (portal.type === null || portal.type === 'tcp-conn' || facts.version.startsWith('6.'))
      ? null
      : 'type',
    portal && (portal.interval === null || /^(30s|00:00:30)$/.test(portal.interval)) ? null : 'interval',
    ['internet', 'portal'].every((way) => runsGuard(netwatch, way)) ? null : 'up-script, down-script',
    scheduler && !/^(1m|00:01:00)$/.test(scheduler.interval) ? 'scheduler interval' : null,
    scheduler && !scheduler.onEvent.includes(GUARD) ? 'on-event' : null,
    scripts.find(({ name }) => name === FETCHER)?.policies.includes('ftp') ? null : `policy ${FETCHER}`,
  ].filter((name) => name !== null);
  return wrongs.length > 0 ? wrong('alone', 'alone-settings', ...wrongs) : well('alone');
}

const runsGuard = (netwatch: NonNullable<InspectionFacts['netwatch']>, way: string): boolean =>
  netwatch.some(
    ({ comment, upScript, downScript }) =>
      comment === `${MARK} ${way}` && upScript.includes(RUN) && downScript.includes(RUN),
  );
