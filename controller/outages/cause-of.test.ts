import { expect, test } from 'vitest';
import { causeOf } from './cause-of.ts';
import type { DownFacts } from './timeline.ts';

const FAILED = Date.UTC(2026, 10, 25, 2);
const minutes = (count: number) => FAILED + count * 60_000;
const down = (facts: Partial<DownFacts>): DownFacts => ({
  lastGoodAt: minutes(-1),
  lastFailedAt: minutes(29),
  firstGoodAt: minutes(30),
  uptimeBefore: 86_400,
  uptimeAfter: 86_400 + 31 * 60,
  ...facts,
});

test.each<[why: string, facts: Partial<DownFacts>, sent: number[], cause: string, evidence: string]>([
  ['uptime ran on: not power', {}, [], 'uplink', 'uptime-ran-on'],
  [
    'a restart proves no power cut: villagers pull the plug',
    { uptimeAfter: 60 },
    [],
    'undetermined',
    'restarted',
  ],
  [
    'restarted, although the uptime is larger than before',
    { uptimeBefore: 5, uptimeAfter: 1_700 },
    [],
    'undetermined',
    'restarted',
  ],
  [
    'our own reboot, back soon',
    { uptimeAfter: 20, firstGoodAt: minutes(1), lastFailedAt: FAILED },
    [minutes(-0.5)],
    'commanded',
    'commanded-reboot',
  ],
  [
    'our own reboot does not explain half an hour',
    { uptimeAfter: 20 },
    [minutes(-0.5)],
    'undetermined',
    'restarted',
  ],
  [
    'a reboot of an hour ago explains nothing',
    { uptimeAfter: 20, firstGoodAt: minutes(1) },
    [minutes(-60)],
    'undetermined',
    'restarted',
  ],
  ['still away', { firstGoodAt: null, uptimeAfter: null }, [], 'undetermined', 'still-away'],
  ['never seen before', { lastGoodAt: null, uptimeBefore: null }, [], 'undetermined', 'uptime-unknown'],
])('%s', (_why, facts, sent, cause, evidence) => {
  const judged = causeOf(down(facts), FAILED, sent);
  expect([judged.cause, judged.evidence.kind]).toEqual([cause, evidence]);
});
