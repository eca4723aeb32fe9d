import { expect, test } from 'vitest';
import { rememberedUntil } from './day.ts';
import { type Asked, type Circumstances, type Credential, mayJoin, type Verdict } from './may-join.ts';
import type { Plan, UsedToday } from './plan.ts';
import { endOf, type KnownVoucher, voucherFault } from './voucher.ts';

const now = new Date('2026-11-25T03:00:00Z'); // 10:00 WIB
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const GIB = 1_073_741_824n;
const fair: Plan = {
  id: 1,
  name: 'umum',
  downloadKbps: 4000,
  uploadKbps: 1000,
  dayMinutes: 240,
  dayBytes: 2n * GIB,
  idleMinutes: 20,
  fair: { downloadKbps: 512, uploadKbps: 256 },
  rememberDays: 1,
  hours: null,
  retiredAt: null,
};
const mac = '02:11:22:33:44:55';
const byTicket: Credential = {
  kind: 'ticket',
  ticket: { routerId: 7, mac, expiresAt: inSeconds(60), usedAt: null, usedBySession: null },
};
const byItself: Credential = { kind: 'mac', rememberedUntil: inSeconds(3_600) };
const asked = (by: Credential): Asked => ({ routerId: 7, mac, acctSessionId: 'x', by });
const gate = (open: boolean, until: Date | null): Circumstances => ({ gate: { open, until }, voucher: null });
const voucher = (changes: Partial<NonNullable<Circumstances['voucher']>>): Circumstances => ({
  gate: { open: true, until: null },
  voucher: { fault: null, until: null, ...changes },
});
const said = (verdict: Verdict) => (verdict.join ? verdict.grant.sessionSeconds : verdict.code);

test.each<[why: string, by: Credential, plan: Plan, around: Circumstances, said: number | string | null]>([
  ['open, and it closes in an hour', byTicket, fair, gate(true, inSeconds(3_600)), 3_600],
  ['it closes in a minute', byTicket, fair, gate(true, inSeconds(60)), 60],
  ['it closes in 59 s', byTicket, fair, gate(true, inSeconds(59)), 'SD-CLOSED'],
  ['closed', byTicket, fair, gate(false, inSeconds(3_600)), 'SD-CLOSED'],
  ['closed, to a remembered phone', byItself, fair, gate(false, null), 'SD-CLOSED'],
  ['a voucher that ends in ten minutes', byTicket, fair, voucher({ until: inSeconds(600) }), 600],
  ['a voucher without an end', byTicket, fair, voucher({}), 14_400],
  ['revoked', byTicket, fair, voucher({ fault: 'revoked' }), 'SD-REVOKED'],
  ['revoked, and MAC login', byItself, fair, voucher({ fault: 'revoked' }), 'SD-REVOKED'],
  ['all places taken', byTicket, fair, voucher({ fault: 'too-many-devices' }), 'SD-DEVICES'],
  ['ended', byTicket, fair, voucher({ fault: 'used-up' }), 'SD-EXPIRED'],
  ['ended, and MAC login: the page opens', byItself, fair, voucher({ fault: 'used-up' }), null],
  ['of another village, and MAC login', byItself, fair, voucher({ fault: 'other-village' }), null],
  ['a plan that is no more', byTicket, { ...fair, retiredAt: now }, gate(true, null), 'SD-EXPIRED'],
  ['the same, and MAC login', byItself, { ...fair, retiredAt: now }, gate(true, null), null],
  [
    'a warning that it has not seen',
    { ...byItself, warned: true } as Credential,
    fair,
    gate(true, null),
    null,
  ],
])('%s', (_why, by, plan, around, expected) => {
  expect(said(mayJoin(asked(by), plan, { seconds: 0, bytes: 0n }, now, around))).toBe(expected);
});

test.each<[why: string, plan: Plan, used: UsedToday, outcome: unknown]>([
  [
    'fast, up to what is left',
    fair,
    { seconds: 0, bytes: GIB },
    { totalBytes: GIB, downloadKbps: 4000, uploadKbps: 1000 },
  ],
  [
    'slowly and without a limit once it is used up',
    fair,
    { seconds: 0, bytes: 2n * GIB },
    { totalBytes: null, downloadKbps: 512, uploadKbps: 256, sessionSeconds: 14_400 },
  ],
  [
    'not at all where the plan has no fair rates',
    { ...fair, fair: null },
    { seconds: 0, bytes: 2n * GIB },
    'SD-QUOTA',
  ],
  ['not at all when the minutes are used up', fair, { seconds: 14_400, bytes: 2n * GIB }, 'SD-QUOTA'],
])('it goes on %s', (_why, plan, used, outcome) => {
  const verdict = mayJoin(asked(byItself), plan, used, now);
  if (typeof outcome === 'string') expect(verdict).toEqual({ join: false, code: outcome });
  else expect(verdict).toMatchObject({ join: true, grant: outcome });
});

const known: KnownVoucher = {
  id: 1,
  kind: 'voucher',
  firstUsedAt: null,
  validUntil: null,
  revokedAt: null,
  villages: [],
  validMinutes: 120,
  devices: 2,
  usableUntil: null,
};
test.each<[why: string, changes: Partial<KnownVoucher>, others: number, fault: string | null]>([
  ['new', {}, 0, null],
  ['one place left', {}, 1, null],
  ['no place left', {}, 2, 'too-many-devices'],
  ['revoked', { revokedAt: now, validUntil: now }, 2, 'revoked'],
  ['ended now', { firstUsedAt: now, validUntil: now }, 0, 'used-up'],
  ['ends soon', { firstUsedAt: now, validUntil: inSeconds(1) }, 0, null],
  ['never used in its time', { usableUntil: now }, 0, 'expired'],
  ['used in its time', { usableUntil: now, firstUsedAt: now, validUntil: inSeconds(1) }, 0, null],
  ['of this village', { villages: ['16.10.04.2012'] }, 0, null],
  ['of another village', { villages: ['16.10.04.2013'] }, 0, 'other-village'],
])('a voucher: %s', (_why, changes, others, fault) => {
  expect(voucherFault({ ...known, ...changes }, '16.10.04.2012', others, now)).toBe(fault);
});

test('a voucher’s time runs from its first use', () => {
  expect(endOf(known, now)).toEqual(inSeconds(7_200));
  expect(endOf({ ...known, firstUsedAt: now, validUntil: inSeconds(5) }, now)).toEqual(inSeconds(5));
  expect(endOf({ ...known, validMinutes: null }, now)).toBeNull();
});

test.each<[days: number, at: string, until: string]>([
  [0, '2026-11-25T03:00:00Z', '2026-11-25T03:00:00Z'],
  [1, '2026-11-25T20:59:59Z', '2026-11-25T21:00:00Z'],
  [1, '2026-11-25T21:00:00Z', '2026-11-26T21:00:00Z'],
  [14, '2026-11-25T03:00:00Z', '2026-12-08T21:00:00Z'],
])('remembered for %d: from %s until %s', (days, at, until) => {
  expect(rememberedUntil(days, new Date(at))).toEqual(new Date(until));
});
