import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealerOf } from '../platform/seal.ts';
import { testDatabase } from '../platform/testing.ts';
import { forgetOldSessions, ROW_DAYS, SESSION_DAYS } from './retention.ts';
import { addTestRouter } from './testing.ts';

test('ninety days after its last word a session knows no phone, open or not; its sums stay, its row goes later', async () => {
  await using t = await testDatabase();
  const { id: routerId } = await addTestRouter(t.db, sealerOf(randomBytes(32)));
  const now = new Date('2026-11-25T05:00:00Z');
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const ages = [ROW_DAYS + 0.01, SESSION_DAYS + 0.01, SESSION_DAYS - 0.01, 0];
  for (const [index, last] of ages.entries()) {
    await t.db.hotspotSession.create({
      data: {
        routerId,
        acctUniqueId: `u${index}`,
        acctSessionId: `s${index}`,
        class: 'c',
        userName: 'AA:BB:CC:00:00:01',
        callingStationId: 'AA:BB:CC:00:00:01',
        framedIpAddress: '10.5.0.7',
        acctStartTime: daysAgo(last + 1),
        acctUpdateTime: daysAgo(last),
        acctInputOctets: 7n,
      },
    });
  }
  expect(await forgetOldSessions(t.db, now)).toEqual({ erased: 2, deleted: 1 });
  const rows = await t.db.hotspotSession.findMany({ orderBy: { id: 'asc' } });
  expect(rows.map((row) => row.callingStationId)).toEqual(['', 'AA:BB:CC:00:00:01', 'AA:BB:CC:00:00:01']);
  expect(rows[0]).toMatchObject({
    userName: '',
    framedIpAddress: null,
    class: null,
    acctUniqueId: `erased:${rows[0]?.id}`,
    acctInputOctets: 7n,
    acctStopTime: daysAgo(SESSION_DAYS + 0.01),
    erasedAt: now,
  });
  expect(await forgetOldSessions(t.db, now)).toEqual({ erased: 0, deleted: 0 });
});
