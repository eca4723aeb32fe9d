import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Db, openDb } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { audit, auditEntries, verifyAudit } from './audit.ts';
import { auditCommand } from './audit-command.ts';

const at = new Date('2026-11-25T03:04:05.678Z');
const write = (db: Db, target: string, detail: Record<string, unknown> = {}) =>
  db.$transaction((tx) =>
    audit(tx, { actor: 'sari', act: 'router:reboot', target, reason: 'macet', from: '::1', detail, at }),
  );

/** A log of five acts, and its owner, who can do to it what the program cannot. */
async function log() {
  const t = await testDatabase();
  for (const target of ['a', 'b', 'c', 'd', 'e'])
    await write(t.db, target, { users: 3, nested: { z: 1, a: [2] } });
  const owner = openDb(t.url, { as: 'owner', max: 1 });
  await owner.$executeRawUnsafe('alter table audit_entry disable trigger all');
  return {
    ...t,
    owner,
    async [Symbol.asyncDispose]() {
      await owner.$disconnect();
      await t[Symbol.asyncDispose]();
    },
  };
}

test('a log that nobody touched is intact, and the command says so with its head', async () => {
  await using t = await log();
  const verdict = await verifyAudit(t.db);
  expect(verdict).toMatchObject({ intact: true, entries: 5 });
  const head = verdict.intact ? verdict.head : '';
  expect(await auditCommand(t.db, ['verify'])).toEqual({
    said: expect.stringContaining(`intact (5 entries)`),
    code: 0,
  });
  expect(await auditCommand(t.db, ['verify', '--holds', head])).toMatchObject({ code: 0 });
  expect((await auditEntries(t.db, 2, undefined)).map((entry) => entry.target)).toEqual(['e', 'd']);
  expect((await auditEntries(t.db, 2, 4)).map((entry) => entry.target)).toEqual(['c', 'b']);
});

test.each<[what: string, sql: string, firstWrong: number]>([
  ['a changed actor', `update audit_entry set actor = 'budi' where id = 3`, 3],
  ['a changed time', `update audit_entry set at = at + interval '1 millisecond' where id = 1`, 1],
  ['a removed reason', `update audit_entry set reason = null where id = 5`, 5],
  ['a changed address', `update audit_entry set from_address = '10.0.0.1' where id = 2`, 2],
  ['a changed detail', `update audit_entry set detail = '{"users":4}' where id = 4`, 4],
  ['a removed entry', `delete from audit_entry where id = 2`, 3],
  ['a removed first entry', `delete from audit_entry where id = 1`, 2],
  [
    'an inserted entry',
    `insert into audit_entry (id, at, actor, act, target, detail, previous_hash, hash)
     select 99, at, 'budi', act, target, detail, hash, '\\x00' from audit_entry where id = 5`,
    99,
  ],
  [
    'two entries in another order',
    `update audit_entry set id = case id when 2 then 102 else id end; update audit_entry set id = 2 where id = 3; update audit_entry set id = 3 where id = 102`,
    2,
  ],
  [
    'an entry that was written anew with its own hash',
    `update audit_entry set hash = '\\x11' where id = 4; update audit_entry set previous_hash = '\\x11' where id = 5`,
    4,
  ],
])('%s is found', async (_what, sql, firstWrong) => {
  await using t = await log();
  for (const statement of sql.split('; ')) await t.owner.$executeRawUnsafe(statement);
  expect(await verifyAudit(t.db)).toEqual({ intact: false, firstWrong: BigInt(firstWrong) });
  const { said, code } = await auditCommand(t.db, ['verify']);
  expect([said, code]).toEqual([expect.stringContaining(`NOT intact: entry ${firstWrong} `), 1]);
});

test('an end that was cut off is found by a head that was kept', async () => {
  await using t = await log();
  const verdict = await verifyAudit(t.db);
  const head = verdict.intact ? verdict.head : '';
  await t.owner.$executeRawUnsafe('delete from audit_entry where id = 5');
  expect(await auditCommand(t.db, ['verify'])).toMatchObject({ code: 0 });
  expect(await auditCommand(t.db, ['verify', '--holds', head])).toEqual({
    said: expect.stringContaining('cut off'),
    code: 1,
  });
});

test.each([[[]], [['verify', 'twice']], [['forget']], [['verify', '--force']]])(
  'misused as %j it says how it is used',
  async (words: string[]) => {
    await using t = await testDatabase();
    expect(await auditCommand(t.db, words)).toEqual({ said: expect.stringContaining('usage'), code: 1 });
  },
);

test.each(['update audit_entry set actor = actor', 'delete from audit_entry', 'truncate audit_entry'])(
  'the program cannot "%s", nor can its owner while the triggers stand',
  async (sql) => {
    await using t = await testDatabase();
    await write(t.db, 'a');
    await expect(t.db.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied/);
    const owner = openDb(t.url, { as: 'owner', max: 1 });
    await expect(owner.$executeRawUnsafe(sql)).rejects.toThrow(/append-only/);
    await owner.$disconnect();
    expect(await t.db.auditEntry.count()).toBe(1);
  },
);

test('an act that is taken back leaves no entry, and acts at the same moment stand one after another', async () => {
  await using t = await testDatabase();
  const failing = t.db.$transaction(async (tx) => {
    await audit(tx, { actor: 'sari', act: 'router:reboot', target: 'a', at });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await t.db.auditEntry.count()).toBe(0);
  await Promise.all(Array.from({ length: 20 }, (_, i) => write(t.db, `r${i}`)));
  expect(await verifyAudit(t.db)).toMatchObject({ intact: true, entries: 20 });
});

test('whatever stands in an entry, the chain holds after the database gave it back', async () => {
  await using t = await testDatabase();
  const details = fc.sample(
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
    {
      numRuns: 60,
      seed: 1125,
    },
  );
  for (const detail of details) await write(t.db, 'a', detail);
  await write(t.db, 'half \ud800 and \0 nothing', {
    big: 1e21,
    small: 1e-7,
    minus: -0,
    why: 'half \udfff \0',
  });
  expect(await verifyAudit(t.db)).toMatchObject({ intact: true, entries: 61 });
});
