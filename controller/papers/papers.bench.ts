import { test } from 'vitest';
import { render } from './render.ts';
import { outage, testLetterhead, testReport } from './testing-report.ts';

const stamp = {
  digest: 'ab12'.repeat(16),
  number: '500/114',
  letterhead: testLetterhead,
  draft: false,
  revision: 1,
  ruleMeaning: 'yang ditetapkan aturan itu.',
};
const busy = testReport({ outages: Array.from({ length: 720 }, (_, index) => outage(index)) });
const draw = (kind: 'report.pdf' | 'report.xlsx' | 'report.csv' | 'report.png', report = testReport()) =>
  render({ ...stamp, kind, report }, () => {});

/** Goal: the PDF of twelve villages within 5 s. The floor is the same figures as a CSV. */
test('the papers of a month of twelve villages', { timeout: 300_000 }, async ({ bench }) => {
  await bench.compare(
    bench('floor: CSV', () => draw('report.csv')),
    bench('PDF, 60 outages', () => draw('report.pdf')),
    bench('PDF, 720 outages (60 a village)', () => draw('report.pdf', busy)),
    bench('XLSX, 720 outages', () => draw('report.xlsx', busy)),
    bench('PNG', () => draw('report.png')),
    { iterations: 4, warmupIterations: 1, time: 0 },
  );
});
