import { expect, test } from 'vitest';
import { testDatabase } from './testing.ts';

test('a look is stored once, in its month, and cannot be changed by the program', async () => {
  await using t = await testDatabase();
  await t.db.$executeRaw`select ensure_look_partition('2026-03-31T23:59:59Z'::timestamptz)`;
  const insert = () => t.db
    .$executeRaw`insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms)
    values (1, '2026-03-31T23:59:59Z', 1, '00000000-0000-4000-8000-000000000001', 1, 'answered', 3, 0) on conflict do nothing`;
  expect(await insert()).toBe(1);
  expect(await insert()).toBe(0);
  await expect(t.db.$executeRaw`update look set outcome = 'timeout'`).rejects.toThrow(/permission denied/);
  await expect(t.db.$executeRaw`delete from look_202603`).rejects.toThrow(/permission denied/);
});

test('instants come back as they were written, whatever the zone of the machine', async () => {
  await using t = await testDatabase();
  const at = new Date('2026-11-25T00:30:00.123Z');
  await t.db.setupLink.create({ data: { tokenHash: new Uint8Array(32), createdAt: at, expiresAt: at } });
  const [row] = await t.db.$queryRaw<
    { text: string; at: Date }[]
  >`select created_at::text as text, created_at as at from setup_link`;
  expect(row).toEqual({ text: '2026-11-25 00:30:00.123+00', at });
});
