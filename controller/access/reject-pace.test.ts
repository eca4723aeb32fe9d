import { expect, test } from 'vitest';
import { RejectPace } from './reject-pace.ts';

const took = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

test.each<[code: string | null, waits: boolean]>([
  ['SD-UNKNOWN', true],
  ['SD-OTHER', true],
  ['SD-CHAP', true],
  ['SD-ODD', true],
  ['SD-USED', false],
  ['SD-QUOTA', false],
  ['SD-CLOSED', false],
  [null, false],
])('%s waits: %s', async (code, waits) => {
  const pace = new RejectPace(80);
  expect((await took(() => pace.rejected('7 a', code, 0))) > 60).toBe(waits);
});

test('of a flood a hundred wait, the rest is answered at once', async () => {
  const pace = new RejectPace(300);
  const waiting = Array.from({ length: 100 }, (_, i) => pace.rejected(`7 ${i}`, 'SD-UNKNOWN', 0));
  expect(await took(() => pace.rejected('7 x', 'SD-UNKNOWN', 0))).toBeLessThan(100);
  await Promise.all(waiting);
});

test('thirty wrong logins of a phone at a router lock it there for ten minutes', async () => {
  const pace = new RejectPace(0);
  for (let i = 0; i < 29; i += 1) await pace.rejected('7 a', 'SD-UNKNOWN', i);
  expect(pace.isLocked('7 a', 29)).toBe(false);
  await pace.rejected('7 a', 'SD-UNKNOWN', 29);
  expect(pace.isLocked('7 a', 30)).toBe(true);
  expect(pace.isLocked('8 a', 30)).toBe(false);
  expect(pace.isLocked('7 a', 600_029)).toBe(false);
});
