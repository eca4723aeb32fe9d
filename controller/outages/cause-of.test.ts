import { expect, test } from 'vitest';
import type { Answer } from './answers-of.ts';
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
  const { firstGoodAt } = down(facts);
  const judged = causeOf(down(facts), FAILED, firstGoodAt, { sentReboots: sent, answers: [] });
  expect([judged.cause, judged.evidence.kind]).toEqual([cause, evidence]);
});

const off = (minute: number, askedOf = FAILED) => ({ at: minutes(minute), askedOf, power: 'off' as const });

test.each<[why: string, facts: Partial<DownFacts>, answers: Answer[], cause: string, answer: string | null]>([
  ['off, soon after it fell, and restarted', { uptimeAfter: 60 }, [off(5)], 'power', 'off'],
  ['off, while it is still away', { firstGoodAt: null, uptimeAfter: null }, [off(5)], 'power', 'off'],
  ['off, said after it was back', { uptimeAfter: 60 }, [off(60)], 'power', 'off'],
  ['off, said more than two hours after the end', { uptimeAfter: 60 }, [off(151)], 'undetermined', null],
  [
    'off, but the router had started before: it had power',
    { uptimeAfter: 28 * 60 },
    [off(5)],
    'undetermined',
    'off',
  ],
  [
    'off, but only hours after it fell: nothing speaks for the start',
    { firstGoodAt: minutes(300), uptimeAfter: 60 },
    [off(130)],
    'undetermined',
    'off',
  ],
  ['off outweighs no uptime that ran on', {}, [off(5)], 'uplink', 'off'],
  ['the newest counts', { uptimeAfter: 60 }, [{ ...off(9), power: 'on' }, off(5)], 'undetermined', 'on'],
  [
    'not known is no evidence',
    { uptimeAfter: 60 },
    [{ ...off(5), power: 'unknown' }],
    'undetermined',
    'unknown',
  ],
  ['of before it fell', { uptimeAfter: 60 }, [off(-5)], 'undetermined', null],
  ['after the end, of another outage', { uptimeAfter: 60 }, [off(60, minutes(50))], 'undetermined', null],
  ['asked before late looks moved the start', { uptimeAfter: 60 }, [off(5, minutes(-9))], 'power', 'off'],
])('the contact says: %s', (_why, facts, answers, cause, answer) => {
  const is = down(facts);
  const judged = causeOf(is, FAILED, is.firstGoodAt, { sentReboots: [], answers });
  expect([judged.cause, judged.evidence.answer?.power ?? null]).toEqual([cause, answer]);
});
