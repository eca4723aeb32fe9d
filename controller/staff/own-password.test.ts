import { expect, test } from 'vitest';
import { PASSWORD, testOps } from './testing.ts';

const NEXT = 'teh manis hangat';
const URL = '/api/session/password';

test('she changes her password with the present one: her other sessions end, this one goes on, and it is written down', async () => {
  await using ops = await testOps();
  const other = await ops.as('sari', 'viewer');
  const here = await ops.as('sari', 'viewer');
  const ended: string[] = [];
  ops.app.bus.on('session:ended', (session) => ended.push(session));
  const changed = await here('PUT', URL, { body: { current: PASSWORD, next: NEXT } });
  expect(changed.status).toBe(204);
  expect((await here('GET', '/api/session')).status).toBe(200);
  expect((await other('GET', '/api/session')).status).toBe(401);
  expect(ended).toHaveLength(1);
  const signIn = async (password: string) =>
    (await ops.ask('POST', '/api/session', { body: { name: 'sari', password } })).status;
  expect([await signIn(PASSWORD), await signIn(NEXT)]).toEqual([401, 200]);
  expect(await ops.db.auditEntry.findFirst({ where: { act: 'staff:own-password' } })).toMatchObject({
    actor: 'sari',
    target: 'sari',
  });
});

test('a wrong present password changes nothing, and after ten of them even the right one waits', async () => {
  await using ops = await testOps();
  const here = await ops.as('sari', 'viewer');
  for (let n = 0; n < 10; n++) {
    const refused = await here('PUT', URL, { body: { current: 'salah', next: NEXT } });
    expect([refused.status, refused.body.fields]).toEqual([400, { current: 'wrong' }]);
  }
  const waits = await here('PUT', URL, { body: { current: PASSWORD, next: NEXT } });
  expect([waits.status, waits.body.code]).toEqual([429, 'too-many-tries']);
  // signing in from there waits too: it is one count
  expect((await ops.ask('POST', '/api/session', { body: { name: 'sari', password: PASSWORD } })).status).toBe(
    429,
  );
  expect(await ops.db.auditEntry.count({ where: { act: 'staff:own-password' } })).toBe(0);
});

test('nobody without a session, and none that is too short', async () => {
  await using ops = await testOps();
  expect((await ops.ask('PUT', URL, { body: { current: PASSWORD, next: NEXT } })).status).toBe(401);
  const here = await ops.as('sari', 'viewer');
  expect((await here('PUT', URL, { body: { current: PASSWORD, next: 'pendek' } })).status).toBe(400);
});
