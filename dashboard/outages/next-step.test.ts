import { expect, test } from 'vitest';
import { nextStepOf } from './next-step.ts';

const row = {
  state: 'down',
  reason: null,
  uplink: 'lte',
  contact: { name: 'Pak Rahmat', phone: '+62 812' },
  action: null,
  agent: { id: 1, name: 'induk', silentSince: null },
  since: '2026-11-25T02:12:00.000Z',
} as const;

test.each<[string, Partial<Parameters<typeof nextStepOf>[0]>, ReturnType<typeof nextStepOf>]>([
  ['all is well', { state: 'up' }, null],
  ['down on LTE', {}, { kind: 'lampLte', who: 'Pak Rahmat' }],
  ['down on a satellite', { uplink: 'vsat' }, { kind: 'lampVsat', who: 'Pak Rahmat' }],
  ['down on a radio link', { uplink: 'radio' }, { kind: 'lampRadio', who: 'Pak Rahmat' }],
  ['down on fibre', { uplink: 'fibre' }, { kind: 'lampFibre', who: 'Pak Rahmat' }],
  ['down, nobody to call', { contact: null }, { kind: 'noContact' }],
  ['down because we restarted it', { action: 'acknowledged' }, { kind: 'rebooting' }],
  [
    'access point dead',
    { state: 'degraded', reason: 'access-point' },
    { kind: 'accessPoint', who: 'Pak Rahmat' },
  ],
  ['RADIUS silent', { state: 'degraded', reason: 'radius-unanswered' }, { kind: 'radius' }],
  ['hotspot off', { state: 'degraded', reason: 'hotspot-disabled' }, { kind: 'hotspot' }],
  ['slow', { state: 'degraded', reason: 'slow' }, { kind: 'slow' }],
  ['flapping', { state: 'degraded', reason: 'flapping' }, { kind: 'flapping', who: 'Pak Rahmat' }],
  ['the agent had no way out', { state: 'unknown', reason: 'not-looked' }, { kind: 'notLooked' }],
  ['unreadable', { state: 'unknown', reason: 'unreadable' }, { kind: 'unreadable' }],
  ['nobody was told to look', { state: 'unknown', reason: 'never-looked', agent: null }, { kind: 'noAgent' }],
  ['not yet looked at', { state: 'unknown', reason: 'never-looked' }, { kind: 'neverLooked' }],
  [
    'the agent is silent',
    {
      state: 'unknown',
      reason: 'agent-silent',
      agent: { id: 2, name: 'camat', silentSince: '2026-11-25T02:00:00.000Z' },
    },
    { kind: 'agent', agent: 'camat', since: '2026-11-25T02:00:00.000Z' },
  ],
])('%s', (_why, change, step) => {
  expect(nextStepOf({ ...row, ...change })).toEqual(step);
});
