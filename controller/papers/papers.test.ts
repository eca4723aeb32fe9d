import { performance } from 'node:perf_hooks';
import { afterAll, expect, test } from 'vitest';
import type { MonthReport } from '#contract/reports.ts';
import { createPapers, type PaperOrder } from './index.ts';
import { outage, testLetterhead, testReport } from './testing-report.ts';

const papers = createPapers();
afterAll(() => papers.close());
const stamp = { digest: 'ab12'.repeat(16), number: '500/114', letterhead: testLetterhead, draft: false };
const make = (kind: 'report.pdf' | 'report.csv', report: MonthReport, more: Partial<PaperOrder> = {}) =>
  papers.make({ ...stamp, kind, report, revision: 1, ruleMeaning: 'x', ...more } as PaperOrder, () => {});

test('tells how far it is', async () => {
  const shares: number[] = [];
  await papers.make(
    { ...stamp, kind: 'report.pdf', report: testReport(), revision: 1, ruleMeaning: 'x' },
    (share) => shares.push(share),
  );
  expect(shares.length).toBeGreaterThan(2);
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
});

test('a paper that fails or takes too long harms no other', async () => {
  const impatient = createPapers({ deadlineMs: 1 });
  await expect(
    impatient.make(
      { ...stamp, kind: 'report.pdf', report: testReport(), revision: 1, ruleMeaning: 'x' },
      () => {},
    ),
  ).rejects.toThrow('it took too long');
  await impatient.close();
  await expect(make('report.pdf', { ...testReport(), villages: null } as never)).rejects.toMatchObject({
    name: 'PaperFailed',
  });
  expect((await make('report.csv', testReport())).bytes.length).toBeGreaterThan(100);
});

test('more than can wait are refused, and none is made after the end', async () => {
  const own = createPapers();
  const orders = Array.from({ length: 22 }, () =>
    own.make({ ...stamp, kind: 'report.csv', report: testReport(), revision: 1, ruleMeaning: 'x' }, () => {}),
  );
  const refused = (await Promise.allSettled(orders.slice(20))).map(({ status }) => status);
  expect(refused).toEqual(['rejected', 'rejected']);
  await Promise.all([own.close(), Promise.allSettled(orders)]);
  await expect(
    own.make({ ...stamp, kind: 'report.csv', report: testReport(), revision: 1, ruleMeaning: 'x' }, () => {}),
  ).rejects.toThrow();
});

test('a paper that is too large for its memory is a clear failure, and the next is made', async () => {
  const small = createPapers({ memoryMb: 24 });
  const order = { ...stamp, report: testReport(), revision: 1, ruleMeaning: 'x' };
  await expect(small.make({ ...order, kind: 'report.pdf' }, () => {})).rejects.toMatchObject({
    name: 'PaperFailed',
    code: 'too-large',
  });
  expect((await small.make({ ...order, kind: 'report.csv' }, () => {})).bytes.length).toBeGreaterThan(100);
  await small.close();
});

test('whoever waits for something else does not wait for a paper', async () => {
  const outages = Array.from({ length: 720 }, (_, index) => outage(index));
  const before = performance.eventLoopUtilization();
  await make('report.pdf', testReport({ outages }));
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.3);
});
