import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isOver, sweepSessions } from './sessions.ts';
import { cookieOf, PASSWORD, setUpLink, testOps } from './testing.ts';

const at = (hours: number) => new Date(Date.UTC(2026, 10, 25) + hours * 3_600_000);
const signIn = (name: string, password = PASSWORD) => ({ body: { name, password } });

test.each<[why: string, seen: number, expires: number, now: number, over: boolean]>([
  ['in use', 0, 168, 1, false],
  ['idle for just under 8 hours', 0, 168, 7.999, false],
  ['idle for 8 hours', 0, 168, 8, true],
  ['busy, but a week old', 167.9, 168, 168, true],
  ['busy to the end', 167.9, 168, 167.99, false],
])('a session that is %s', (_why, seen, expires, now, over) => {
  expect(isOver({ seenAt: at(seen), expiresAt: at(expires) }, at(now))).toBe(over);
});

test('the first admin comes by a link that works once, and is signed in by it', async () => {
  await using ops = await testOps();
  const first = await setUpLink(ops.app);
  const path = await setUpLink(ops.app);
  expect(path).toMatch(/^\/setup\/[\w-]{43}$/);
  // A later start makes a later link; the earlier one is dead.
  expect((await ops.ask('GET', `/api${first}`)).status).toBe(404);
  expect((await ops.ask('GET', `/api${path}`)).body).toEqual({ good: true });
  const body = { name: 'admin', password: PASSWORD };
  expect((await ops.ask('POST', `/api${path}`, { body: { ...body, password: 'short' } })).status).toBe(400);
  const both = await Promise.all([
    ops.ask('POST', `/api${path}`, { body }),
    ops.ask('POST', `/api${path}`, { body: { ...body, name: 'second' } }),
  ]);
  expect(both.map((one) => one.status).toSorted()).toEqual([200, 404]);
  const winner = both.find((one) => one.status === 200)!;
  expect(winner.body).toMatchObject({ role: 'admin', villages: null, locale: 'id' });
  const me = await ops.ask('GET', '/api/session', { headers: { cookie: cookieOf(winner.response) } });
  expect(me.body.name).toBe(winner.body.name);
  expect(await ops.db.staff.count()).toBe(1);
  expect(await setUpLink(ops.app)).toBeNull();
  expect((await ops.ask('POST', `/api${path}`, { body })).status).toBe(404);
});

test('a link that is a day old is dead', async () => {
  await using ops = await testOps();
  const path = await setUpLink(ops.app);
  ops.clock.now = new Date(ops.clock.now.getTime() + 24 * 3_600_000);
  expect((await ops.ask('GET', `/api${path}`)).status).toBe(404);
});

test('signing in gives a new cookie each time, of which only the hash is kept, and signing out ends it', async () => {
  await using ops = await testOps();
  await ops.as('rahmat', 'viewer');
  const first = await ops.ask('POST', '/api/session', signIn('rahmat'));
  expect(first.body).toEqual({
    id: expect.any(Number),
    name: 'rahmat',
    role: 'viewer',
    villages: null,
    locale: 'id',
  });
  const [cookie] = first.response.cookies;
  expect(cookie).toMatchObject({ name: 'sid', path: '/', httpOnly: true, sameSite: 'Lax' });
  expect(cookie).not.toHaveProperty('secure');
  const headers = { cookie: cookieOf(first.response) };
  const ended: string[] = [];
  ops.app.bus.on('session:ended', (session) => ended.push(session));

  const second = await ops.ask('POST', '/api/session', { ...signIn('Rahmat'), headers });
  expect(cookieOf(second.response)).not.toBe(headers.cookie);
  expect((await ops.ask('GET', '/api/session', { headers })).status).toBe(401);
  const sha = (secret: string) => createHash('sha256').update(secret).digest('hex');
  expect(ended).toEqual([sha(cookie!.value)]);
  const kept = await ops.db.staffSession.findMany();
  expect(kept.map((row) => Buffer.from(row.id).toString('hex'))).toContain(
    sha(second.response.cookies[0]!.value),
  );

  const now = { headers: { cookie: cookieOf(second.response) } };
  expect((await ops.app.staff.watcherOf(now.headers.cookie))?.villages).toBeNull();
  expect((await ops.ask('PATCH', '/api/session', { ...now, body: { locale: 'en' } })).body.locale).toBe('en');
  expect((await ops.ask('GET', '/api/session', now)).body.locale).toBe('en');
  const out = await ops.ask('DELETE', '/api/session', now);
  expect([out.status, out.response.body]).toEqual([204, '']);
  expect((await ops.ask('GET', '/api/session', now)).status).toBe(401);
  expect(await ops.app.staff.watcherOf(now.headers.cookie)).toBeNull();
  expect((await ops.ask('DELETE', '/api/session', now)).status).toBe(204);
  const acts = await ops.db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(acts.map((one) => `${one.act} ${one.actor}`)).toEqual([
    ...Array(3).fill('session:begin rahmat'),
    'session:end rahmat',
  ]);
});

