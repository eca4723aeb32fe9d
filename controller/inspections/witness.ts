import { isIPv4 } from 'node:net';
import type { Step } from '#contract/inspection.ts';
import type { InspectionFacts } from '#contract/inspection-facts.ts';
import { LOG_ACTION, MARK, WATCHED } from '../router-script/index.ts';
import type { Expected } from './expected.ts';
import { namesIn, notKnown, well, wrong } from './step.ts';

type Row = NonNullable<InspectionFacts['netwatch']>[number];

/** What the router writes down while nobody can ask it. */
export function witness(facts: InspectionFacts, { controller }: Expected): Step {
  const { netwatch, logActions, logging } = facts;
  if (netwatch === null || logActions === null || logging === null) return notKnown('witness');
  const missing: string[] = [];
  const other: string[] = [];
  for (const [way, hosts] of watched(facts, controller)) {
    const row = netwatch.find(({ comment, disabled }) => comment === `${MARK} ${way}` && !disabled);
    if (!row || !tells(row, way)) missing.push(way);
    else if (!isOurs(row, hosts)) other.push(way);
  }
  if (missing.length > 0) return wrong('witness', 'netwatch-missing', ...missing);
  if (other.length > 0) return wrong('witness', 'netwatch-settings', ...other);
  const disk = logActions.find(({ name, target }) => name === LOG_ACTION && target === 'disk');
  const rule = logging.some(
    ({ action, topics, disabled }) =>
      action === LOG_ACTION &&
      !disabled &&
      ['script', 'warning'].every((one) => namesIn(topics).includes(one)),
  );
  if (!disk || !rule) return wrong('witness', 'log-missing');
  const wrongs = logWrongs(disk, facts);
  return wrongs.length > 0 ? wrong('witness', 'log-settings', ...wrongs) : well('witness');
}

/** Each way and the hosts that stand for it; null = any. Over LTE and PPPoE the gateway is an interface, and not watched. */
function watched({ gateways }: InspectionFacts, controller: string | null): [string, string[] | null][] {
  const addresses = (gateways ?? []).map((one) => one.split('%')[0]!).filter(isIPv4);
  return [
    ['internet', [WATCHED]],
    ['pusat', controller === null ? null : [controller]],
    ...(addresses.length > 0 ? [['gateway', addresses] satisfies [string, string[]]] : []),
  ];
}

const tells = ({ downScript, upScript }: Row, way: string): boolean =>
  downScript.includes(`${MARK} ${way} putus`) && upScript.includes(`${MARK} ${way} pulih`);

const isOurs = ({ host, interval, timeout }: Row, hosts: readonly string[] | null): boolean =>
  (hosts === null || hosts.includes(host)) &&
  (interval === null || /^(30s|00:00:30)$/.test(interval)) &&
  (timeout === null || /^(3s|00:00:03)/.test(timeout));

/** Flash wears out by writing: two files of 200 lines; and what is not on flash is gone with the power. */
function logWrongs(
  disk: NonNullable<InspectionFacts['logActions']>[number],
  { flashFolder }: InspectionFacts,
): string[] {
  const { diskFileName, diskLinesPerFile, diskFileCount, diskStopOnFull } = disk;
  return [
    flashFolder === true && diskFileName !== null && !diskFileName.startsWith('flash/')
      ? 'disk-file-name'
      : null,
    (diskLinesPerFile ?? '200') === '200' ? null : 'disk-lines-per-file',
    (diskFileCount ?? '2') === '2' ? null : 'disk-file-count',
    diskStopOnFull === true ? 'disk-stop-on-full' : null,
  ].filter((name) => name !== null);
}
