import { expect, test } from 'vitest';
import { makeVillages, PASSWORD, testOps } from './testing.ts';

const HERS = '16.10.06.2021';
const OTHER = '16.10.01.2005';
const sari = { name: 'sari', password: PASSWORD, role: 'technician', villages: [HERS] };

test('an admin makes people; a name is taken once, a village must be known', async () => {
  await using ops = await testOps();
  await makeVillages(ops.db, [HERS]);
  const admin = await ops.as('admin', 'admin');
  const made = await admin('POST', '/api/staff', { body: sari });
  expect([made.status, made.body]).toEqual([
    201,
    {
      id: expect.any(Number),
      name: 'sari',
      role: 'technician',
      villages: [HERS],
      locale: 'id',
      createdAt: ops.clock.now.toISOString(),
      disabledAt: null,
      seenAt: null,
    },
  ]);
  const again = await admin('POST', '/api/staff', { body: sari });
  expect([again.status, again.body.fields]).toEqual([409, { name: 'taken' }]);
  const nowhere = await admin('POST', '/api/staff', { body: { ...sari, name: 'budi', villages: [OTHER] } });
  expect([nowhere.status, nowhere.body.fields]).toEqual([400, { villages: 'unknown-village' }]);
  expect((await admin('POST', '/api/staff', { body: { ...sari, name: 'Budi Ä' } })).status).toBe(400);
  const both = await Promise.all(
    [0, 1].map(() => admin('POST', '/api/staff', { body: { ...sari, name: 'budi' } })),
  );
  expect(both.map((one) => one.status).toSorted()).toEqual([201, 409]);
  const listed = (await admin('GET', '/api/staff')).body as { name: string }[];
  expect(listed.map((one) => one.name)).toEqual(['admin', 'budi', 'sari']);
  expect(JSON.stringify(listed)).not.toContain('argon2');
});

test('changing her rights, her password or her being there ends her sessions at once', async () => {
  await using ops = await testOps();
  await makeVillages(ops.db, [HERS, OTHER]);
  const admin = await ops.as('admin', 'admin');
  const { id } = (await admin('POST', '/api/staff', { body: sari })).body;
  const ended: string[] = [];
  ops.app.bus.on('session:ended', (session) => ended.push(session));
  const change = (body: object) => admin('PATCH', `/api/staff/${id}`, { body });

  let ask = await ops.as('sari', 'technician');
  const session = (await ops.db.staffSession.findFirstOrThrow({ where: { staffId: id } })).id;
  expect((await change({ villages: [OTHER] })).body.villages).toEqual([OTHER]);
  expect(ended).toEqual([Buffer.from(session).toString('hex')]);
  expect((await ask('GET', '/api/session')).status).toBe(401);

  ask = await ops.as('sari', 'technician');
  expect((await ask('GET', '/api/session')).body.villages).toEqual([OTHER]);
  expect((await change({ role: 'viewer' })).body).toMatchObject({ role: 'viewer', villages: null });
  expect((await ask('GET', '/api/session')).status).toBe(401);

  await change({ password: 'teh manis hangat' });
  const signIn = (password: string) => ops.ask('POST', '/api/session', { body: { name: 'sari', password } });
  expect((await signIn(PASSWORD)).status).toBe(401);
  expect((await signIn('teh manis hangat')).status).toBe(200);
  expect((await change({ disabled: true })).body.disabledAt).toBe(ops.clock.now.toISOString());
  expect((await signIn('teh manis hangat')).status).toBe(401);
  expect((await change({ disabled: false })).body.disabledAt).toBeNull();
  expect((await signIn('teh manis hangat')).status).toBe(200);
  expect((await admin('PATCH', '/api/staff/999999', { body: { disabled: true } })).status).toBe(404);

  const acts = (await admin('GET', '/api/audit?limit=1000')).body as { act: string; detail: object }[];
  expect(acts.filter((one) => one.act === 'staff:change')).toHaveLength(5);
  expect(JSON.stringify(acts)).not.toContain('teh manis');
  expect(acts.find((one) => 'password' in one.detail)?.detail).toEqual({ password: 'changed' });
});

test('text that no row can hold, and ids that no row has, are refused as such', async () => {
  await using ops = await testOps();
  const admin = await ops.as('admin', 'admin');
  const refused = await admin('POST', '/api/staff', { body: { ...sari, password: 'kopi\0pahit sekali' } });
  expect([refused.status, refused.body.fields]).toEqual([400, { password: 'unreadable-character' }]);
  const nobody = await ops.ask('POST', '/api/session', { body: { name: 'a\0', password: 'x' } });
  expect(nobody.status).toBe(400);
  for (const id of ['99999999999', '2147483648', '1e300'])
    expect((await admin('PATCH', `/api/staff/${id}`, { body: { disabled: true } })).status).toBe(400);
  expect((await admin('PATCH', '/api/staff/2147483647', { body: { disabled: true } })).status).toBe(404);
});

test('the last admin stays, also when two admins take away each other at the same moment', async () => {
  await using ops = await testOps();
  const admin = await ops.as('admin', 'admin');
  const { id } = (await admin('GET', '/api/session')).body;
  for (const body of [{ disabled: true }, { role: 'operator' }]) {
    const refused = await admin('PATCH', `/api/staff/${id}`, { body });
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
  }
  const other = await ops.as('wakil', 'admin');
  const otherId = (await other('GET', '/api/session')).body.id;
  const both = await Promise.all([
    admin('PATCH', `/api/staff/${otherId}`, { body: { disabled: true } }),
    other('PATCH', `/api/staff/${id}`, { body: { role: 'viewer' } }),
  ]);
  expect(both.filter((one) => one.status === 200)).toHaveLength(1);
  expect(await ops.db.staff.count({ where: { role: 'admin', disabledAt: null } })).toBe(1);
});
