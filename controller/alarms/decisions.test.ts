import { GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import type { AlarmContent, AlarmMember } from '#contract/alarms.ts';
import type { OutageChange, OutageFacts } from '../outages/changes-of.ts';
import { type AlarmRouter, type Draft, draftsAfter } from './drafts-of.ts';
import { limitsOf, waitMs } from './pace.ts';
import { verdictOf } from './telegram.ts';
import { htmlOf, plainOf } from './text-of.ts';
import { pauseSeconds, type Verdict } from './verdict.ts';
import { duration } from './wib.ts';

const T = Date.UTC(2026, 10, 25, 3);
const router = (id: number): AlarmRouter => ({
  router: `titik-${id}`,
  village: { code: '16.10.06.2021', name: `Desa ${id}`, kecamatan: 'Rantau Alai' },
  uplink: 'lte',
  provider: 'Telkomsel',
  contact: null,
  users: 3,
  agent: id > 1_000 ? 'camat' : 'kantor',
});
const facts = (more: Partial<OutageFacts> = {}): OutageFacts => ({
  firstFailedAt: T,
  endedAt: null,
  firstGoodAt: null,
  cause: 'undetermined',
  evidence: {
    kind: 'still-away',
    uptimeSeconds: null,
    bootedAt: null,
    answer: null,
    signs: [],
    began: null,
    ended: null,
  },
  simulated: false,
  ...more,
});
const fell = (routerId: number, more: Partial<OutageFacts> = {}): OutageChange => ({
  routerId,
  before: null,
  after: facts(more),
  instead: null,
});
/** As the next transaction would read them. */
const stored = (drafts: readonly Draft[], unsent: boolean): Draft[] =>
  drafts
    .filter((draft) => draft.is !== 'dropped')
    .map((draft, index) => ({ ...draft, id: BigInt(index + 1), unsent, is: 'same' }));
const sizes = (drafts: readonly Draft[]) =>
  drafts.filter((draft) => draft.is !== 'dropped').map((draft) => draft.content.members.length);
const fall = (drafts: Draft[], ids: readonly number[], now: number) =>
  draftsAfter(
    drafts,
    ids.map((id) => fell(id)),
    router,
    now,
  );
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test.each<[why: string, ids: number[], sizes: number[]]>([
  ['three are three messages', upTo(3), [1, 1, 1]],
  ['the fourth makes them one', upTo(4), [4]],
  ['a hundred are one, the next begins another', upTo(104), [100, 4]],
  ['those of another agent are another event', [1, 2, 3, 1_001], [1, 1, 1, 1]],
])('fallen together: %s', (_why, ids, expected) => {
  expect(sizes(fall([], ids, T))).toEqual(expected);
});

test('a message that went out already stays; later ones of the same minute gather in one', () => {
  const sent = stored(fall([], upTo(3), T), false);
  const more = fall(sent, [4, 5], T + 20_000);
  expect(sizes(more)).toEqual([1, 1, 1, 2]);
  expect(sizes(fall(stored(more, false), [6], T + 70_000))).toEqual([1, 1, 1, 3]);
  expect(sizes(fall(stored(more, false), [6], T + 140_000))).toEqual([1, 1, 1, 2, 1]);
});

test('a storm of 1,000 routers is a handful of messages, however it comes in', () => {
  let drafts: Draft[] = [];
  for (let at = 0; at < 1_000; at += 8)
    drafts = stored(fall(drafts, upTo(1_000).slice(at, at + 8), T + at * 60), at % 3 === 0);
  expect(sizes(drafts).reduce((sum, size) => sum + size)).toBe(1_000);
  expect(drafts.length).toBeLessThanOrEqual(14);
});

test('what is history when it is heard of is no alarm', () => {
  const over = { endedAt: T + 60_000, firstGoodAt: T + 60_000 };
  expect(sizes(draftsAfter([], [fell(1, over)], router, T + 60_000 + 900_000))).toEqual([1]);
  expect(sizes(draftsAfter([], [fell(1, over)], router, T + 60_000 + 900_001))).toEqual([]);
  expect(sizes(draftsAfter([], [fell(1)], router, T + 86_400_000))).toEqual([1]);
});

test('one that vanished is taken back when it was sent, and never sent when it was not', () => {
  const gone: OutageChange = { routerId: 1, before: facts(), after: null, instead: 'up' };
  const sent = draftsAfter(stored(fall([], [1], T), false), [gone], router, T);
  expect(sent[0]).toMatchObject({ is: 'changed', content: { members: [{ is: 'cancelled' }] } });
  expect(draftsAfter(stored(fall([], [1], T), true), [gone], router, T)[0]?.is).toBe('dropped');
  const back = draftsAfter(stored(sent, false), [fell(1)], router, T);
  expect(back.map((draft) => draft.content.members.map(({ is }) => is))).toEqual([['down']]);
  const part = draftsAfter(stored(fall([], [1], T), false), [{ ...gone, instead: 'down' }], router, T);
  expect(part[0]?.content.members[0]?.is).toBe('merged');
});

test('a moved start and an end that nobody saw stay in the same message', () => {
  const moved: OutageChange = {
    routerId: 1,
    before: facts(),
    after: facts({ firstFailedAt: T + 30_000, endedAt: T + 90_000 }),
    instead: null,
  };
  const [draft, ...others] = draftsAfter(stored(fall([], [1], T), false), [moved], router, T);
  expect(others).toEqual([]);
  expect(draft?.content.members[0]).toMatchObject({
    firstFailedAt: new Date(T + 30_000).toISOString(),
    is: 'unseen',
  });
});

test('what says the same is not sent again', () => {
  const same: OutageChange = { routerId: 1, before: facts(), after: facts(), instead: null };
  expect(draftsAfter(stored(fall([], [1], T), false), [same], router, T)[0]?.is).toBe('same');
});

const member = (more: Partial<AlarmMember> = {}): AlarmMember => {
  const { agent: _agent, ...of } = router(1);
  return {
    routerId: 1,
    ...of,
    simulated: false,
    firstFailedAt: new Date(T).toISOString(),
    endedAt: null,
    is: 'down',
    cause: 'undetermined',
    evidence: 'still-away',
    powerOff: false,
    ...more,
  };
};
const outage = (...members: AlarmMember[]): AlarmContent => ({
  kind: 'outages',
  group: members.length > 1 ? { agent: 'kantor', lastAt: new Date(T).toISOString() } : null,
  members,
});

test('names are text, never markup', () => {
  const village = { code: '16.10.06.2021', name: '<a href="tg://x">&', kecamatan: 'K' };
  expect(htmlOf(outage(member({ village })))).toContain('&lt;a href="tg://x"&gt;&amp;');
});

test.each<[why: string, members: AlarmMember[], lines: string[]]>([
  [
    'by the contact',
    [member({ cause: 'power', powerOff: true })],
    ['Sebab: listrik padam (kata orang desa)'],
  ],
  [
    'over night',
    [member({ is: 'back', endedAt: '2026-11-25T20:05:00.000Z', cause: 'uplink' })],
    ['Mati 10.00 WIB, 25 November 2026 sampai 03.05 WIB, 26 November 2026 (17 jam 5 menit)'],
  ],
  [
    'nobody looks',
    [member({ is: 'unseen', endedAt: '2026-11-25T03:10:00.000Z' })],
    ['⚪ Tidak terpantau lagi: Desa 1', 'Belum tentu pulih.'],
  ],
  ['taken back', [member({ is: 'cancelled' })], ['⚪ Dibatalkan, ternyata tidak mati: Desa 1']],
  [
    'several',
    [member(), member({ router: 'titik-2', is: 'back', endedAt: '2026-11-25T03:10:00.000Z' })],
    [
      '🔴 Mati: 1 titik',
      '2 titik di 1 desa jatuh hampir bersamaan (agen kantor), semua lewat LTE Telkomsel',
      '1 sudah pulih',
      '• Desa 1 (titik-1): mati sejak 10.00',
      '• Desa 1 (titik-2): pulih 10.10',
    ],
  ],
  [
    'all of several are back',
    [
      member({ is: 'back', endedAt: '2026-11-25T03:05:00.000Z' }),
      member({ is: 'back', endedAt: '2026-11-25T03:10:00.000Z' }),
    ],
    ['🟢 Pulih: 2 titik', 'Mati 10.00–10.10 WIB, 25 November 2026 (10 menit)'],
  ],
])('text, %s', (_why, members, lines) => {
  const text = plainOf(outage(...members));
  for (const line of lines) expect(text).toContain(line);
});

test('a hundred routers with long names fit into one message of Telegram', () => {
  const village = { code: '16.10.06.2021', name: '&'.repeat(300), kecamatan: 'K' };
  const many = Array.from({ length: 100 }, () => member({ village, router: 'r'.repeat(60) }));
  expect(plainOf(outage(...many)).length).toBeLessThan(4_096);
  expect(plainOf(outage(...many))).toContain('dan 75 lagi');
});

test.each([
  [45_000, '45 detik'],
  [60_000, '1 menit'],
  [7_500_000, '2 jam 5 menit'],
  [7_200_000, '2 jam'],
  [97_200_000, '1 hari 3 jam'],
])('%i ms are %s', (ms, text) => expect(duration(ms)).toBe(text));

const refused = (error_code: number, description: string, parameters = {}) =>
  new GrammyError('x', { ok: false, error_code, description, parameters }, 'sendMessage', {});

test.each<[error: Error, remoteId: string | null, verdict: Partial<Verdict>]>([
  [new Error('socket hang up'), null, { failure: 'no-answer', again: 'later' }],
  [
    refused(429, 'Too Many Requests', { retry_after: 37 }),
    null,
    { failure: 'rate-limited', afterSeconds: 37 },
  ],
  [refused(401, 'Unauthorized'), null, { failure: 'unauthorized', again: 'channel' }],
  [refused(404, 'Not Found'), null, { failure: 'unauthorized', again: 'channel' }],
  [refused(403, 'Forbidden: bot was blocked by the user'), null, { failure: 'forbidden', again: 'channel' }],
  [refused(400, 'Bad Request: chat not found'), null, { failure: 'chat-not-found', again: 'channel' }],
  [
    refused(400, 'Bad Request: group chat was upgraded to a supergroup chat'),
    null,
    { failure: 'chat-not-found' },
  ],
  [refused(400, 'Bad Request: message is not modified'), '5', { ok: true, remoteId: '5' }],
  [refused(400, 'Bad Request: message to edit not found'), '5', { again: 'anew' }],
  [refused(400, "Bad Request: message can't be edited"), '5', { again: 'anew' }],
  [refused(400, "Bad Request: can't parse entities"), null, { failure: 'rejected' }],
  [refused(502, 'Bad Gateway'), null, { failure: 'http-error', again: 'later' }],
])('Telegram: %s', (error, remoteId, verdict) => expect(verdictOf(error, remoteId)).toMatchObject(verdict));

const later = { ok: false, failure: 'no-answer', again: 'later' } as const;
test.each<
  [
    kind: 'telegram' | 'webhook',
    attempts: number,
    verdict: Extract<Verdict, { ok: false }>,
    pause: number | null,
  ]
>([
  ['webhook', 1, later, 10],
  ['webhook', 2, later, 30],
  ['webhook', 3, later, 120],
  ['webhook', 4, later, 600],
  ['webhook', 5, later, null],
  ['telegram', 1, later, 5],
  ['telegram', 39, later, 300],
  ['telegram', 40, later, null],
  ['telegram', 1, { ...later, again: 'channel' }, 300],
  ['telegram', 40, { ...later, again: 'anew' }, 0],
  ['telegram', 1, { ...later, afterSeconds: 37 }, 37],
  ['telegram', 1, { ...later, afterSeconds: 999_999 }, 3_600],
])('%s, try %i: pause', (kind, attempts, verdict, pause) => {
  expect(pauseSeconds(kind, attempts, verdict)).toBe(pause);
});

test('one a second to a chat, twenty a minute to a group', () => {
  const group = limitsOf({ kind: 'telegram', token: 't', chat: '-1' });
  const person = limitsOf({ kind: 'telegram', token: 't', chat: '1' });
  const sent = Array.from({ length: 20 }, (_, index) => T + index * 1_000);
  expect(waitMs(group, [], T)).toBe(0);
  expect(waitMs(group, [T], T + 400)).toBe(600);
  expect(waitMs(group, sent, T + 30_000)).toBe(30_000);
  expect(waitMs(person, sent, T + 30_000)).toBe(0);
});
