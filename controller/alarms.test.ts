import { expect, test } from 'vitest';
import { takeIn as takeInWith } from './agent-link/take-in.ts';
import alarms from './alarms/index.ts';
import { batch, look, programme } from './alarms/testing.ts';
import { type TelegramServer, TOKEN, telegramServer } from './alarms/testing-telegram.ts';
import outages from './outages/index.ts';
import { readConfig } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { type TestOps, testOps } from './staff/testing.ts';
import villages from './villages/index.ts';

const takeIn = (db: Db, agentId: number, batch: Parameters<typeof takeInWith>[3], now: Date) =>
  takeInWith(db, readConfig({}), agentId, batch, now);

const T = Date.UTC(2026, 10, 25, 3);

async function house(telegram: TelegramServer, routers = 1) {
  const ops = await testOps([villages, outages, alarms], (app) => {
    Object.assign(app, { config: { ...app.config, telegramApiRoot: telegram.root } });
  });
  const agent = await programme(ops.db, routers, new Date(T - 60_000));
  const admin = await ops.as('admin', 'admin');
  const made = await admin('POST', '/api/alarms/channels', {
    body: {
      name: 'Grup',
      villages: [],
      office: true,
      settings: { kind: 'telegram', token: TOKEN, chat: '-1001' },
    },
  });
  expect(made.status).toBe(201);
  /** Seconds after T; the clock of the house goes there. */
  const tell = async (
    outcome: 'answered' | 'timeout',
    seconds: readonly number[],
    router = 1,
    uptime = 1_000,
  ) => {
    ops.clock.now = new Date(T + (seconds.at(-1) ?? 0) * 1000);
    const looks = seconds.map((at) => look(new Date(T + at * 1000), outcome, router, uptime + at));
    await takeIn(ops.db, agent, batch(looks, ops.clock.now), ops.clock.now);
  };
  const pass = (seconds: number) => {
    ops.clock.now = new Date(ops.clock.now.getTime() + seconds * 1000);
  };
  return { ops, admin, agent, tell, pass, id: made.body.id as number, channels: () => channels(ops) };
}

const channels = async (ops: TestOps) =>
  (await (await ops.as('admin', 'admin'))('GET', '/api/alarms/channels')).body;
const settled = (db: Db) =>
  expect
    .poll(() => db.alarmMessage.count({ where: { delivered: { lt: db.alarmMessage.fields.version } } }))
    .toBe(0);

test('one message an outage: sent within five seconds, edited to the recovery with length and cause', async () => {
  await using telegram = await telegramServer();
  const { ops, tell, pass } = await house(telegram);
  await using _ = ops;
  await tell('answered', [0]);
  await tell('timeout', [30, 60, 90]);
  pass(2);
  const [sent] = await telegram.called(1);
  expect(sent).toMatchObject({ method: 'sendMessage', chat: '-1001' });
  expect(sent?.text).toBe(
    [
      '<b>🔴 Mati: Sukamaju &lt;1&gt;</b>',
      'sukamaju-1, Kec. Rantau Alai',
      'Sejak 10.00 WIB, 25 November 2026',
      'Sebab: belum diketahui',
      'Warga daring sebelum mati: 4',
      'Jalur: LTE Telkomsel',
      'Hubungi: Pak Rahmat, +6281200000001',
    ].join('\n'),
  );
  await settled(ops.db);
  await tell(
    'timeout',
    Array.from({ length: 50 }, (_, index) => 120 + index * 30),
  );
  await tell('answered', [1_620]);
  pass(2);
  const [, edited] = await telegram.called(2);
  expect(edited).toMatchObject({ method: 'editMessageText', messageId: 101 });
  expect(edited?.text).toContain('🟢 Pulih: Sukamaju &lt;1&gt;');
  expect(edited?.text).toContain('Mati 10.00–10.27 WIB, 25 November 2026 (26 menit)');
  expect(edited?.text).toContain('Sebab: jalur internet (router tetap menyala)');
  expect(telegram.shown.size).toBe(1);
});

test('late looks that make an outage vanish take the message back; a moved start is the same message', async () => {
  await using telegram = await telegramServer();
  const { ops, tell, pass } = await house(telegram);
  await using _ = ops;
  await tell('answered', [0]);
  await tell('timeout', [60, 120, 180]);
  pass(2);
  await telegram.called(1);
  await settled(ops.db);
  await tell('timeout', [30, 210]);
  pass(2);
  await settled(ops.db);
  expect(await ops.db.alarmMessage.count()).toBe(1);
  await tell('answered', [45, 75, 105, 135, 165, 195, 220]);
  pass(2);
  await expect.poll(() => telegram.calls.at(-1)?.text).toContain('Dibatalkan, ternyata tidak mati');
  expect([...telegram.shown.keys()]).toEqual([101]);
});

