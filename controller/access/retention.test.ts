import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealerOf } from '../platform/seal.ts';
import { testDatabase } from '../platform/testing.ts';
import { forgetOldSessions, SESSION_DAYS } from './retention.ts';
import { addTestRouter } from './testing.ts';

test('a session is forgotten ninety days after its last word, open or not', async () => {
  await using t = await testDatabase();
  const { id: routerId } = await addTestRouter(t.db, sealerOf(randomBytes(32)));
  const now = new Date('2026-11-25T05:00:00Z');
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  for (const [index, last] of [SESSION_DAYS + 0.01, SESSION_DAYS - 0.01, 0].entries()) {
    await t.db.hotspotSession.create({
      data: {
        routerId,
        acctUniqueId: `u${index}`,
        acctSessionId: `s${index}`,
        userName: 'AA:BB:CC:00:00:01',
        callingStationId: 'AA:BB:CC:00:00:01',
        acctStartTime: daysAgo(200),
        acctUpdateTime: daysAgo(last),
      },
    });
  }
  expect(await forgetOldSessions(t.db, now)).toBe(1);
  expect(
    (await t.db.hotspotSession.findMany({ select: { acctUniqueId: true }, orderBy: { id: 'asc' } })).map(
      (row) => row.acctUniqueId,
    ),
  ).toEqual(['u1', 'u2']);
});
