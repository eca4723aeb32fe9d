import type { Cause, Evidence, Sign, SignKind } from '#contract/outages.ts';
import type { Heard } from '../signs.ts';
import type { DownFacts } from '../timeline.ts';
import { type Answer, answerAbout, speaksForPower } from './answers-of.ts';
import { type Fates, SITE_MS } from './neighbours.ts';
import type { LogFinding } from './router-log.ts';

/** An own reboot, or one by hand, explains a silence no longer than this, ms. */
const COMMANDED_LIMIT_MS = 600_000;
/** Whole seconds and the way of the answer blur a boot time by this, s. */
const BLUR_SECONDS = 10;
/** A provider cuts off from an hour before the paid day ends until a day and a half after it, ms. */
const CUT_OFF_EARLY_MS = 3_600_000;
const CUT_OFF_LATE_MS = 36 * 3_600_000;
/** From this share of the month's data on, a silence that begins is laid to the quota. */
const QUOTA_SHARE = 0.97;
/** A supply this far below its usual was failing. */
const VOLTAGE_SHARE = 0.9;
/** Starts within half an hour that are a loop. */
const LOOP = 3;

/** What was said, done and seen beside the looks; times in ms. */
export interface Circumstances {
  /** Now, or the outage's end: how long neighbours have been back. */
  readonly asOf: number;
  readonly sentReboots: readonly number[];
  readonly answers: readonly Answer[];
  /** Null while the router is away. */
  readonly log: LogFinding | null;
  /** Its script keeps watch on its ways out, so that a loss would have been written down. */
  readonly hasWitness: boolean;
  readonly fates: Fates;
  readonly feeder: string | null;
  /** Tower or provider. */
  readonly uplink: string | null;
  /** Ends of the days that were paid up to. */
  readonly paidUntil: readonly number[];
  /** Share of the month's data that was used when it fell silent; null without a quota. */
  readonly quotaShare: number | null;
  /** Maintenance that counts and holds the start. */
  readonly planned: { readonly reference: string; readonly from: number; readonly until: number } | null;
  /** Its own words: the last one up to the first failed look, and the first one after the last. */
  /** When its modem's session began, if that was while it was away. */
  readonly sessionBeganAt: number | null;
  readonly heard: { readonly before: Heard | null; readonly after: Heard | null };
}

export interface Judged {
  readonly cause: Cause;
  readonly evidence: Evidence;
}

/**
 * Why a router was away. Its uptime comes first: one that ran on outweighs every answer. A restart while away proves one
 * restart near the end and no more (villagers pull the plug when the uplink is dead): it is `power` only when something
 * speaks for the start: the router's own log without a loss of uplink before it, neighbours on the feeder, its voltage,
 * the contact. The table of cause-of.test.ts is the specification.
 */
export function causeOf(
  down: DownFacts,
  firstFailedAt: number,
  endedAt: number | null,
  around: Circumstances,
): Judged {
  const { firstGoodAt, uptimeAfter, lastGoodAt } = down;
  const bootedAt = firstGoodAt !== null && uptimeAfter !== null ? firstGoodAt - uptimeAfter * 1000 : null;
  const answer = answerAbout({ lastGoodAt, firstFailedAt, endedAt }, around.answers);
  const facts: Facts = { down, firstFailedAt, endedAt, around, bootedAt, answer, ran: ranOn(down) };
  const signs = signsOf(facts);
  const { cause, by } = decide(facts, new Set(signs.map(({ kind }) => kind)));
  return {
    cause,
    evidence: {
      kind: howItEnded(facts, cause),
      signs: signs.toSorted((a, b) => rank(by, a.kind) - rank(by, b.kind)),
      ...boundsOf(facts),
      uptimeSeconds: uptimeAfter,
      bootedAt: iso(bootedAt),
      answer: answer === null ? null : { power: answer.power, at: new Date(answer.at).toISOString() },
    },
  };
}

