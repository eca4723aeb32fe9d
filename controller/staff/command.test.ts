import { expect, test } from 'vitest';
import { readStaffWords, staffCommand } from './command.ts';
import { PASSWORD, testOps } from './testing.ts';

test.each<[words: string[], read: ReturnType<typeof readStaffWords>]>([
  [['list'], { kind: 'list' }],
  [['reset', 'sari'], { kind: 'reset', name: 'sari' }],
  [['reset'], null],
  [['list', 'sari'], null],
  [['reset', 'sari', 'budi'], null],
  [['delete', 'sari'], null],
  [['reset', '--all'], null],
  [[], null],
])('%j', (words, read) => expect(readStaffWords(words)).toEqual(read));

test('a reset shows a new password once, ends what was signed in, and is written down', async () => {
  await using house = await testOps();
  const before = await house.as('sari', 'operator');
  expect((await before('GET', '/api/session')).status).toBe(200);
  const { said, code } = await staffCommand(house.db, { kind: 'reset', name: 'sari' }, house.clock.now);
  expect(code).toBe(0);
  const password = /sari: (\S+)/.exec(said)?.[1] ?? '';
  expect(password).toMatch(/^[a-z2-8]{4}(-[a-z2-8]{4}){2}$/);
  expect((await before('GET', '/api/session')).status).toBe(401);
  const signIn = (with_: string) =>
    house.ask('POST', '/api/session', { body: { name: 'sari', password: with_ } });
  expect((await signIn(PASSWORD)).status).toBe(401);
  expect((await signIn(password)).status).toBe(200);
  const [entry] = await house.db.auditEntry.findMany({ where: { act: 'staff:reset' } });
  expect(entry).toMatchObject({ actor: 'console', target: 'sari' });
  expect(JSON.stringify(entry!.detail)).not.toContain(password);
});

test('an unknown name is told, with those that there are; nothing is written down', async () => {
  await using house = await testOps();
  await house.as('sari', 'operator');
  const { said, code } = await staffCommand(house.db, { kind: 'reset', name: 'sary' }, house.clock.now);
  expect([said, code]).toEqual(['Tidak ada orang bernama sary. Yang ada: sari.', 1]);
  expect(await house.db.auditEntry.count({ where: { act: 'staff:reset' } })).toBe(0);
  expect((await staffCommand(house.db, { kind: 'list' }, house.clock.now)).said).toMatch(
    /^sari\toperator\tsemua desa/,
  );
});
