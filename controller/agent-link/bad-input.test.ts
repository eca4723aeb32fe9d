import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { Batch } from '#contract/agent-link.ts';
import type { LookEntry } from '#contract/looks.ts';
import { verifyChains } from '../evidence/verify-chains.ts';
import { programme } from '../outages/testing-days.ts';
import { readConfig } from '../platform/config.ts';
import { testDatabase } from '../platform/testing.ts';
import { looksOf } from './looks-of.ts';
import { takeIn } from './take-in.ts';

const NOON = Date.UTC(2026, 10, 25, 5);
const DAY = 86_400;
const EPOCH = '0f0e0d0c-0b0a-4908-8706-050403020100';

interface Sort extends Partial<LookEntry> {
  readonly off?: number;
}

/** A look that really was `seconds` after noon, on a clock that is `off` seconds ahead of ours. */
const look = (
  seq: number,
  seconds: number,
  { off = 0, offsetMs = off * -1000, ...more }: Sort = {},
): LookEntry => ({
  kind: 'look',
  seq,
  routerId: 1,
  at: new Date(NOON + (seconds + off) * 1000).toISOString(),
  offsetMs,
  outcome: 'timeout',
  lateMs: 0,
  tookMs: 10,
  detail: null,
  reading: null,
  simulated: false,
  ...more,
});

const batch = (entries: LookEntry[], seconds: number, off = 0, epoch = EPOCH): Batch => ({
  epoch,
  sentAt: new Date(NOON + (seconds + off) * 1000).toISOString(),
  assignment: null,
  canaries: 'none',
  proven: true,
  backlog: 0,
  entries,
});

async function office() {
  const t = await testDatabase();
  onTestFinished(() => t[Symbol.asyncDispose]());
  const agent = await programme(t.db, 1, new Date(NOON - 40 * DAY * 1000));
  return {
    db: t.db,
    take: (sent: Batch, seconds: number) =>
      takeIn(t.db, readConfig({}), agent, sent, new Date(NOON + seconds * 1000)),
    /** Seconds after noon, in the order of their chain. */
    stored: async () => {
      const rows = await t.db.look.findMany({
        orderBy: [{ at: 'asc' }, { chainRun: 'asc' }, { seq: 'asc' }],
      });
      return rows.map(({ at, seq, chainRun }) => [(at.getTime() - NOON) / 1000, Number(seq), chainRun]);
    },
    gaps: async () =>
      (await t.db.lookGap.findMany({ orderBy: { seq: 'asc' } })).map(
        ({ dropped, why }) => `${dropped} ${why}`,
      ),
    chainsHold: async () => {
      const checks = await verifyChains(t.db, '2026-11-20', '2026-11-30');
      return checks.length > 0 && checks.every(({ holds }) => holds);
    },
    offset: async () => (await t.db.agent.findFirstOrThrow()).offsetMs,
  };
}

test.each<[why: string, off: number, offsetMs: number]>([
  ['a day ahead, offset known', DAY, -DAY * 1000],
  ['a day ahead, offset not known yet', DAY, 0],
  ['a day behind, offset known', -DAY, DAY * 1000],
  ['a day behind, offset not known yet', -DAY, 0],
])(
  'an agent whose clock is %s: its looks are of when they were, and its offset is shown',
  async (_why, off, offsetMs) => {
    const { take, stored, offset, gaps, chainsHold } = await office();
    const entries = [look(1, 30, { off, offsetMs }), look(2, 60, { off, offsetMs })];
    expect(await take(batch(entries, 90, off), 90)).toMatchObject({ stored: 2 });
    // The answer was lost; this time the way takes 40 ms longer.
    expect(await take(batch(entries, 100.04, off), 100)).toMatchObject({
      stored: 0,
      answer: { acknowledged: 2 },
    });
    expect(await stored()).toEqual([
      [30, 1, 0],
      [60, 2, 0],
    ]);
    expect([await gaps(), await chainsHold()]).toEqual([[], true]);
    expect(Math.abs((await offset())! + off * 1000)).toBeLessThan(50);
  },
);

test('a clock that was put right before the agent reached us: nobody knows when its looks were, and they are a gap', async () => {
  const { take, stored, gaps, chainsHold } = await office();
  await take(batch([look(1, 30), look(2, 60)], 61), 61);
  const wrong = [3, 4].map((seq) => look(seq, 900 + seq * 30 - DAY, { offsetMs: 0 }));
  const right = [look(5, 1_200), look(6, 1_230)];
  const sent = batch([...wrong, ...right], 2_000);
  expect(await take(sent, 2_000)).toMatchObject({ stored: 2, answer: { acknowledged: 6 } });
  expect(await take(sent, 2_001)).toMatchObject({ stored: 0 });
  expect((await stored()).map(([seconds]) => seconds)).toEqual([30, 60, 1_200, 1_230]);
  expect([await gaps(), await chainsHold()]).toEqual([['2 clock'], true]);
});

