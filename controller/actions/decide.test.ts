import { describe, expect, test } from 'vitest';
import {
  afterDisconnect,
  afterLook,
  afterReport,
  afterTime,
  type Progress,
  type Report,
  refusalOf,
} from './decide.ts';

const T = Date.UTC(2026, 10, 25, 3);
const s = (seconds: number) => T + seconds * 1000;
const asked: Progress = {
  state: 'asked',
  askedAt: T,
  expiresAt: s(600),
  sentAt: null,
  acknowledgedAt: null,
  uptimeSeconds: null,
  goneAt: null,
  backAt: null,
  endedAt: null,
  failure: null,
};
const report = (event: Report['event'], seconds: number, detail: string | null = null): Report => ({
  event,
  at: s(seconds),
  uptimeSeconds: 90_000,
  detail,
});
const sent = afterReport(asked, report('sent', 5));
const look = (seconds: number, outcome: string, uptimeSeconds: number | null = null) => ({
  at: s(seconds),
  outcome,
  uptimeSeconds,
});

describe('asking', () => {
  const fine = {
    confirmation: 'Sukamaju',
    villageName: 'Sukamaju',
    underWay: false,
    hasActionAccount: true,
    pollingAccountMayReboot: false,
  };
  test.each([
    ['the village’s name confirms', {}, null],
    ['case and blanks do not matter', { confirmation: '  suka  MAJU', villageName: 'Suka Maju' }, null],
    ['another name refuses', { confirmation: 'Sukarami' }, 'confirmation-wrong'],
    ['one is under way', { underWay: true }, 'action-under-way'],
    ['no account for actions', { hasActionAccount: false }, 'action-account-missing'],
    [
      'not known whether the polling account may',
      { hasActionAccount: false, pollingAccountMayReboot: null },
      'action-account-missing',
    ],
    ['the polling account may reboot', { hasActionAccount: false, pollingAccountMayReboot: true }, null],
  ])('%s', (_why, change, refusal) => expect(refusalOf({ ...fine, ...change })).toBe(refusal));
});

test('a disconnect is over when the agent says so: it has looked', () => {
  const begun = afterDisconnect(asked, report('sent', 5));
  expect(begun).toMatchObject({ state: 'sent', endedAt: null });
  expect(afterDisconnect(begun, report('acknowledged', 6))).toMatchObject({
    state: 'verified',
    endedAt: s(6),
  });
  expect(afterDisconnect(begun, report('failed', 6, 'no'))).toMatchObject({ state: 'failed', failure: 'no' });
});

describe('what became of it', () => {
  test('asked, sent, acknowledged, gone, back: verified with its times', () => {
    let is = afterReport(sent, report('acknowledged', 6));
    is = afterLook(is, look(10, 'timeout'));
    is = afterLook(is, look(20, 'timeout'));
    expect(is).toMatchObject({ state: 'acknowledged', goneAt: s(10), backAt: null });
    is = afterLook(is, look(99, 'answered', 40));
    expect(is).toMatchObject({
      state: 'verified',
      sentAt: s(5),
      acknowledgedAt: s(6),
      goneAt: s(10),
      backAt: s(99),
      endedAt: s(99),
    });
  });

  test.each<[why: string, is: Progress, expected: Partial<Progress>]>([
    [
      'an uptime that runs on verifies nothing',
      afterLook(sent, look(30, 'answered', 90_025)),
      { state: 'sent', backAt: null },
    ],
    [
      'a look from before the sending verifies nothing',
      afterLook(sent, look(4, 'answered', 1)),
      { state: 'sent', backAt: null },
    ],
    [
      'a boot from before the sending verifies nothing',
      afterLook(sent, look(30, 'answered', 60)),
      { state: 'sent' },
    ],
    [
      'a smaller uptime verifies without an acknowledgement',
      afterLook(sent, look(60, 'answered', 20)),
      { state: 'verified' },
    ],
    [
      'a router that had just started, and started again',
      afterLook({ ...sent, uptimeSeconds: 5 }, look(65, 'answered', 57)),
      { state: 'verified' },
    ],
    [
      'a router that had just started, and ran on',
      afterLook({ ...sent, uptimeSeconds: 5 }, look(65, 'answered', 64)),
      { state: 'sent' },
    ],
    ['not sent in ten minutes', afterTime(asked, s(600)), { state: 'expired', failure: 'not-sent' }],
    ['still time to send', afterTime(asked, s(599)), { state: 'asked' }],
    ['not back after five minutes', afterTime(sent, s(305)), { state: 'failed', failure: 'not-back' }],
    ['still time to come back', afterTime(sent, s(304)), { state: 'sent' }],
    [
      'a later return is noted',
      afterLook(afterTime(sent, s(305)), look(900, 'answered', 60)),
      { state: 'failed', failure: 'not-back', backAt: s(900) },
    ],
    [
      'sent in time, told after the expiry',
      afterReport(afterTime(asked, s(601)), report('sent', 5)),
      { state: 'sent', endedAt: null, failure: null },
    ],
    ['told twice', afterReport(sent, report('sent', 50)), { sentAt: s(5) }],
    [
      'the router refused',
      afterReport(sent, report('failed', 6, 'not enough permissions (9)')),
      { state: 'failed', failure: 'not enough permissions (9)' },
    ],
    ['too old when its turn came', afterReport(asked, report('expired', 700)), { state: 'expired' }],
    [
      'verified stays verified',
      afterReport(afterLook(sent, look(60, 'answered', 20)), report('failed', 70)),
      { state: 'verified' },
    ],
  ])('%s', (_why, is, expected) => expect(is).toMatchObject(expected));
});
