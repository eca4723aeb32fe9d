import { expect, test } from 'vitest';
import { PaperFailed } from '../papers/index.ts';
import { PaperJobs } from './jobs.ts';

test.each([
  [new PaperFailed('late', 'it took too long'), 'late'],
  [new PaperFailed('too-many', 'too many papers wait'), 'too-many'],
  [new Error('no such font'), 'broken'],
] as const)('why a paper was not made is a code that a screen can say: %s', async (error, failure) => {
  const jobs = new PaperJobs();
  const { promise: told, resolve } = Promise.withResolvers<unknown>();
  const job = jobs.start('report.pdf', 'x', 1, 0, () => Promise.reject(error), resolve);
  expect(await told).toBe(error);
  expect(jobs.view(job.id, 1)).toMatchObject({ state: 'failed', failure });
  expect(jobs.view(job.id, 2)).toBeNull();
});
