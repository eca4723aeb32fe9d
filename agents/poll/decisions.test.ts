import { expect, test } from 'vitest';
import type { Outcome } from '#contract/looks.ts';
import type { Via } from '#contract/names.ts';
import type { FaultKind, FaultPhase, Interface, Netwatch } from '../routeros/index.ts';
import { accessPointsOf, chooseUplink, watchedAccessPoints } from './choose-uplink.ts';
import { type Evidence, judge } from './judge.ts';
import { Lateness } from './lateness.ts';
import { licenceUsers } from './licence-users.ts';
import { outcomeOf } from './outcome-of.ts';
import { concurrencyFor, firstPause, nextDue, pauseAfter } from './schedule.ts';
import { uplinkLoss } from './uplink-loss.ts';

test.each<[kind: FaultKind, phase: FaultPhase, outcome: Outcome]>([
  ['no-route', 'connect', 'not-looked'],
  ['unreachable', 'connect', 'unreachable'],
  ['timeout', 'connect', 'timeout'],
  ['timeout', 'login', 'timeout'],
  ['timeout', 'command', 'protocol-error'],
  ['refused', 'connect', 'refused'],
  ['closed', 'login', 'refused'],
  ['closed', 'command', 'protocol-error'],
  ['auth', 'login', 'auth-failed'],
  ['tls', 'connect', 'protocol-error'],
  ['fatal', 'command', 'protocol-error'],
  ['unreadable', 'command', 'protocol-error'],
  ['trap', 'command', 'protocol-error'],
])('%s during %s is %s', (kind, phase, outcome) => expect(outcomeOf(kind, phase)).toBe(outcome));

const proven: Evidence = { canaries: 'given', owners: 2, hub: null };
test.each<[why: string, outcome: Outcome, via: Via, evidence: Evidence, judged: Outcome]>([
  ['the way is proven', 'timeout', 'direct', proven, 'timeout'],
  ['the way is proven', 'unreachable', 'direct', proven, 'unreachable'],
  ['one owner is not enough', 'timeout', 'direct', { ...proven, owners: 1 }, 'not-looked'],
  ['provider dead', 'unreachable', 'direct', { ...proven, owners: 0 }, 'not-looked'],
  ['hub dead, router behind it', 'timeout', 'hub', { ...proven, hub: false }, 'not-looked'],
  ['hub dead, router beside it', 'timeout', 'direct', { ...proven, hub: false }, 'timeout'],
  ['hub alive', 'timeout', 'hub', { ...proven, hub: true }, 'timeout'],
  ['behind a hub that nobody named', 'timeout', 'hub', proven, 'not-looked'],
  ['hub alive, provider dead', 'timeout', 'hub', { ...proven, owners: 0, hub: true }, 'not-looked'],
  ['nobody said how to prove', 'timeout', 'direct', { ...proven, canaries: 'missing' }, 'not-looked'],
  ['own network', 'timeout', 'direct', { canaries: 'none', owners: 0, hub: null }, 'timeout'],
  ['own network, hub dead', 'timeout', 'hub', { canaries: 'none', owners: 0, hub: false }, 'not-looked'],
  ['an answer needs no proof', 'answered', 'direct', { ...proven, owners: 0 }, 'answered'],
  ['nor does a refusal', 'refused', 'direct', { ...proven, owners: 0 }, 'refused'],
])('%s: %s %s', (_why, outcome, via, evidence, judged) => expect(judge(outcome, via, evidence)).toBe(judged));

test.each<[outcome: Outcome, length: number, intervalMs: number, pause: number]>([
  ['answered', 40, 30_000, 30_000],
  ['not-looked', 40, 30_000, 30_000],
  ['timeout', 1, 30_000, 30_000],
  ['timeout', 2, 30_000, 30_000],
  ['timeout', 3, 30_000, 45_000],
  ['unreachable', 9, 10_000, 15_000],
  ['timeout', 1, 300_000, 60_000],
  ['timeout', 9, 55_000, 60_000],
  ['refused', 9, 30_000, 45_000],
  ['protocol-error', 1, 10_000, 10_000],
  ['auth-failed', 1, 10_000, 300_000],
  ['auth-failed', 9, 600_000, 600_000],
])('after %s × %i at %i ms: %i ms', (outcome, length, intervalMs, pause) =>
  expect(pauseAfter({ outcome, length }, intervalMs)).toBe(pause),
);

test.each<[why: string, due: number, now: number, random: number, next: number]>([
  ['from when it was due, not from now', 1_000, 1_400, 0.5, 2_000],
  ['ten percent earlier', 1_000, 1_000, 0, 1_900],
  ['ten percent later', 1_000, 1_000, 1, 2_100],
  ['what was missed is not made up for', 1_000, 9_000, 0.5, 9_050],
])('next look: %s', (_why, due, now, random, next) =>
  expect(nextDue(due, 1_000, now, random)).toBeCloseTo(next),
);

test('first looks are spread over the interval, the same after each start', () => {
  const pauses = [...Array(1_000).keys()].map((id) => firstPause(id, 30_000));
  expect(pauses).toEqual([...Array(1_000).keys()].map((id) => firstPause(id, 30_000)));
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = pauses.filter((pause) => Math.floor(pause / 3_000) === tenth).length;
    expect(share).toBeGreaterThan(60);
    expect(share).toBeLessThan(150);
  }
});

