import { expect, test } from 'vitest';
import { takeIn as takeInWith } from './agent-link/take-in.ts';
import alarms from './alarms/index.ts';
import { batch, look, programme } from './alarms/testing.ts';
import { TOKEN, telegramServer } from './alarms/testing-telegram.ts';
import outages from './outages/index.ts';
import { readConfig } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { testOps } from './staff/testing.ts';
import villages from './villages/index.ts';

const takeIn = (db: Db, agentId: number, batch: Parameters<typeof takeInWith>[3], now: Date) =>
  takeInWith(db, readConfig({}), agentId, batch, now);

const ROUTERS = 1_000;
const T = Date.UTC(2026, 10, 25, 3);

test('a storm of 1,000 routers is a handful of messages, and intake does not wait for them', async () => {
  await using telegram = await telegramServer();
  await using ops = await testOps([villages, outages, alarms], (app) => {
    Object.assign(app, { config: { ...app.config, telegramApiRoot: telegram.root } });
  });
  const { db, clock } = ops;
  const agent = await programme(db, ROUTERS, new Date(T - 60_000));
  const admin = await ops.as('admin', 'admin');
  const add = (name: string, settings: object) =>
    admin('POST', '/api/alarms/channels', { body: { name, villages: [], office: false, settings } });
  await add('Grup', { kind: 'telegram', token: TOKEN, chat: '-1001' });
  // Nobody answers there, and that delays nothing.
  await add('Sunyi', { kind: 'webhook', url: 'https://192.0.2.1/', secret: 'x'.repeat(16) });
  const all = Array.from({ length: ROUTERS }, (_, index) => index + 1);
  const tell = async (outcome: 'answered' | 'timeout', seconds: number) => {
    clock.now = new Date(T + seconds * 1000);
    for (let from = 0; from < ROUTERS; from += 200) {
      const looks = all.slice(from, from + 200).map((id) => look(clock.now, outcome, id, 1_000 + seconds));
      await takeIn(db, agent, batch(looks, clock.now), clock.now);
    }
  };
  for (const seconds of [0, 30, 60]) await tell('timeout', seconds);
  const messages = await db.alarmMessage.findMany({ where: { channel: { name: 'Grup' } } });
  const members = messages.flatMap(({ content }) => (content as unknown as { members: unknown[] }).members);
  expect(members.length).toBe(ROUTERS);
  expect(messages.length).toBeLessThanOrEqual(13);
  await tell('answered', 90);
  const settled = () =>
    db.$queryRaw<
      { n: number }[]
    >`select count(*)::int as n from alarm_message m join alarm_channel c on c.id = m.channel_id
      where c.name = 'Grup' and m.version > m.delivered`.then(([row]) => row?.n);
  await expect
    .poll(
      async () => {
        clock.now = new Date(clock.now.getTime() + 2_000);
        return await settled();
      },
      { timeout: 60_000, interval: 300 },
    )
    .toBe(0);
  expect(telegram.calls.length).toBeLessThanOrEqual(2 * messages.length);
  expect(telegram.shown.size).toBe(messages.length);
  for (const text of telegram.shown.values()) expect(text).toContain('Pulih');
}, 120_000);

test('an outage that is confirmed is in the chat within five seconds', async () => {
  await using telegram = await telegramServer();
  await using ops = await testOps([villages, outages, alarms], (app) => {
    Object.assign(app, {
      clock: () => new Date(),
      config: { ...app.config, telegramApiRoot: telegram.root },
    });
  });
  const runs = 3;
  const now = () => new Date();
  const since = new Date(Date.now() - 60_000);
  const agent = await programme(ops.db, runs, since);
  const admin = await ops.as('admin', 'admin');
  const settings = { kind: 'telegram', token: TOKEN, chat: '4711' };
  await admin('POST', '/api/alarms/channels', {
    body: { name: 'Grup', villages: [], office: false, settings },
  });
  const took: number[] = [];
  for (let id = 1; id <= runs; id += 1) {
    const looks = [61, 31, 0.5].map((ago) => look(new Date(Date.now() - ago * 1000), 'timeout', id));
    await ops.db.router.update({ where: { id }, data: { inServiceSince: new Date(Date.now() - 120_000) } });
    await takeIn(ops.db, agent, batch(looks, now()), now());
    const confirmed = performance.now();
    const calls = await telegram.called(id);
    took.push(calls[id - 1]!.at - confirmed);
  }
  process.stdout.write(`confirmed to Telegram: ${took.map((ms) => Math.round(ms)).join(', ')} ms\n`);
  expect(Math.max(...took)).toBeLessThan(5_000);
}, 60_000);
