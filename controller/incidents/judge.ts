import type { IncidentEvidence, IncidentLink } from '#contract/incidents.ts';
import type { Cause } from '#contract/outages.ts';

/** An outage as far as its fate is judged; times in ms. */
export interface Fallen {
  readonly routerId: number;
  readonly lastGoodAt: number | null;
  readonly firstFailedAt: number;
  readonly lastFailedAt: number;
  /** Good again, or unknown from then on; null while it lasts. */
  readonly endedAt: number | null;
  readonly firstGoodAt: number | null;
  /** Of the outage alone. */
  readonly cause: Cause;
  /** Its uptime went on; null = not known. */
  readonly ranOn: boolean | null;
}

/** What is known of a router; names are null where nobody entered them. */
export interface Known {
  readonly routerId: number;
  readonly provider: string | null;
  readonly tower: string | null;
  readonly feeder: string | null;
  readonly kecamatan: string;
  readonly agent: string | null;
  /** Outages an hour by its own history. */
  readonly perHour: number;
}

export interface Judged {
  readonly link: IncidentLink;
  readonly name: string | null;
  readonly cause: Cause;
  readonly members: readonly Fallen[];
  readonly evidence: IncidentEvidence;
}

/** Starts that lie within this are together: a look or two, ms. */
const START_MS = 90_000;
/** Ends that lie within this of the middle one are together: routers take a minute or two to start, ms. */
const END_MS = 240_000;
/** Without a shared name, both ends must lie as close as looks can tell, ms. */
const CLOSE_MS = 100_000;
/** Of those that share a link and were seen, at least this share must have fallen. */
const SHARE = 0.5;
/** Rarer than this by chance. */
const CHANCE = 1e-3;

const NAMED = ['feeder', 'tower', 'provider', 'agent', 'kecamatan'] as const;
type Named = (typeof NAMED)[number];

/**
 * Which outages share one fate: they began and ended together, they share a link of which most others fell too, and that
 * is not to be expected by each router's own history. `seenUp` says which routers were seen up at an instant.
 */
export function judgeTogether(
  outages: readonly Fallen[],
  known: ReadonlyMap<number, Known>,
  seenUp: (routerId: number, from: number, to: number) => boolean,
): Judged[] {
  return clustersOf(outages).flatMap((cluster) => splitOf(cluster, known, seenUp));
}

/** Runs of outages that began within a window of the first of them, in which no router falls twice. */
function clustersOf(outages: readonly Fallen[]): Fallen[][] {
  const clusters: Fallen[][] = [];
  for (const outage of outages.toSorted(
    (a, b) => a.firstFailedAt - b.firstFailedAt || a.routerId - b.routerId,
  )) {
    const last = clusters.at(-1);
    const fits =
      last !== undefined &&
      outage.firstFailedAt - last.at(-1)!.firstFailedAt <= START_MS &&
      outage.firstFailedAt - last[0]!.firstFailedAt <= 2 * START_MS &&
      last.every(({ routerId }) => routerId !== outage.routerId);
    if (fits) last.push(outage);
    else clusters.push([outage]);
  }
  return clusters.filter(({ length }) => length > 1);
}

/** Takes the link that explains most out of a cluster, until none is left that explains two. */
function splitOf(
  cluster: readonly Fallen[],
  known: ReadonlyMap<number, Known>,
  seenUp: (routerId: number, from: number, to: number) => boolean,
): Judged[] {
  const found: Judged[] = [];
  let left = [...cluster];
  for (;;) {
    const candidates = candidatesOf(left, known, seenUp);
    const best = candidates[0];
    if (!best) break;
    // Routers without that name who fell and came back with the rest share their fate.
    const joined = left.filter(
      (outage) =>
        !best.members.includes(outage) &&
        nameOf(known.get(outage.routerId), best.link) === null &&
        best.members.some((member) => isClose(member, outage)) &&
        fits(outage, best.link),
    );
    const members = [...best.members, ...joined];
    const alternatives = candidates
      .slice(1)
      .filter((other) => other.members.every((member) => members.includes(member)))
      .map(({ link, name }) => ({ link, name }));
    found.push(judged(best, members, alternatives));
    left = left.filter((outage) => !members.includes(outage));
  }
  const nameless = closest(left);
  if (nameless.length > 1 && chanceOf(nameless, known) < CHANCE)
    found.push(
      judged(
        {
          link: 'unknown',
          name: null,
          members: nameless,
          seen: nameless.length,
          chance: chanceOf(nameless, known),
        },
        nameless,
        [],
      ),
    );
  return found;
}

interface Candidate {
  readonly link: IncidentLink;
  readonly name: string | null;
  readonly members: readonly Fallen[];
  /** Routers of the link that were seen at that time, the fallen included. */
  readonly seen: number;
  readonly chance: number;
}

const nameOf = (router: Known | undefined, link: IncidentLink): string | null =>
  router === undefined || link === 'unknown' ? null : router[link];