test('over https the cookie is bound to the host, and a plain one does not take its place', async () => {
  await using ops = await testOps();
  await ops.as('rahmat', 'viewer');
  const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.1.1.1' };
  const { response } = await ops.ask('POST', '/api/session', { ...signIn('rahmat'), headers: https });
  expect(response.cookies[0]).toMatchObject({ name: '__Host-sid', secure: true, path: '/' });
  expect(response.cookies[0]).not.toHaveProperty('domain');
  const forged = `sid=${'A'.repeat(43)}; ${cookieOf(response)}`;
  expect((await ops.ask('GET', '/api/session', { headers: { cookie: forged } })).status).toBe(200);
});

test('a session ends after 8 idle hours, and after 7 days however busy', async () => {
  await using ops = await testOps();
  const ask = await ops.as('rahmat', 'viewer');
  const start = ops.clock.now.getTime();
  const after = (hours: number) => {
    ops.clock.now = new Date(start + hours * 3_600_000);
  };
  for (let hours = 7; hours < 7 * 24; hours += 7) {
    after(hours);
    expect((await ask('GET', '/api/session')).status).toBe(200);
  }
  after(7 * 24);
  expect((await ask('GET', '/api/session')).status).toBe(401);

  const idle = await ops.as('rahmat', 'viewer');
  ops.clock.now = new Date(ops.clock.now.getTime() + 8 * 3_600_000);
  expect((await idle('GET', '/api/session')).status).toBe(401);
  expect(await sweepSessions(ops.db, ops.clock.now)).toHaveLength(2);
  expect(await ops.db.staffSession.count()).toBe(0);
});

test('ten wrong tries close a name to that address for a while, and to no other; a name is no different from nobody', async () => {
  await using ops = await testOps();
  await ops.as('rahmat', 'viewer');
  const wrong = async (name: string) => ops.ask('POST', '/api/session', signIn(name, 'salah sekali'));
  const unknown = await wrong('siapa');
  const known = await wrong('rahmat');
  expect(unknown.body).toEqual(known.body);
  expect([known.status, known.body.code]).toEqual([401, 'wrong-name-or-password']);
  const tries = await Promise.all(Array.from({ length: 20 }, () => wrong('rahmat')));
  expect(tries.filter((one) => one.status === 401)).toHaveLength(9);
  const refused = await ops.ask('POST', '/api/session', signIn('rahmat'));
  expect([refused.status, refused.body.code]).toEqual([429, 'too-many-tries']);
  expect(Number(refused.response.headers['retry-after'])).toBe(600);
  const elsewhere = { headers: { 'x-forwarded-for': '10.9.9.9' } };
  expect((await ops.ask('POST', '/api/session', { ...signIn('rahmat'), ...elsewhere })).status).toBe(200);
  ops.clock.now = new Date(ops.clock.now.getTime() + 600_000);
  expect((await ops.ask('POST', '/api/session', signIn('rahmat'))).status).toBe(200);
});

test('one address cannot ask for ever, whatever names it tries', async () => {
  await using ops = await testOps();
  const knock = () => ops.ask('GET', `/api/setup/${'A'.repeat(43)}`);
  const answers = [];
  for (let i = 0; i < 303; i += 1) answers.push(await knock());
  expect(answers.map((one) => one.status).filter((status) => status === 404)).toHaveLength(300);
  expect(answers.at(-1)?.body).toMatchObject({
    code: 'too-many-tries',
    retryAfterSeconds: expect.any(Number),
  });
});

test('a page of another site cannot act with her cookie', async () => {
  await using ops = await testOps();
  const ask = await ops.as('rahmat', 'viewer');
  const body = { locale: 'en' };
  const from = (headers: Record<string, string>) => ask('PATCH', '/api/session', { body, headers });
  expect((await from({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('cross-site');
  expect((await from({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask('GET', '/api/session')).body.locale).toBe('id');
  expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});