interface Facts {
  readonly down: DownFacts;
  readonly firstFailedAt: number;
  readonly endedAt: number | null;
  readonly around: Circumstances;
  readonly bootedAt: number | null;
  readonly answer: Answer | null;
  readonly ran: boolean | null;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
/** What decided stands first, the others in the order in which they were found. */
const rank = (by: readonly SignKind[], kind: SignKind) => (by.includes(kind) ? by.indexOf(kind) : by.length);

/** Everything that speaks, for or against. */
function signsOf(facts: Facts): Sign[] {
  const { down, firstFailedAt, endedAt, around, bootedAt, answer, ran } = facts;
  const { log, fates } = around;
  const restarted = ran === false;
  const signs: Sign[] = [];
  const add = (kind: SignKind, is: boolean, more: Partial<Omit<Sign, 'kind'>> = {}) => {
    if (is) signs.push({ kind, at: null, count: null, name: null, ...more });
  };
  add('still-away', down.firstGoodAt === null && endedAt === null);
  add('uptime-unknown', ran === null && !(down.firstGoodAt === null && endedAt === null));
  add('uptime-ran-on', ran === true);
  // A router that starts anew attaches anew: its session says nothing then.
  add('lte-restarted', ran === true && around.sessionBeganAt !== null, { at: iso(around.sessionBeganAt) });
  add('restarted', restarted, { at: iso(bootedAt) });
  add('planned', around.planned !== null, { name: around.planned?.reference ?? null });
  const due = dueBefore(facts);
  add('unpaid', due !== null, { at: iso(due) });
  add('quota-used', (around.quotaShare ?? 0) >= QUOTA_SHARE, {
    count: Math.floor((around.quotaShare ?? 0) * 100),
  });
  const commanded = commandedAt(facts);
  add('commanded', restarted && commanded !== null, { at: iso(commanded) });
  add('log-uplink-first', log?.lost != null && (bootedAt === null || log.lost.at < bootedAt), {
    at: iso(log?.lost?.at ?? null),
    name: log?.lost?.what ?? null,
  });
  add(
    'log-no-uplink-loss',
    restarted && around.hasWitness && log?.read === true && !log.lost && !log.lostSometime,
  );
  add('watchdog', restarted && log?.watchdog === true);
  add('crashed', restarted && log?.crash === true);
  add('restarted-by-hand', restarted && log?.byHand != null, { name: log?.byHand ?? null });
  add('several-restarts', restarted && down.restartsBefore + 1 >= LOOP, { count: down.restartsBefore + 1 });
  const { voltage } = down;
  add('voltage-fell', voltage !== null && voltage.last <= voltage.usual * VOLTAGE_SHARE, {
    name: voltage === null ? null : `${voltage.last} V / ${Math.round(voltage.usual * 10) / 10} V`,
  });
  add('feeder-fell', fates.feederFell > 0, { count: fates.feederFell, name: around.feeder });
  add('feeder-stayed', fates.feederStayed > 0, { count: fates.feederStayed, name: around.feeder });
  const absent = fates.feederBackAt !== null && (bootedAt ?? around.asOf) - fates.feederBackAt >= SITE_MS;
  add('feeder-back', absent, { at: iso(fates.feederBackAt), name: around.feeder });
  add('uplink-shared', fates.uplinkFell > 0, { count: fates.uplinkFell, name: around.uplink });
  const lasted = { lastGoodAt: down.lastGoodAt, firstFailedAt, endedAt };
  add('contact-off', speaksForPower(answer, lasted, bootedAt), { at: iso(answer?.at ?? null) });
  add('contact-on', answer?.power === 'on', { at: iso(answer?.at ?? null) });
  const { before, after } = around.heard;
  add('heard-last', before !== null, { at: iso(before?.at ?? null), name: before?.by ?? null });
  add('heard-again', after !== null, { at: iso(after?.at ?? null), name: after?.by ?? null });
  return signs;
}

/** The first that speaks decides; `by` is what it was decided by. */
function decide(facts: Facts, is: ReadonlySet<SignKind>): { cause: Cause; by: SignKind[] } {
  const by = (cause: Cause, ...kinds: SignKind[]) => ({ cause, by: kinds.filter((kind) => is.has(kind)) });
  const ran = is.has('uptime-ran-on');
  if (is.has('planned')) return by('maintenance', 'planned');
  if (ran && (is.has('unpaid') || is.has('quota-used')))
    return by('unpaid', 'unpaid', 'quota-used', 'uptime-ran-on');
  if (ran) return by('uplink', 'uptime-ran-on', 'lte-restarted', 'log-uplink-first', 'uplink-shared');
  if (is.has('commanded') && isShort(facts)) return by('commanded', 'commanded', 'restarted');
  // Who saw the uplink go was still running: whatever restarted it came later.
  if (is.has('log-uplink-first')) {
    if (is.has('unpaid') || is.has('quota-used'))
      return by('unpaid', 'unpaid', 'quota-used', 'log-uplink-first');
    return by('uplink', 'log-uplink-first', 'uplink-shared', 'restarted');
  }
  if (is.has('restarted-by-hand') && isShort(facts)) return by('commanded', 'restarted-by-hand', 'restarted');
  if (is.has('crashed') || is.has('watchdog')) return by('device', 'crashed', 'watchdog', 'restarted');
  // Back again, only what the log or the feeder says of the start tells it from a plug that was pulled.
  const told = facts.down.firstGoodAt === null || is.has('log-no-uplink-loss') || is.has('feeder-fell');
  const silent = is.has('feeder-back') && !is.has('heard-again');
  if (silent && told && !is.has('contact-off') && !is.has('uplink-shared'))
    return by('site', 'feeder-back', 'feeder-stayed', 'feeder-fell');
  if (is.has('feeder-fell'))
    return by('power', 'feeder-fell', 'log-no-uplink-loss', 'contact-off', 'voltage-fell');
  if (is.has('several-restarts') && !is.has('contact-off'))
    return by('device', 'several-restarts', 'restarted');
  // Power that was there when the contact was asked: somebody pulled the plug, or it is a matter of the house.
  if (is.has('log-no-uplink-loss') && !is.has('contact-on'))
    return by('power', 'log-no-uplink-loss', 'contact-off', 'voltage-fell', 'restarted');
  if (is.has('uplink-shared')) return by('uplink', 'uplink-shared');
  if (is.has('contact-off') || is.has('voltage-fell'))
    return by('power', 'contact-off', 'voltage-fell', 'restarted');
  if (is.has('unpaid') || is.has('quota-used')) return by('unpaid', 'unpaid', 'quota-used');
  return by('undetermined', 'restarted', 'still-away', 'uptime-unknown');
}

const isShort = ({ down, firstFailedAt }: Facts) =>
  down.firstGoodAt !== null && down.firstGoodAt - firstFailedAt <= COMMANDED_LIMIT_MS;

/** The last of our reboots that left just before the silence. */
function commandedAt({ down, firstFailedAt, around }: Facts): number | null {
  const from = (down.lastGoodAt ?? firstFailedAt) - BLUR_SECONDS * 1000;
  const to = firstFailedAt + BLUR_SECONDS * 1000;
  return around.sentReboots.filter((sent) => sent >= from && sent <= to).at(-1) ?? null;
}

function dueBefore({ firstFailedAt, around }: Facts): number | null {
  return (
    around.paidUntil.find(
      (end) => firstFailedAt >= end - CUT_OFF_EARLY_MS && firstFailedAt <= end + CUT_OFF_LATE_MS,
    ) ?? null
  );
}

function howItEnded({ down, ran }: Facts, cause: Cause): Evidence['kind'] {
  if (down.firstGoodAt === null) return 'still-away';
  if (ran === null) return 'uptime-unknown';
  if (ran) return 'uptime-ran-on';
  return cause === 'commanded' ? 'commanded-reboot' : 'restarted';
}

/** Did the uptime go on over the whole silence? Null when a figure is missing. */
export function ranOn({ firstGoodAt, lastGoodAt, uptimeAfter, uptimeBefore }: DownFacts): boolean | null {
  if (firstGoodAt === null || uptimeAfter === null) return null;
  if (lastGoodAt === null || uptimeBefore === null) return null;
  const away = (firstGoodAt - lastGoodAt) / 1000;
  return Math.abs(uptimeAfter - uptimeBefore - away) <= BLUR_SECONDS + away * 0.001;
}

/** When it started, where it did start anew; null when it ran on or that is not known. */
export const restartedAt = (down: DownFacts): number | null =>
  ranOn(down) === false && down.firstGoodAt !== null && down.uptimeAfter !== null
    ? down.firstGoodAt - down.uptimeAfter * 1000
    : null;

/** Netwatch looks every 30 s and waits 3 s, and clocks differ by some seconds, ms. */
const WITNESS_MS = 45_000;
const CLOCKS_MS = 10_000;

/** The true start lies between the last good look and the first failed one, or closer; the true end as well. */
function boundsOf({
  down,
  firstFailedAt,
  endedAt,
  around,
  bootedAt,
}: Facts): Pick<Evidence, 'began' | 'ended'> {
  const { before, after } = around.heard;
  const lost = around.log?.lost ?? null;
  const inside =
    lost !== null && lost.at <= firstFailedAt && (down.lastGoodAt === null || lost.at > down.lastGoodAt);
  const alive = [down.lastGoodAt, before?.at ?? null, inside ? lost.at - WITNESS_MS : null];
  const from = latest(alive);
  const gone = inside ? Math.min(firstFailedAt, lost.at + CLOCKS_MS) : firstFailedAt;
  // Who spoke after its log says that the uplink went had one then: the log's clock is the one that is off.
  const to = from !== null && from > gone ? firstFailedAt : gone;
  const began = { from: iso(from), to: new Date(to).toISOString() };
  const back = earliest([down.firstGoodAt, after?.at ?? null]);
  if (endedAt === null || back === null) return { began, ended: null };
  const since = latest([down.lastFailedAt, bootedAt]) ?? down.lastFailedAt;
  return { began, ended: { from: iso(Math.min(since, back)), to: new Date(back).toISOString() } };
}

const known = (instants: readonly (number | null)[]) => instants.filter((at) => at !== null);
const latest = (instants: readonly (number | null)[]) =>
  known(instants).reduce<number | null>((a, b) => (a === null ? b : Math.max(a, b)), null);
const earliest = (instants: readonly (number | null)[]) =>
  known(instants).reduce<number | null>((a, b) => (a === null ? b : Math.min(a, b)), null);