test('429 is obeyed to the second, and nothing is sent meanwhile', async () => {
  await using telegram = await telegramServer();
  const { ops, tell, pass, channels } = await house(telegram);
  await using _ = ops;
  telegram.faults.push({
    status: 429,
    description: 'Too Many Requests: retry after 37',
    parameters: { retry_after: 37 },
  });
  await tell('timeout', [0, 30, 60]);
  pass(2);
  await telegram.called(1);
  await expect
    .poll(async () => (await ops.db.alarmMessage.findFirstOrThrow()).dueAt.getTime())
    .toBe(ops.clock.now.getTime() + 37_000);
  expect((await channels())[0]).toMatchObject({ failure: null, waiting: 1 });
  pass(38);
  await telegram.called(2);
  await settled(ops.db);
  expect(telegram.shown.size).toBe(1);
});

test.each([
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'forbidden'],
  [400, 'Bad Request: chat not found', 'chat-not-found'],
  [401, 'Unauthorized', 'unauthorized'],
])(
  '%i %s: shown, a chore of the office, and both go by themselves once it works',
  async (status, description, failure) => {
    await using telegram = await telegramServer();
    const { ops, admin, id, tell, pass, channels } = await house(telegram);
    await using _ = ops;
    telegram.faults.push({ status, description });
    await tell('timeout', [0, 30, 60]);
    pass(2);
    await expect.poll(async () => (await channels())[0].failure).toBe(failure);
    const chore = () => ops.db.chore.findFirst({ where: { kind: 'alarm-failed' } });
    await expect.poll(async () => await chore()).toMatchObject({ until: null, detail: 'Grup' });
    expect((await admin('POST', `/api/alarms/channels/${id}/test`)).body).toEqual({ failure: null });
    expect((await channels())[0].failure).toBe(null);
    expect(await chore()).toMatchObject({ until: expect.any(Date) });
    pass(2);
    await expect.poll(() => [...telegram.shown.values()].some((text) => text.includes('Mati'))).toBe(true);
  },
);

test.each<[why: string, fault: 'silence' | { html: true }]>([
  ['a server that answers no JSON', { html: true }],
  ['500', { status: 500, description: 'Internal Server Error' } as never],
])('%s: tried again after a pause', async (_why, fault) => {
  await using telegram = await telegramServer();
  const { ops, tell, pass } = await house(telegram);
  await using _ = ops;
  telegram.faults.push(fault);
  await tell('timeout', [0, 30, 60]);
  pass(2);
  await telegram.called(1);
  await expect.poll(async () => (await ops.db.alarmMessage.findFirstOrThrow()).failure).not.toBe(null);
  pass(6);
  await telegram.called(2);
  await settled(ops.db);
});

test('stopped between sending and storing: at most one double, and it is the newest that is edited', async () => {
  await using telegram = await telegramServer();
  const { ops, tell, pass } = await house(telegram);
  await using _ = ops;
  await tell('timeout', [0, 30, 60]);
  pass(2);
  await telegram.called(1);
  await settled(ops.db);
  // As the row was when the process died.
  await ops.db.alarmMessage.updateMany({ data: { delivered: 0, remoteId: null, attempts: 1 } });
  pass(61);
  await telegram.called(2);
  await settled(ops.db);
  await tell('answered', [200]);
  pass(2);
  const calls = await telegram.called(3);
  expect(calls.map(({ method, messageId }) => [method, messageId])).toEqual([
    ['sendMessage', null],
    ['sendMessage', null],
    ['editMessageText', 102],
  ]);
});

test('a message that was deleted in the chat is sent anew; one that says the same already is well', async () => {
  await using telegram = await telegramServer();
  const { ops, tell, pass } = await house(telegram);
  await using _ = ops;
  await tell('timeout', [0, 30, 60]);
  pass(2);
  await telegram.called(1);
  await settled(ops.db);
  await ops.db.alarmMessage.updateMany({ data: { version: 2 } });
  pass(2);
  await telegram.called(2);
  await settled(ops.db);
  telegram.shown.clear();
  await tell('answered', [200]);
  pass(2);
  await telegram.called(3);
  await expect.poll(async () => (await ops.db.alarmMessage.findFirstOrThrow()).remoteId).toBe(null);
  pass(2);
  const calls = await telegram.called(4);
  expect(calls.map(({ method }) => method)).toEqual([
    'sendMessage',
    'editMessageText',
    'editMessageText',
    'sendMessage',
  ]);
  await settled(ops.db);
  expect((await ops.db.alarmMessage.findFirstOrThrow()).remoteId).toBe('102');
});