/** A power cut leaves no uptime that runs on; an uplink that fails is no power cut. */
function fits({ ranOn, cause }: Fallen, link: IncidentLink): boolean {
  if (cause === 'commanded' || cause === 'maintenance') return false;
  if (link === 'feeder') return ranOn !== true && cause !== 'device';
  if (link === 'tower' || link === 'provider' || link === 'agent')
    return cause !== 'power' && cause !== 'device';
  return true;
}

function candidatesOf(
  outages: readonly Fallen[],
  known: ReadonlyMap<number, Known>,
  seenUp: (routerId: number, from: number, to: number) => boolean,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const link of NAMED) {
    const named = Map.groupBy(
      outages.filter((outage) => nameOf(known.get(outage.routerId), link) !== null && fits(outage, link)),
      (outage) => nameOf(known.get(outage.routerId), link)!,
    );
    for (const [name, all] of named) {
      const members = togetherAtEnd(all);
      if (members.length < 2) continue;
      const up = [...known.values()].filter(
        (router) =>
          nameOf(router, link) === name &&
          members.every(({ routerId }) => routerId !== router.routerId) &&
          seenUp(
            router.routerId,
            members[0]!.firstFailedAt - START_MS,
            members.at(-1)!.firstFailedAt + START_MS,
          ),
      ).length;
      const seen = members.length + up;
      const chance = chanceOf(members, known);
      // Villages of one kecamatan fall together by their own more easily than those of one feeder.
      const share = link === 'kecamatan' || link === 'agent' ? 0.75 : SHARE;
      if (members.length / seen >= share && chance < CHANCE)
        candidates.push({ link, name, members, seen, chance });
    }
  }
  const weight = ({ members, seen, link }: Candidate) =>
    members.length + members.length / seen - NAMED.indexOf(link as Named) / 10;
  return candidates.toSorted((a, b) => weight(b) - weight(a));
}

/** Those whose ends lie around the middle one; what lasts has no end yet and stays. */
function togetherAtEnd(outages: readonly Fallen[]): Fallen[] {
  const ends = outages
    .flatMap(({ firstGoodAt, endedAt }) => firstGoodAt ?? endedAt ?? [])
    .toSorted((a, b) => a - b);
  const middle = ends[Math.floor((ends.length - 1) / 2)];
  if (middle === undefined) return [...outages];
  return outages.filter((outage) => {
    const end = outage.firstGoodAt ?? outage.endedAt;
    return end === null || Math.abs(end - middle) <= END_MS;
  });
}

const isClose = (a: Fallen, b: Fallen) => {
  const [endA, endB] = [a.firstGoodAt ?? a.endedAt, b.firstGoodAt ?? b.endedAt];
  return (
    Math.abs(a.firstFailedAt - b.firstFailedAt) <= START_MS &&
    endA !== null &&
    endB !== null &&
    Math.abs(endA - endB) <= CLOSE_MS
  );
};

/** The largest set around one outage that is close to it at both ends. */
function closest(outages: readonly Fallen[]): Fallen[] {
  const sets = outages.map((outage) =>
    outages.filter((other) => other === outage || (isClose(outage, other) && agree(outage, other))),
  );
  return sets.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

/** Nothing speaks for different causes. */
const agree = (a: Fallen, b: Fallen) =>
  a.ranOn === null || b.ranOn === null || a.ranOn === b.ranOn || a.cause === b.cause;

/** Chance that all the others fall within the window by themselves, given the first: a product of small chances. */
function chanceOf(members: readonly Fallen[], known: ReadonlyMap<number, Known>): number {
  const window = (2 * START_MS) / 3_600_000;
  return members
    .slice(1)
    .map(({ routerId }) => 1 - Math.exp(-(known.get(routerId)?.perHour ?? 0.01) * window))
    .reduce((product, one) => product * one, 1);
}

const CAUSE_OF: Partial<Record<IncidentLink, Cause>> = {
  feeder: 'power',
  tower: 'uplink',
  provider: 'uplink',
};

function judged(
  { link, name, seen, chance }: Candidate,
  members: readonly Fallen[],
  alternatives: IncidentEvidence['alternatives'],
): Judged {
  const sorted = members.toSorted((a, b) => a.firstFailedAt - b.firstFailedAt || a.routerId - b.routerId);
  const ends = sorted.map(({ firstGoodAt, endedAt }) => firstGoodAt ?? endedAt);
  const known = ends.filter((end) => end !== null);
  return {
    link,
    name,
    cause: CAUSE_OF[link] ?? commonCause(sorted),
    members: sorted,
    evidence: {
      fell: sorted.length,
      seen: Math.max(seen, sorted.length),
      startsWithinSeconds: (sorted.at(-1)!.firstFailedAt - sorted[0]!.firstFailedAt) / 1000,
      endsWithinSeconds: known.length < ends.length ? null : (Math.max(...known) - Math.min(...known)) / 1000,
      chance,
      alternatives,
    },
  };
}

/** What most members that were given a cause have. */
function commonCause(members: readonly Fallen[]): Cause {
  const given = members.filter(({ cause }) => cause !== 'undetermined');
  const counts = [...Map.groupBy(given, ({ cause }) => cause)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  return counts[0]?.[0] ?? 'undetermined';
}
