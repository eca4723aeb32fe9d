import { expect, test } from 'vitest';
import type { Action } from '#contract/actions.ts';
import { secondsAway, stepsOf } from './steps-of.ts';

const at = (second: number) => new Date(second * 1000).toISOString();
const asked: Action = {
  id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  routerId: 1,
  router: 'kantor-desa',
  village: { code: '16.10.04.2012', name: 'Sukamaju' },
  kind: 'reboot',
  state: 'asked',
  reason: 'warga tidak bisa masuk',
  askedBy: 'teknisi',
  usersOnline: 3,
  askedAt: at(0),
  sentAt: null,
  acknowledgedAt: null,
  goneAt: null,
  backAt: null,
  endedAt: null,
  failure: null,
};
const sent: Action = { ...asked, state: 'sent', sentAt: at(2) };
const gone: Action = { ...sent, state: 'acknowledged', acknowledgedAt: at(3), goneAt: at(12) };
const back: Action = { ...gone, state: 'verified', backAt: at(96), endedAt: at(96) };

test.each<[string, Action, (number | null)[], string | undefined]>([
  ['asked waits to be sent', asked, [0, null, null, null], 'sent'],
  ['sent waits for it to go', sent, [0, 2, null, null], 'gone'],
  ['gone waits for it to be back', gone, [0, 2, 12, null], 'back'],
  ['back waits for nothing', back, [0, 2, 12, 96], undefined],
  ['back between two looks was gone too', { ...back, goneAt: null }, [0, 2, 96, 96], undefined],
  [
    'expired waits for nothing',
    { ...asked, state: 'expired', endedAt: at(600) },
    [0, null, null, null],
    undefined,
  ],
])('%s', (_why, action, seconds, awaited) => {
  const steps = stepsOf(action);
  expect(steps.map((step) => (step.at === null ? null : step.at / 1000))).toEqual(seconds);
  expect(steps.find((step) => step.awaited)?.kind).toBe(awaited);
});

test('the time it took runs from sent to back', () => {
  expect(secondsAway(back)).toBe(94);
  expect(secondsAway(gone)).toBeNull();
});
