import { describe, expect, test } from 'vitest';
import type { SignKind } from '#contract/outages.ts';
import type { DownFacts } from '../timeline.ts';
import type { Answer } from './answers-of.ts';
import { type Circumstances, causeOf } from './cause-of.ts';
import { fatesOf, type Neighbour } from './neighbours.ts';
import { findingOf, type LogLine } from './router-log.ts';

const FAILED = Date.UTC(2026, 10, 25, 2);
const minutes = (count: number) => FAILED + count * 60_000;
const wib = (minute: number) =>
  new Date(minutes(minute) + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Away for half an hour; its uptime ran on. */
const away = (facts: Partial<DownFacts> = {}): DownFacts => ({
  lastGoodAt: minutes(-1),
  lastFailedAt: minutes(29),
  firstGoodAt: minutes(30),
  uptimeBefore: 86_400,
  uptimeAfter: 86_400 + 31 * 60,
  voltage: null,
  restartsBefore: 0,
  ...facts,
});
const restarted = (facts: Partial<DownFacts> = {}) => away({ uptimeAfter: 60, ...facts });
const stillAway = (facts: Partial<DownFacts> = {}) =>
  away({ firstGoodAt: null, uptimeAfter: null, ...facts });
const forHours = (hours: number, facts: Partial<DownFacts> = {}) =>
  away({
    lastFailedAt: minutes(hours * 60 - 1),
    firstGoodAt: minutes(hours * 60),
    uptimeAfter: 60,
    ...facts,
  });

const nothing: Circumstances = {
  asOf: minutes(30),
  sentReboots: [],
  answers: [],
  log: null,
  hasWitness: true,
  fates: fatesOf([], FAILED),
  feeder: 'Indralaya-2',
  uplink: 'BTS Tanjung Raja',
  paidUntil: [],
  quotaShare: null,
  planned: null,
  heard: { before: null, after: null },
  sessionBeganAt: null,
};

const UNCLEAN = 'router was rebooted without proper shutdown';
/** Its log, read when it was back: [minute, message]; a minute of null = a clock that was never set. */
const log = (...lines: [minute: number | null, message: string][]): Partial<Circumstances> => ({
  log: findingOf(
    lines.map(
      ([minute, message]): LogLine => ({
        readAt: minutes(31),
        stamp: minute === null ? 'jan/01/1970 07:00:12' : wib(minute),
        message,
      }),
    ),
    {
      lastGoodAt: minutes(-1),
      firstFailedAt: FAILED,
      bootedAt: lines.some(([, message]) => /rebooted|kernel/.test(message)) ? minutes(29) : null,
    },
  ),
});
const answers = (...given: Answer[]): Partial<Circumstances> => ({ answers: given });
const off = (minute: number, askedOf = FAILED): Answer => ({ at: minutes(minute), askedOf, power: 'off' });
const on = (minute: number): Answer => ({ at: minutes(minute), askedOf: FAILED, power: 'on' });

type Fell = [end: number | null, ranOn: boolean | null] | null;
const neighbour = (routerId: number, fell: Fell, shares: Partial<Neighbour>): Neighbour => ({
  routerId,
  sharesFeeder: false,
  sharesUplink: false,
  feeder: null,
  fell: fell && {
    firstFailedAt: minutes(0.5),
    endedAt: fell[0] === null ? null : minutes(fell[0]),
    ranOn: fell[1],
  },
  ...shares,
});
const onFeeder = (id: number, fell: Fell) =>
  neighbour(id, fell, { sharesFeeder: true, feeder: 'Indralaya-2' });
const onUplink = (id: number, fell: Fell, feeder = 'Tanjung-1') =>
  neighbour(id, fell, { sharesUplink: true, feeder });
const onBoth = (id: number, fell: Fell) =>
  neighbour(id, fell, { sharesFeeder: true, sharesUplink: true, feeder: 'Indralaya-2' });
const around = (...neighbours: Neighbour[]): Partial<Circumstances> => ({
  fates: fatesOf(neighbours, FAILED),
});

type Case = [
  why: string,
  down: DownFacts,
  circumstances: Partial<Circumstances>,
  cause: string,
  /** What decided, and stands first. */
  by: SignKind,
];

describe('the specification', () => {
  test.each<Case>([
    // The uptime.
    ['its uptime ran on: not power', away(), {}, 'uplink', 'uptime-ran-on'],
    ['a restart proves no power cut', restarted(), {}, 'undetermined', 'restarted'],
    [
      'restarted, although the uptime is larger than before',
      restarted({ uptimeBefore: 5, uptimeAfter: 1_700 }),
      {},
      'undetermined',
      'restarted',
    ],
    ['still away, and nothing is known', stillAway(), {}, 'undetermined', 'still-away'],
    [
      'never seen before',
      away({ lastGoodAt: null, uptimeBefore: null }),
      {},
      'undetermined',
      'uptime-unknown',
    ],
    [
      'a clock that is a little off still ran on',
      away({ uptimeAfter: 86_400 + 31 * 60 - 9 }),
      {},
      'uplink',
      'uptime-ran-on',
    ],
    [
      'twelve seconds less are a restart',
      away({ uptimeAfter: 86_400 + 31 * 60 - 13 }),
      {},
      'undetermined',
      'restarted',
    ],
    // The villager who pulls the plug.
    [
      'the log saw the internet go first: the plug was pulled later',
      restarted(),
      log([-0.2, 'sinyal-desa internet putus'], [29, UNCLEAN]),
      'uplink',
      'log-uplink-first',
    ],
    [
      'the log saw the gateway go first',
      restarted(),
      log([0.4, 'sinyal-desa gateway putus'], [0.5, 'sinyal-desa internet putus'], [29, UNCLEAN]),
      'uplink',
      'log-uplink-first',
    ],
    [
      'pulled plug: the contact saw dark lamps, the log saw the uplink go',
      restarted(),
      { ...log([0.1, 'sinyal-desa internet putus'], [29, UNCLEAN]), ...answers(off(5)) },
      'uplink',
      'log-uplink-first',
    ],
    [
      'pulled plug: another village of the tower ran on',
      restarted(),
      around(onUplink(2, [30, true])),
      'uplink',
      'uplink-shared',
    ],
    [
      'pulled plug without a witness in the router: nobody can tell',
      restarted(),
      { hasWitness: false, ...log([29, UNCLEAN]) },
      'undetermined',
      'restarted',
    ],
    ['pulled plug, and the log was never read', restarted(), { log: null }, 'undetermined', 'restarted'],
    [
      'pulled plug, and a loss of a time that cannot be told: not power',
      restarted(),
      log([null, 'sinyal-desa internet putus'], [29, UNCLEAN]),
      'undetermined',
      'restarted',
    ],
    [
      'pulled plug, a clock that begins in 1970, and a loss: not power',
      restarted(),
      log([0.2, 'sinyal-desa internet putus'], [null, UNCLEAN], [30, 'sinyal-desa internet pulih']),
      'undetermined',
      'restarted',
    ],
    [
      'pulled plug, and a clock that is twenty minutes off: not power',
      restarted(),
      log([-20, 'sinyal-desa internet putus'], [9, UNCLEAN], [10, 'sinyal-desa internet pulih']),
      'undetermined',
      'restarted',
    ],
    [
      'the hub alone was lost: the village still had internet',
      restarted(),
      log([0, 'sinyal-desa pusat putus'], [29, UNCLEAN]),
      'power',
      'log-no-uplink-loss',
    ],
    // Power.
    [
      'the log shows no loss of uplink before it died',
      restarted(),
      log([29, UNCLEAN]),
      'power',
      'log-no-uplink-loss',
    ],
    [
      'a clock that begins in 1970, and no loss at all',
      restarted(),
      log([null, UNCLEAN]),
      'power',
      'log-no-uplink-loss',
    ],
    [
      'a loss that was over before the silence is none',
      restarted(),
      log([-1.2, 'sinyal-desa internet putus'], [-0.6, 'sinyal-desa internet pulih'], [29, UNCLEAN]),
      'power',
      'log-no-uplink-loss',
    ],
    ['the contact says off, soon after it fell', restarted(), answers(off(5)), 'power', 'contact-off'],
    ['the contact says off while it is away', stillAway(), answers(off(5)), 'power', 'contact-off'],
    [
      'a neighbour on the feeder, of another tower, fell with it',
      restarted(),
      around(onFeeder(2, [40, false])),
      'power',
      'feeder-fell',
    ],
    [
      'two on the feeder, all still away',
      stillAway(),
      around(onFeeder(2, [null, null])),
      'power',
      'feeder-fell',
    ],
    [
      'its supply sank before it fell',
      restarted({ voltage: { last: 10.6, usual: 12.4 } }),
      {},
      'power',
      'voltage-fell',
    ],
    [
      'a steady supply says nothing',
      restarted({ voltage: { last: 12.3, usual: 12.4 } }),
      {},
      'undetermined',
      'restarted',
    ],
    [
      'a feeder and a tower that the same routers share tell nothing apart',
      restarted(),
      around(onBoth(2, [40, false])),
      'undetermined',
      'restarted',
    ],
    [
      'a neighbour on the feeder ran on: no power cut on the feeder',
      restarted(),
      around(onFeeder(2, [30, true])),
      'undetermined',
      'restarted',
    ],
    [
      'the power was on when the contact was asked: the log alone does not make it power',
      restarted(),
      { ...log([29, UNCLEAN]), ...answers(on(5)) },
      'undetermined',
      'restarted',
    ],
    // Uplink of several.
    [
      'villages of the tower on two other feeders fell with it',
      stillAway(),
      around(onUplink(2, [null, null]), onUplink(3, [null, null], 'Pemulutan-1')),
      'uplink',
      'uplink-shared',
    ],
    [
      'one other village of the tower, still away: too little',
      stillAway(),
      around(onUplink(2, [null, null])),
      'undetermined',
      'still-away',
    ],
    // The bill and the data.
    [
      'the line was cut at the end of the paid day',
      away(),
      { paidUntil: [minutes(-20)] },
      'unpaid',
      'unpaid',
    ],
    [
      'cut the next morning, and the plug pulled: the log saw the internet go',
      restarted(),
      { paidUntil: [minutes(-8 * 60)], ...log([0, 'sinyal-desa internet putus'], [29, UNCLEAN]) },
      'unpaid',
      'unpaid',
    ],
    ['the paid day is a week ago', away(), { paidUntil: [minutes(-7 * 1_440)] }, 'uplink', 'uptime-ran-on'],
    ['the data of the month are used up', away(), { quotaShare: 0.98 }, 'unpaid', 'quota-used'],
    ['data are left', away(), { quotaShare: 0.9 }, 'uplink', 'uptime-ran-on'],
    ['unpaid, and still away', stillAway(), { paidUntil: [minutes(-20)] }, 'unpaid', 'unpaid'],
    [
      'unpaid, but the feeder fell',
      restarted(),
      { paidUntil: [minutes(-20)], ...around(onFeeder(2, [30, false])) },
      'power',
      'feeder-fell',
    ],
    // The device.
    [
      'its watchdog started it',
      restarted({ firstGoodAt: minutes(3), lastFailedAt: minutes(2) }),
      log([null, 'router was rebooted without proper shutdown by watchdog timer']),
      'device',
      'watchdog',
    ],
    ['its kernel failed', restarted(), log([null, 'kernel failure in previous boot']), 'device', 'crashed'],
    [
      'the watchdog that pings through a dead uplink is no fault of the device',
      restarted(),
      log(
        [0.2, 'sinyal-desa internet putus'],
        [29, 'router was rebooted without proper shutdown by watchdog timer'],
      ),
      'uplink',
      'log-uplink-first',
    ],
    ['the third start in half an hour', restarted({ restartsBefore: 2 }), {}, 'device', 'several-restarts'],
    ['the second start in half an hour', restarted({ restartsBefore: 1 }), {}, 'undetermined', 'restarted'],
    [
      'starts over and over on a feeder that flickers',
      restarted({ restartsBefore: 3 }),
      around(onFeeder(2, [20, false])),
      'power',
      'feeder-fell',
    ],
    // Commanded.
    [
      'our own reboot, back soon',
      restarted({ uptimeAfter: 20, firstGoodAt: minutes(1), lastFailedAt: FAILED }),
      { sentReboots: [minutes(-0.5)] },
      'commanded',
      'commanded',
    ],
    [
      'our own reboot does not explain half an hour',
      restarted(),
      { sentReboots: [minutes(-0.5)] },
      'undetermined',
      'restarted',
    ],
    [
      'a reboot of an hour ago explains nothing',
      restarted({ firstGoodAt: minutes(1) }),
      { sentReboots: [minutes(-60)] },
      'undetermined',
      'restarted',
    ],
    [
      'our own reboot, and the uptime ran on: it never rebooted',
      away({ firstGoodAt: minutes(1), uptimeAfter: 86_400 + 120 }),
      { sentReboots: [minutes(-0.5)] },
      'uplink',
      'uptime-ran-on',
    ],
    [
      'somebody restarted it by hand',
      restarted({ firstGoodAt: minutes(2), lastFailedAt: minutes(1) }),
      log([0.1, 'router rebooted by admin']),
      'commanded',
      'restarted-by-hand',
    ],
    // Maintenance.
    [
      'announced maintenance',
      restarted(),
      { planned: { reference: 'WO-12', from: minutes(-30), until: minutes(60) } },
      'maintenance',
      'planned',
    ],
    // The site.
    [
      'away for hours while its feeder stayed on',
      stillAway(),
      { asOf: minutes(181), ...around(onFeeder(2, null)) },
      'site',
      'feeder-back',
    ],
    [
      'not yet three hours',
      stillAway(),
      { asOf: minutes(179), ...around(onFeeder(2, null)) },
      'undetermined',
      'still-away',
    ],
    [
      'fell with its feeder, which is back for hours',
      stillAway(),
      { asOf: minutes(30 + 181), ...around(onFeeder(2, [30, false])) },
      'site',
      'feeder-back',
    ],
    [
      'its feeder is away as well',
      stillAway(),
      { asOf: minutes(600), ...around(onFeeder(2, [null, null])) },
      'power',
      'feeder-fell',
    ],
    [
      'the contact says that the power is off: a fuse, not a thief',
      stillAway(),
      { asOf: minutes(300), ...answers(off(30)), ...around(onFeeder(2, null)) },
      'power',
      'contact-off',
    ],
    [
      'back after hours, its plug pulled at a dead uplink: the feeder alone is no proof',
      forHours(5),
      { asOf: minutes(300), ...around(onFeeder(2, null)) },
      'undetermined',
      'restarted',
    ],
    [
      'back after hours, ran on: the uplink was away, not the device',
      forHours(5, { uptimeAfter: 86_400 + 301 * 60 }),
      { asOf: minutes(300), ...around(onFeeder(2, null)) },
      'uplink',
      'uptime-ran-on',
    ],
    [
      'neighbours of the feeder back for hours, it does not answer, but it spoke: nothing was stolen',
      stillAway(),
      {
        asOf: minutes(300),
        ...around(onFeeder(2, [30, false])),
        heard: { before: null, after: { at: minutes(200), by: 'radius' } },
      },
      'power',
      'feeder-fell',
    ],
  ])('%s', (_why, is, circumstances, cause, by) => {
    const judged = causeOf(is, FAILED, is.firstGoodAt, { ...nothing, ...circumstances });
    expect([judged.cause, judged.evidence.signs[0]?.kind]).toEqual([cause, by]);
  });
});

test.each<[why: string, down: DownFacts, answers: Answer[], cause: string, answer: string | null]>([
  ['off, said after it was back', restarted(), [off(60)], 'power', 'off'],
  ['off, said more than two hours after the end', restarted(), [off(151)], 'undetermined', null],
  [
    'off, but the router had started before: it had power',
    restarted({ uptimeAfter: 28 * 60 }),
    [off(5)],
    'undetermined',
    'off',
  ],
  [
    'off, but only hours after it fell: nothing speaks for the start',
    forHours(5),
    [off(130)],
    'undetermined',
    'off',
  ],
  ['off outweighs no uptime that ran on', away(), [off(5)], 'uplink', 'off'],
  ['the newest counts', restarted(), [on(9), off(5)], 'undetermined', 'on'],
  ['not known is no evidence', restarted(), [{ ...off(5), power: 'unknown' }], 'undetermined', 'unknown'],
  ['of before it fell', restarted(), [off(-5)], 'undetermined', null],
  ['after the end, of another outage', restarted(), [off(60, minutes(50))], 'undetermined', null],
  ['asked before late looks moved the start', restarted(), [off(5, minutes(-9))], 'power', 'off'],
])('the contact says: %s', (_why, is, given, cause, answer) => {
  const judged = causeOf(is, FAILED, is.firstGoodAt, { ...nothing, answers: given });
  expect([judged.cause, judged.evidence.answer?.power ?? null]).toEqual([cause, answer]);
});

test('an LTE session that began while it was away speaks for the uplink, unless the router itself started anew', () => {
  const begun = { ...nothing, sessionBeganAt: minutes(29.5) };
  const kindsOf = (is: DownFacts) =>
    causeOf(is, FAILED, is.firstGoodAt, begun).evidence.signs.map(({ kind, at }) => [kind, at]);
  expect(kindsOf(away()).slice(0, 2)).toEqual([
    ['uptime-ran-on', null],
    ['lte-restarted', new Date(minutes(29.5)).toISOString()],
  ]);
  for (const is of [restarted(), away({ uptimeBefore: null })])
    expect(kindsOf(is).flat()).not.toContain('lte-restarted');
});

describe('both ends, as narrowly as evidence puts them', () => {
  const at = (minute: number) => new Date(minutes(minute)).toISOString();
  const boundsOf = (is: DownFacts, circumstances: Partial<Circumstances> = {}) => {
    const { began, ended } = causeOf(is, FAILED, is.firstGoodAt, { ...nothing, ...circumstances }).evidence;
    return { began, ended };
  };

  test('by the looks alone', () => {
    expect(boundsOf(away())).toEqual({
      began: { from: at(-1), to: at(0) },
      ended: { from: at(29), to: at(30) },
    });
  });
  test('it cannot have answered before it had started', () => {
    expect(boundsOf(restarted({ uptimeAfter: 20 })).ended).toEqual({ from: at(30 - 1 / 3), to: at(30) });
  });
  test('a loss that its log saw between the two looks', () => {
    const seen = log([-0.5, 'sinyal-desa internet putus']);
    expect(boundsOf(away(), seen).began).toEqual({ from: at(-1), to: at(-0.5 + 1 / 6) });
  });
  const heard = (before: number | null, after: number | null): Partial<Circumstances> => ({
    heard: {
      before: before === null ? null : { at: minutes(before), by: 'radius' },
      after: after === null ? null : { at: minutes(after), by: 'radius' },
    },
  });
  test('its own words before and after the failed looks', () => {
    expect(boundsOf(away(), heard(-0.25, 29.25))).toEqual({
      began: { from: at(-0.25), to: at(0) },
      ended: { from: at(29), to: at(29.25) },
    });
  });
  test("a word after the loss that its log stamps: the log's clock is off", () => {
    const both = { ...log([-0.8, 'sinyal-desa internet putus']), ...heard(-0.25, null) };
    expect(boundsOf(away(), both).began).toEqual({ from: at(-0.25), to: at(0) });
  });
  test('it cannot have spoken before it had started: the uptime gives way', () => {
    const { ended } = boundsOf(restarted({ uptimeAfter: 20 }), heard(null, 29.5));
    expect(ended).toEqual({ from: at(29.5), to: at(29.5) });
  });
  test('while it is away there is no end', () => {
    expect(boundsOf(stillAway()).ended).toBeNull();
  });
});
