import { expect, test } from 'vitest';
import { recomputeCommand } from './recompute-command.ts';
import { house, T } from './testing-house.ts';

const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);

test('what is stored is held against the looks; what somebody changed is told of, and written anew', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  await see('answered', every30(0, 300), 50_000);
  await see('timeout', every30(330, 600));
  await see('answered', every30(630, 900), 50_330);
  const command = (...words: string[]) => recomputeCommand(ops.db, words, ops.clock.now);
  expect(await command('--router', 'sukamaju-1')).toMatchObject({
    code: 0,
    said: [expect.stringMatching(/^equal: sukamaju-1 since .*: 31 looks, 3 spans, 1 outages$/)],
  });

  await ops.db.$executeRaw`update span set state = 'up' where state = 'down'`;
  await ops.db.outage.updateMany({ data: { cause: 'power' } });
  const found = await command('--router', String(id));
  expect(found.code).toBe(1);
  expect(found.said.join('\n')).toContain('stored, but not by the looks: up 2026-11-25T03:05:30.000Z');
  expect(found.said.join('\n')).toContain(': power');
  expect(found.said.at(-1)).toMatch(/^nothing was changed/);
  expect((await command('--router', 'sukamaju-1', '--write')).code).toBe(0);
  expect((await command('--router', 'sukamaju-1')).code).toBe(0);
  expect(await ops.db.auditEntry.count({ where: { act: 'outages:recompute' } })).toBe(1);
  // It goes on from there.
  await see('timeout', every30(930, 1_020));
  expect((await command('--router', 'sukamaju-1', '--from', new Date(T + 600_000).toISOString())).code).toBe(
    0,
  );
});

test.each([
  [[], /^usage/],
  [['--router', 'x', '--from', 'yesterday'], /^usage/],
  [['--router', 'x', '--fast'], /^usage/],
  [['--router', 'nowhere-1'], /^there is no router nowhere-1/],
  [['--router', 'sukamaju-1', '--from', '2030-01-01T00:00:00Z'], /lies ahead$/],
])('%j is answered with what to do', async (words, said) => {
  const { ops } = await house();
  await using _ = ops;
  expect(await recomputeCommand(ops.db, words, ops.clock.now)).toMatchObject({
    code: 1,
    said: [expect.stringMatching(said)],
  });
});
