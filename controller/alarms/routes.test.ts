import { expect, test } from 'vitest';
import outages from '../outages/index.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import alarms from './index.ts';
import { TOKEN, telegramServer } from './testing-telegram.ts';

const SECRET = 'rahasia-sekali-ini';
const telegram = { kind: 'telegram', token: TOKEN, chat: '-1001' } as const;
const channel = (more: object = {}) => ({
  name: 'Grup',
  villages: [],
  office: true,
  settings: telegram,
  ...more,
});

test('channels are added, tried, changed and removed; secrets never come back, each act is written down', async () => {
  await using server = await telegramServer();
  await using ops = await testOps([villages, outages, alarms], (app) => {
    Object.assign(app, { config: { ...app.config, telegramApiRoot: `${server.root}/` } });
  });
  const operator = await ops.as('operator', 'operator');
  const made = await operator('POST', '/api/alarms/channels', { body: channel() });
  expect([made.status, made.body]).toEqual([
    201,
    expect.objectContaining({ kind: 'telegram', target: '-1001', failure: null, waiting: 0 }),
  ]);
  const settings = {
    kind: 'webhook',
    url: `https://u:${SECRET}@pusat.example/${SECRET}?k=${SECRET}`,
    secret: SECRET,
  };
  const second = await operator('POST', '/api/alarms/channels', {
    body: channel({ name: 'Pusat', settings }),
  });
  expect(second.body.target).toBe('https://pusat.example');
  const twice = await operator('POST', '/api/alarms/channels', { body: channel() });
  expect([twice.status, twice.body.fields]).toEqual([409, { name: 'taken' }]);
  const path = `/api/alarms/channels/${made.body.id}`;
  expect((await operator('POST', `${path}/test`)).body).toEqual({ failure: null });
  expect([...server.shown.values()]).toEqual([expect.stringContaining('Uji coba Sinyal Desa')]);
  server.faults.push({ status: 403, description: 'Forbidden: bot was kicked from the group chat' });
  expect((await operator('POST', `${path}/test`)).body).toEqual({ failure: 'forbidden' });
  const changed = await operator('PATCH', path, { body: { disabled: true, villages: ['16.10.06.2021'] } });
  expect(changed.body).toMatchObject({
    name: 'Grup',
    villages: ['16.10.06.2021'],
    disabledAt: expect.any(String),
  });
  expect(await ops.db.chore.count({ where: { kind: 'alarm-failed', until: null } })).toBe(0);
  const found = await operator('POST', '/api/alarms/telegram/chats', { body: { token: TOKEN } });
  expect(found.body).toEqual({
    failure: null,
    chats: [{ id: '-1001', title: 'Diskominfo', type: 'supergroup' }],
  });
  const wrong = await operator('POST', '/api/alarms/telegram/chats', { body: { token: `1${TOKEN}` } });
  expect(wrong.body).toEqual({ failure: 'unauthorized', chats: [] });
  const list = await operator('GET', '/api/alarms/channels');
  const audit = await operator('GET', '/api/audit');
  for (const text of [list.response.body, audit.response.body, made.response.body, changed.response.body])
    expect(text).not.toMatch(new RegExp(`${SECRET}|${TOKEN.slice(8)}`));
  expect((await operator('DELETE', path)).status).toBe(204);
  expect((await operator('POST', `${path}/test`)).status).toBe(404);
  const acts = await ops.db.auditEntry.findMany({
    where: { act: { startsWith: 'alarm:' } },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ act, target }) => `${act} ${target}`)).toEqual([
    'alarm:add Grup',
    'alarm:add Pusat',
    'alarm:test Grup',
    'alarm:test Grup',
    'alarm:change Grup',
    'alarm:remove Grup',
  ]);
});

test.each([
  ['GET', '/api/alarms/channels'],
  ['POST', '/api/alarms/channels'],
  ['POST', '/api/alarms/channels/1/test'],
  ['GET', '/api/alarms/failures'],
  ['GET', '/api/alarms/messages?router=1&firstFailedAt=2026-11-25T03:00:00.000Z'],
] as const)('%s %s is for operator and admin', async (method, url) => {
  await using ops = await testOps([villages, outages, alarms]);
  const technician = await ops.as('teknisi', 'technician', ['16.10.06.2021']);
  expect((await technician(method, url, method === 'POST' ? { body: channel() } : {})).status).toBe(403);
  expect((await ops.ask(method, url, method === 'POST' ? { body: channel() } : {})).status).toBe(401);
});

test.each([
  ['a token of another form', { settings: { ...telegram, token: 'abc' } }],
  ['a chat of another form', { settings: { ...telegram, chat: 'Grup kami' } }],
  [
    'an address that is no web address',
    { settings: { kind: 'webhook', url: 'file:///etc/passwd', secret: SECRET } },
  ],
  ['a short secret', { settings: { kind: 'webhook', url: 'https://a.example', secret: 'pendek' } }],
  ['no name', { name: '  ' }],
])('%s is refused', async (_why, more) => {
  await using ops = await testOps([villages, outages, alarms]);
  const admin = await ops.as('admin', 'admin');
  expect((await admin('POST', '/api/alarms/channels', { body: channel(more) })).status).toBe(400);
});