test('a look from the future though its offset was measured is refused, and the others of the batch with it', async () => {
  const { take, stored } = await office();
  const sent = batch([look(1, 30), look(2, 3_000, { off: 60 })], 60);
  await expect(take(sent, 60)).rejects.toMatchObject({ status: 400, code: 'from-the-future' });
  expect(await stored()).toEqual([]);
});

test('what is older than any open month is acknowledged, and a gap', async () => {
  const { take, stored, gaps } = await office();
  const old = [look(1, -96 * DAY), look(2, -96 * DAY + 30)];
  expect(await take(batch([...old, look(3, 30)], 60), 60)).toMatchObject({
    stored: 1,
    answer: { acknowledged: 3 },
  });
  expect([(await stored()).length, await gaps()]).toEqual([1, ['2 too-old']]);
});

test('an outbox that was put back from a copy uses its seqs again: old looks are known, new ones go into a new run', async () => {
  const { take, stored, chainsHold } = await office();
  const first = [look(1, 30), look(2, 60), look(3, 90), look(4, 120)];
  await take(batch(first, 121), 121);
  const after = [...first.slice(0, 2), look(3, 600), look(4, 630)];
  expect(await take(batch(after, 631), 631)).toMatchObject({ stored: 2, answer: { acknowledged: 4 } });
  expect(await take(batch([look(5, 660)], 661), 661)).toMatchObject({ stored: 1 });
  expect(await stored()).toEqual([
    [30, 1, 0],
    [60, 2, 0],
    [90, 3, 0],
    [120, 4, 0],
    [600, 3, 1],
    [630, 4, 1],
    [660, 5, 1],
  ]);
  expect(await chainsHold()).toBe(true);
});

test('an agent that was installed anew begins a new epoch, and a chain of its own', async () => {
  const { db, take, stored, chainsHold } = await office();
  await take(batch([look(1, 30), look(2, 60)], 61), 61);
  await take(batch([look(1, 90), look(2, 120)], 121, 0, randomUUID()), 121);
  expect((await stored()).map(([, seq, run]) => [seq, run])).toEqual([
    [1, 0],
    [2, 0],
    [1, 0],
    [2, 0],
  ]);
  expect((await db.lookChain.findMany()).map(({ looks }) => looks)).toEqual([2, 2]);
  expect(await chainsHold()).toBe(true);
});

test('batches that overlap, in any cut, store each look once and leave the chain whole', async () => {
  const { take, stored, chainsHold } = await office();
  const all = Array.from({ length: 12 }, (_, index) => look(index + 1, 30 * (index + 1)));
  let kept = 0;
  for (const [from, to] of [
    [0, 5],
    [3, 8],
    [0, 12],
    [6, 7],
  ] as const)
    kept += (await take(batch(all.slice(from, to), 400), 400)).stored;
  expect([kept, (await stored()).length, await chainsHold()]).toEqual([12, 12, true]);
});

test.each<[what: string, more: Partial<LookEntry>]>([
  ['half a character in the detail', { detail: 'no answer \ud83d' }],
  ['an epoch in capitals', {}],
  [
    'figures that no column holds',
    {
      outcome: 'answered',
      reading: {
        uptimeSeconds: 5,
        version: '7.20',
        board: 'x',
        serial: null,
        identity: 'x',
        cpuPercent: null,
        freeMemoryBytes: null,
        temperatureCelsius: null,
        voltageVolts: 1e300,
        clockSkewSeconds: null,
        uplink: { name: 'e', running: true, receiveBytes: '9'.repeat(20), transmitBytes: '0' },
        accessPoints: [],
        hotspot: { servers: [], users: 0, trialUsers: 0, loginHosts: [] },
        deviceMode: null,
        radius: {
          requests: '0',
          accepts: '9'.repeat(20),
          rejects: '0',
          timeouts: '9'.repeat(20),
          badReplies: '0',
        },
        uplinkLossPercent: 99.999,
        pollingAccountMayReboot: null,
      },
    },
  ],
])('%s is stored, and its chain leads to what is stored', async (_what, more) => {
  const { take, chainsHold } = await office();
  const sent = batch([{ ...look(1, 30), ...more }, look(2, 60)], 61, 0, EPOCH.toUpperCase());
  expect(await take(sent, 61)).toMatchObject({ stored: 2 });
  expect(await take(sent, 62)).toMatchObject({ stored: 0 });
  expect(await chainsHold()).toBe(true);
});

test('a batch whose clock agrees corrects nothing, however old its looks are', () => {
  const { corrected, unmeasured, looks } = looksOf(
    batch([look(1, -DAY), look(2, 30)], 60),
    1,
    new Date(NOON + 61_000),
  );
  expect([corrected.size, [...unmeasured], looks.length]).toEqual([0, [1], 2]);
});