test('looks at once: enough when every one of them takes all of its time', () => {
  const targets = (count: number) => Array(count).fill({ intervalMs: 30_000, deadlineMs: 10_000 });
  expect(concurrencyFor([])).toBe(4);
  expect(concurrencyFor(targets(12))).toBe(9);
  expect(concurrencyFor(targets(1_000))).toBe(421);
  expect(concurrencyFor(targets(100_000))).toBe(2_048);
});

const port = (name: string, more: Partial<Interface> = {}): Interface => ({
  name,
  defaultName: name,
  type: 'ether',
  comment: '',
  running: true,
  disabled: false,
  receiveBytes: '1',
  transmitBytes: '1',
  ...more,
});
const lte = (more: Partial<Interface> = {}) => port('lte1', { type: 'lte', ...more });
test.each<[why: string, interfaces: Interface[], uplink: string | undefined]>([
  ['ether1', [port('ether2'), port('ether1')], 'ether1'],
  ['ether1 that was renamed', [port('ether2'), port('modem', { defaultName: 'ether1' })], 'modem'],
  ['an LTE modem in use', [port('ether1'), lte()], 'lte1'],
  ['of two modems the one that runs', [lte({ running: false }), lte({ name: 'lte2' })], 'lte2'],
  ['a modem without signal is still it', [port('ether1'), lte({ running: false })], 'lte1'],
  ['a modem that is off is not', [port('ether1'), lte({ disabled: true })], 'ether1'],
  ['what a person calls WAN', [port('ether1'), lte(), port('ether5', { comment: 'WAN radio' })], 'ether5'],
  ['WANDA is no WAN', [port('ether1'), port('ether5', { comment: 'WANDA' })], 'ether1'],
  ['none', [port('bridge', { type: 'bridge', defaultName: '' })], undefined],
])('uplink: %s', (_why, interfaces, uplink) => expect(chooseUplink(interfaces)?.name).toBe(uplink));

test('access points: Ethernet ports with a comment that begins with AP', () => {
  const ports = [
    port('ether2', { comment: 'AP balai desa' }),
    port('ether3', { comment: 'ap sekolah', running: false }),
    port('ether4', { comment: 'kantor AP' }),
    port('ether5', { comment: 'AP lama', disabled: true }),
    port('wlan1', { comment: 'AP', type: 'wlan' }),
    port('ether6', { comment: 'APBD' }),
  ];
  expect(accessPointsOf(ports).map(({ name }) => name)).toEqual(['ether2', 'ether3']);
});

const watch = (more: Partial<Netwatch> = {}): Netwatch => ({
  host: '1.1.1.1',
  type: 'icmp',
  known: true,
  isDown: false,
  comment: '',
  disabled: false,
  lossPercent: 30,
  ...more,
});
test('access points with an address: watched hosts with a comment that begins with AP', () => {
  const rows = [
    watch({ host: '10.5.50.2', comment: 'AP sekolah', isDown: true }),
    watch({ host: '10.5.50.3', comment: 'AP balai' }),
    watch({ host: '10.5.50.4', comment: 'AP baru', known: false }),
    watch({ host: '10.5.50.5', comment: 'AP lama', disabled: true, isDown: true }),
    watch({ host: '10.5.50.6', comment: 'sinyal-desa internet', isDown: true }),
  ];
  expect(watchedAccessPoints(rows)).toEqual([
    { name: 'AP sekolah (10.5.50.2)', running: false },
    { name: 'AP balai (10.5.50.3)', running: true },
  ]);
});

test.each([
  ['4', 200],
  ['5', 500],
  ['6', null],
  ['3', 1],
  ['p1', null],
  [null, null],
])('a licence of level %s lets in %s', (level, users) => expect(licenceUsers(level)).toBe(users));

test.each<[why: string, rows: Netwatch[], loss: number | null]>([
  ['one public host', [watch()], 30],
  ['the best of several', [watch({ lossPercent: 100 }), watch({ host: '8.8.8.8', lossPercent: 5 })], 5],
  ['private hosts say nothing', [watch({ host: '10.1.1.1' }), watch({ host: '172.20.0.1' })], null],
  ['nor the carrier', [watch({ host: '100.64.0.1' })], null],
  ['nor names, nor other types', [watch({ host: 'router' }), watch({ type: 'simple' })], null],
  ['nor one that is off or just begun', [watch({ disabled: true }), watch({ known: false })], null],
  ['v6 gives no loss', [watch({ lossPercent: null })], null],
])('loss: %s', (_why, rows, loss) => expect(uplinkLoss(rows)).toBe(loss));

test('lateness keeps the last looks only', () => {
  const lateness = new Lateness();
  expect(lateness.now).toEqual({ looks: 0, p50: 0, p99: 0, max: 0 });
  for (let i = 0; i < 5_000; i++) lateness.add(i < 4_000 ? 900 : 1);
  for (let i = 0; i < 4_096; i++) lateness.add(i === 7 ? 50 : 2);
  expect(lateness.now).toEqual({ looks: 9_096, p50: 2, p99: 2, max: 50 });
});
